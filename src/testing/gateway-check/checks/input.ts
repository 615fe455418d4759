import { describe, NoAnswer, type Answer } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';
import type { Probe, Sent } from '../probe/probe';
import { ALL, fieldsFor, ITEMS, LINK, ONE_ITEM, RELINKED } from '../probe/routes';

/** More than any route takes, and less than any proxy refuses. */
const LARGE_BYTES = 40_000;
const MARK = 'gateway-check-mark';

const NO_JSON: readonly [name: string, body: BodyInit][] = [
  ['an empty body', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"text"'],
  ['a broken body', '{"item_id":'],
  ['deep nesting', '['.repeat(3_000)],
  ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x7b])],
];

export const inputChecks: readonly Check[] = [
  {
    id: 'bad-json',
    rule: 'R8',
    title: 'A body that is no JSON object gets a 4xx',
    why: 'An error of the server fills its log and its alarms, and may tell of its inside.',
    fix: 'Parse the body at one place, and answer 400 INVALID_BODY where that fails.',
    async run(probe) {
      const [path] = await probe.routes(ONE_ITEM);
      if (path === undefined) return skipped('The backend has none of the routes about one Item.');
      const sent = NO_JSON.map(([name, body]): Sent => ({ path, body, how: `with ${name}` }));
      return checked(await refusals(probe, sent));
    },
  },
  {
    id: 'unknown-fields',
    rule: 'R8',
    title: 'A field that is not described is refused',
    why: 'A field that reaches a query, Plaid or an object by its name can change whose Item or which settings are used.',
    fix: 'Answer 400 UNKNOWN_FIELDS for every field but the described ones, and never spread a body into a query.',
    async run(probe) {
      const { itemId } = probe;
      const [path] = await probe.routes(ONE_ITEM);
      if (path === undefined) return skipped('The backend has none of the routes about one Item.');
      const sent = ['access_token', 'user_id', 'client_user_id', 'constructor', '__proto__'].map(
        (name): Sent => ({
          path,
          // Written out, since a literal with __proto__ would lose it.
          body: `{"item_id":${JSON.stringify(itemId)},"${name}":{"${MARK}":"${MARK}"}}`,
          how: `with the field ${name}`,
        }),
      );
      return checked(await refusals(probe, sent));
    },
  },
  {
    id: 'wrong-types',
    rule: 'R8',
    title: 'A field of a wrong type is refused',
    why: 'A value that was not checked goes to Plaid or into a query, and fails there.',
    fix: 'Check the type and the length of each field, and answer 400 INVALID_FIELD.',
    async run(probe) {
      const { itemId } = probe;
      const about = { item_id: itemId };
      const cases: readonly [path: string, fields: object, how: string][] = [
        [LINK, { ...about, account_selection_enabled: 'yes' }, 'with a text for a boolean'],
        [LINK, { ...about, purpose: { $gt: '' } }, 'with an object as purpose'],
        [LINK, { ...about, purpose: 'x'.repeat(500) }, 'with an overlong purpose'],
        [LINK, { ...about, hosted_link: 'yes, please' }, 'with a text for hosted_link'],
        [LINK, { ...about, platform: 'windows' }, 'with an unknown platform'],
        [RELINKED, { ...about, link_session_id: 7 }, 'with a number as link_session_id'],
        [ITEMS, { item_ids: itemId }, 'with a text for a list'],
        [ITEMS, { item_ids: [] }, 'with an empty list'],
        [ITEMS, { item_ids: Array.from({ length: 101 }, (_, at) => `i-${at}`) }, 'with 101 ids'],
        [ITEMS, { item_ids: [itemId, itemId] }, 'with an id twice'],
      ];
      const paths = await probe.routes(ALL);
      const sent = cases
        .filter(([path]) => paths.includes(path))
        .map(([path, fields, how]): Sent => ({ path, body: JSON.stringify(fields), how }));
      if (sent.length === 0) return skipped('The backend has no route with such fields.');
      return checked(await refusals(probe, sent));
    },
  },
  {
    id: 'large-body',
    rule: 'R8',
    title: 'A large body is refused',
    why: 'Bodies without a limit fill the server’s memory.',
    fix: 'Answer 413 to more than 4,096 bytes (32,768 for /items/get), without reading them to their end.',
    async run(probe) {
      const faults: string[] = [];
      for (const path of await probe.routes(ALL)) {
        // Blanks around JSON are JSON.
        const body = JSON.stringify(fieldsFor(path, probe.itemId)).padEnd(LARGE_BYTES);
        const how = `with a body of ${LARGE_BYTES} bytes`;
        faults.push(...(await refusals(probe, [{ path, body, how }])));
      }
      return checked(faults);
    },
  },
  {
    id: 'no-echo',
    rule: 'R8',
    title: 'An error repeats nothing of the request',
    why: 'What an attacker writes into a request ends up in pages, logs and caches.',
    fix: 'Write the texts of errors without any value of the request.',
    async run(probe) {
      const faults: string[] = [];
      const value = `${MARK}<script>`;
      for (const path of await probe.routes(ONE_ITEM)) {
        for (const fields of [{ item_id: value }, { item_id: probe.itemId, [value]: value }]) {
          const answer = await probe.post(path, fields, { how: 'with a mark in it' });
          const isRepeated = answer.text.includes(MARK);
          if (answer.status >= 400 && isRepeated)
            faults.push(`${answer.request}: the answer repeats it`);
        }
      }
      return checked(faults);
    },
  },
];

/** The faults of requests that must get a 4xx. A connection that is closed in the middle of a body refuses it too. */
async function refusals(probe: Probe, requests: readonly Sent[]): Promise<string[]> {
  const faults: string[] = [];
  for (const sent of requests) {
    let answer: Answer;
    try {
      answer = await probe.send(sent);
    } catch (error) {
      if (error instanceof NoAnswer && error.reason === 'network') continue;
      throw error;
    }
    if (answer.status < 400 || answer.status >= 500) faults.push(describe(answer));
  }
  return faults;
}

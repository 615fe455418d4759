import { isRecord } from '../../../core/unknown';
import { describe, errorCodeOf, type Answer } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';
import type { Probe } from '../probe/probe';
import { fieldsFor, ITEMS, ONE_ITEM, UNKNOWN_ID } from '../probe/routes';

const NO_FOREIGN = 'No foreignItemId was given: the id of an Item that another user owns.';

/** Values that are no id, and some that a careless query would take for a condition. */
const MALFORMED: readonly [name: string, value: unknown][] = [
  ['an empty text', ''],
  ['a number', 7],
  ['null', null],
  ['a list', [UNKNOWN_ID]],
  ['an object with an operator', { $ne: null }],
  ['a piece of SQL', "x' OR '1'='1"],
  ['a wildcard', '%'],
  ['a control character', 'a\u0000b'],
  ['an overlong text', 'x'.repeat(1_000)],
];

export const ownershipChecks: readonly Check[] = [
  {
    id: 'foreign-item',
    rule: 'R2',
    title: 'Another user’s Item is not to be had',
    why: 'A signed-in user gets into another person’s bank connection by naming its id.',
    fix: 'Look up the Item by both ids in one query: where item_id = ? and user_id = ?. Ask Plaid nothing before that.',
    async run(probe) {
      const { foreignItemId } = probe;
      if (foreignItemId === null) return skipped(NO_FOREIGN);
      const faults: string[] = [];
      for (const path of await probe.routes(ONE_ITEM)) {
        const how = 'for another user’s Item';
        const answer = await probe.post(path, { item_id: foreignItemId }, { how });
        if (answer.status !== 404) faults.push(describe(answer));
      }
      for (const path of await probe.routes([ITEMS])) {
        const how = 'for another user’s Item';
        const answer = await probe.post(path, { item_ids: [foreignItemId] }, { how });
        if (errorCodeOfEntry(answer) === null) faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
  {
    id: 'same-404',
    rule: 'R3',
    title: 'Another user’s Item gets the same answer as an unknown one',
    why: 'A user who sees a difference finds out which Items exist.',
    fix: 'Answer both at one place in the code, with the same status, body and headers: 404 ITEM_NOT_FOUND.',
    async run(probe) {
      const { foreignItemId } = probe;
      if (foreignItemId === null) return skipped(NO_FOREIGN);
      const faults: string[] = [];
      for (const path of await probe.routes([...ONE_ITEM, ITEMS])) {
        const unknown = await unknownTwice(probe, path);
        const how = 'for another user’s Item';
        const foreign = await probe.post(path, fieldsFor(path, foreignItemId), { how });
        faults.push(...differences(unknown, foreign));
      }
      return checked(faults);
    },
  },
  {
    id: 'malformed-id',
    rule: 'R3',
    title: 'A value that cannot be an id gets the same answer as an unknown id',
    why: 'A value that the query takes for a condition returns another user’s Item; an error of the database tells about it.',
    fix: 'Take texts of 1 to 200 characters only, and answer everything else as an unknown id.',
    async run(probe) {
      const [path] = await probe.routes(ONE_ITEM);
      if (path === undefined) return skipped('The backend has none of the routes about one Item.');
      const unknown = await unknownTwice(probe, path);
      const faults: string[] = [];
      for (const [name, value] of MALFORMED) {
        const answer = await probe.post(path, { item_id: value }, { how: `with ${name} as id` });
        faults.push(...differences(unknown, answer));
      }
      const without = await probe.post(path, {}, { how: 'without an id' });
      return checked([...faults, ...differences(unknown, without)]);
    },
  },
  {
    id: 'not-found-code',
    rule: 'R3',
    title: 'The 404 of an Item has a code of its own',
    why: 'The client takes a 404 without a code, and NOT_FOUND, for a missing route, and goes on without it.',
    fix: 'Answer { error_type: "ITEM_ERROR", error_code: "ITEM_NOT_FOUND", error_message: … }.',
    async run(probe) {
      const faults: string[] = [];
      for (const path of await probe.routes(ONE_ITEM)) {
        const answer = await probe.post(path, { item_id: UNKNOWN_ID }, { how: 'for no Item' });
        const code = errorCodeOf(answer);
        if (code === null || code === 'NOT_FOUND') faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
];

function errorCodeOfEntry({ json }: Answer): unknown {
  if (!isRecord(json) || !Array.isArray(json.items)) return null;
  const [entry] = json.items as unknown[];
  return isRecord(entry) && isRecord(entry.error) ? (entry.error.error_code ?? null) : null;
}

/** Two answers to the same question show what differs anyway, such as an id of the request. */
async function unknownTwice(probe: Probe, path: string): Promise<readonly [Answer, Answer]> {
  const ask = (): Promise<Answer> =>
    probe.post(path, fieldsFor(path, UNKNOWN_ID), { how: 'for no Item' });
  return [await ask(), await ask()];
}

/** In what an answer differs from the one for an unknown Item, and not by chance. */
function differences([first, second]: readonly [Answer, Answer], answer: Answer): string[] {
  if (answer.status !== first.status) return [`${describe(answer)}, but ${describe(first)}`];
  const faults: string[] = [];
  const names = new Set([...first.headers.keys(), ...answer.headers.keys()]);
  for (const name of names) {
    const usual = first.headers.get(name);
    const variesAnyway =
      name === 'date' ||
      usual !== second.headers.get(name) ||
      (repeatsId(answer) && ABOUT_BODY.includes(name));
    if (!variesAnyway && usual !== answer.headers.get(name))
      faults.push(`${answer.request} has another header ${name} than an unknown Item`);
  }
  if (bodyOf(answer, first, second) !== bodyOf(first, first, second))
    faults.push(`${answer.request} has another body than an unknown Item`);
  return faults;
}

/** The body of /items/get repeats the ids, and what these headers say of it follows. */
const ABOUT_BODY = ['content-length', 'etag', 'content-digest', 'content-md5'];
const repeatsId = ({ json }: Answer): boolean => isRecord(json) && Array.isArray(json.items);

/** The body without the fields that vary anyway, and without the id that /items/get repeats. */
function bodyOf({ json, text }: Answer, first: Answer, second: Answer): string {
  if (!isRecord(json)) return text;
  if (Array.isArray(json.items))
    return JSON.stringify(
      json.items.map((entry: unknown) => (isRecord(entry) ? entry.error : entry)),
    );
  const [a, b] = [first.json, second.json];
  const varies = (name: string): boolean => isRecord(a) && isRecord(b) && a[name] !== b[name];
  // By bytes, unless something varies anyway: the order of fields could tell one from the other.
  if (!Object.keys(json).some(varies)) return text;
  return JSON.stringify(Object.entries(json).filter(([name]) => !varies(name)));
}

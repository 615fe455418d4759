import { describe, type Answer } from '../probe/answer';
import { BROWSER_HEADERS, checked, skipped, type Check } from '../probe/check';
import type { Probe, Sent } from '../probe/probe';
import { ALL, fieldsFor, UNKNOWN_ID } from '../probe/routes';

const WHY =
  'A caller who knows or guesses an id gets a token for another person’s bank connection.';
const FIX =
  'Find the user from the session alone, before anything else is read, and answer 401 where there is none.';

export const sessionChecks: readonly Check[] = [
  {
    id: 'no-session',
    rule: 'R1',
    title: 'A request without a session gets the 401',
    why: WHY,
    fix: FIX,
    run: (probe) => checkRefused(probe, { session: 'none', how: 'without a session' }),
  },
  {
    id: 'forged-session',
    rule: 'R1',
    title: 'A session that the backend never gave gets the 401',
    why: WHY,
    fix: 'Check the signature of the session, or look it up. Do not only look whether there is one.',
    async run(probe) {
      const names = [...(await probe.headers()).keys()];
      if (names.length === 0) return skipped('No headers were given, so none can be forged.');
      if (!probe.canForgeHeaders && names.includes('cookie')) return skipped(BROWSER_HEADERS);
      return checkRefused(probe, { session: 'forged', how: 'with a forged session' });
    },
  },
  {
    id: 'session-first',
    rule: 'R1',
    title: 'A request without a session learns nothing about bodies and Items',
    why: 'An answer that differs tells a stranger which Items exist.',
    fix: 'Authenticate before the body is parsed and before an Item is looked up.',
    async run(probe) {
      const [path] = await probe.routes(ALL);
      if (path === undefined) return skipped('The backend has none of the routes.');
      const bodies = [
        JSON.stringify(fieldsFor(path, probe.itemId)),
        JSON.stringify(fieldsFor(path, UNKNOWN_ID)),
        '{',
      ];
      const answers: Answer[] = [];
      for (const body of bodies)
        answers.push(await probe.send({ path, body, session: 'none', how: 'without a session' }));
      const statuses = new Set(answers.map(({ status }) => status));
      return checked(
        statuses.size === 1
          ? []
          : [`without a session, the same route answered ${[...statuses].join(' and ')}`],
      );
    },
  },
];

async function checkRefused(probe: Probe, rest: Pick<Sent, 'session' | 'how'>) {
  const faults: string[] = [];
  for (const path of await probe.routes(ALL)) {
    const answer = await probe.post(path, fieldsFor(path, probe.itemId), rest);
    if (answer.status !== 401) faults.push(describe(answer));
  }
  return checked(faults);
}

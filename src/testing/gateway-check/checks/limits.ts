import type { Answer } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';
import type { Probe } from '../probe/probe';
import { fieldsFor, ITEM, LINK, PUBLIC, UNKNOWN_ID } from '../probe/routes';

/** Twice as many as anyone needs in a minute. */
const MAX_CALLS = 120;
const LANES = 6;
const NOT_ASKED = 'It takes up to 120 requests. Allow it with rateLimit.';
const FIX =
  'Count requests by user and Item, 60 a minute, in a store that all machines share; answer 429 with Retry-After.';

/** They use the limit up, so they come after everything else. */
export const limitChecks: readonly Check[] = [
  {
    id: 'rate-limit',
    rule: 'R10',
    title: 'Requests for one Item are limited',
    why: 'One user, or a loop in a page, uses up what Plaid allows your whole app.',
    fix: FIX,
    async run(probe) {
      if (!probe.rateLimit) return skipped(NOT_ASKED);
      return checked(await faultsOfLimit(probe, probe.itemId, 'for one Item'));
    },
  },
  {
    id: 'guess-limit',
    rule: 'R10',
    title: 'Guessing ids is limited',
    why: 'A session tries thousands of ids in a second, and no log shows it.',
    fix: 'Count lookups that find no Item, by user.',
    async run(probe) {
      if (!probe.rateLimit) return skipped(NOT_ASKED);
      return checked(await faultsOfLimit(probe, UNKNOWN_ID, 'for unknown Items'));
    },
  },
];

async function faultsOfLimit(probe: Probe, itemId: string, how: string): Promise<string[]> {
  const [path] = await probe.routes([ITEM, LINK, PUBLIC]);
  if (path === undefined) return [];
  let left = MAX_CALLS;
  const limited: Answer[] = [];
  const runLane = async (): Promise<void> => {
    while (left > 0 && limited.length === 0) {
      left -= 1;
      const answer = await probe.post(path, fieldsFor(path, itemId), { how, mayBeLimited: true });
      if (answer.status === 429) limited.push(answer);
    }
  };
  await Promise.all(Array.from({ length: LANES }, runLane));
  return limited.length > 0 ? [] : [`${MAX_CALLS} requests ${how} in a row were all let through`];
}

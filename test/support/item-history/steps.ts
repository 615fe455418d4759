import fc from 'fast-check';
import { step } from '../steps';

/** What may happen in the life of an Item, at its bank, at Plaid, in the app's store and on its pages. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const MACHINES = 4;
export const ITEMS = 2;

const item = fc.nat({ max: ITEMS - 1 });
const machine = fc.nat({ max: MACHINES - 1 });
const which = fc.nat({ max: 7 });

/** What the store does with one call. */
const storeAnswer = fc.record({
  delayMs: fc.constantFrom(0, 0, 5, 300, 2_500),
  /** 'after': the record is written, and the answer is an error all the same. */
  fails: fc.constantFrom('no', 'no', 'no', 'before', 'after'),
  /** It loses a race, and calls the change again. */
  isRetried: fc.boolean(),
});
export type StoreAnswer = typeof storeAnswer extends fc.Arbitrary<infer T> ? T : never;

const anyStep = fc.oneof(
  step(4, 'disconnect', {
    item,
    inDays: fc.constantFrom(1, 7, 7, 30),
    disconnectTime: fc.boolean(),
    startsConsent: fc.boolean(),
  }),
  step(2, 'new accounts', { item }),
  step(1, 'account withdrawn', { item }),
  step(1, 'access withdrawn', { item }),
  step(1, 'product permissions', { item }),
  step(2, 'break', { item, isTold: fc.boolean() }),
  step(1, 'repair', { item, isTold: fc.boolean() }),
  step(8, 'deliver', { which, machine }),
  step(5, 'relink', {
    item,
    machine,
    purpose: fc.constantFrom('repair', 'repair', 'accounts', 'renew'),
    isReported: fc.boolean(),
  }),
  step(3, 'report', { which, machine }),
  step(8, 'view', { item, machine, isFresh: fc.constantFrom(false, false, true) }),
  step(6, 'pass', {
    ms: fc.constantFrom(
      0,
      300,
      SECOND,
      5 * SECOND,
      MINUTE,
      4 * MINUTE,
      HOUR,
      DAY,
      3 * DAY,
      8 * DAY,
      40 * DAY,
    ),
  }),
  step(3, 'store', { answers: fc.array(storeAnswer, { minLength: 1, maxLength: 4 }) }),
  step(1, 'plaid fails', {
    errorCode: fc.constantFrom('INTERNAL_SERVER_ERROR', 'PLANNED_MAINTENANCE', 'RATE_LIMIT'),
    times: fc.constantFrom(1, 2, 3),
  }),
);
export type ItemStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** Steps that seldom meet by chance: news of one kind, older than a relink and newer, which arrive in any order. */
const newsAroundARelink = fc
  .record({
    item,
    kind: fc.constantFrom('disconnect', 'new accounts', 'product permissions'),
    machines: fc.tuple(machine, machine, machine),
    deliveries: fc.shuffledSubarray([0, 1, 2], { minLength: 2 }),
    isReportedAgain: fc.boolean(),
  })
  .map(({ item: of, kind, machines: [first, second, third], deliveries, isReportedAgain }) => {
    const news: ItemStep =
      kind === 'disconnect'
        ? { type: kind, item: of, inDays: 30, disconnectTime: true, startsConsent: false }
        : { type: kind, item: of };
    const purpose = kind === 'new accounts' ? 'accounts' : 'repair';
    const delivered = deliveries.map((at, index): ItemStep => ({
      type: 'deliver',
      which: at,
      machine: [first, second, third][index] ?? first,
    }));
    const again: ItemStep = { type: 'report', which: 0, machine: third };
    return [
      news,
      { type: 'pass', ms: 2 * SECOND },
      { type: 'relink', item: of, machine: second, purpose, isReported: true },
      { type: 'pass', ms: 5 * SECOND },
      news,
      ...delivered,
      { type: 'pass', ms: 5 * SECOND },
      ...(isReportedAgain ? [again] : []),
    ] satisfies ItemStep[];
  });

export const itemSteps = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: anyStep.map((one) => [one]) },
      { weight: 1, arbitrary: newsAroundARelink },
    ),
    { minLength: 4, maxLength: 24, size: 'max' },
  )
  .map((parts): ItemStep[] => parts.flat());

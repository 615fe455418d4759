import fc from 'fast-check';
import { step } from '../steps';

/** What may happen in a history of tokens. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const ITEMS = ['item-a', 'item-b'] as const;
export const KINDS = ['public_token', 'link_token'] as const;

const which = fc.nat({ max: 5 });
const itemIndex = fc.nat({ max: ITEMS.length - 1 });
const kindIndex = fc.nat({ max: KINDS.length - 1 });

const answer = fc.oneof(
  step(6, 'mint', { delayMs: fc.constantFrom(0, 0, 300, 9_000) }),
  step(1, 'silence'),
  step(2, 'status', {
    status: fc.constantFrom(400, 401, 403, 404, 429, 500, 503),
    delayMs: fc.constantFrom(0, 2_000, 40_000),
  }),
  step(1, 'network'),
  step(2, 'lie', {
    lie: fc.constantFrom(
      'repeat' as const,
      'other kind' as const,
      'access token' as const,
      'html' as const,
      'expired' as const,
      'nothing' as const,
    ),
  }),
  // A backend may send tokens that live shorter than Plaid's, if it says so.
  step(1, 'short', { lifeS: fc.constantFrom(1, 6, 60, 400) }),
  // Claims that cannot be true. The lifetime that Plaid gives counts instead.
  step(1, 'boast', { expiresIn: fc.constantFrom<unknown>(1e12, Infinity, '1800', null, 4 * 3600) }),
);
/** What the backend does with one request. */
export type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

const anyStep = fc.oneof(
  step(5, 'mount', { item: itemIndex, kind: kindIndex }),
  step(2, 'unmount', { which }),
  step(2, 'change item', { which, item: itemIndex }),
  step(2, 'in use', { which, inUse: fc.boolean() }),
  step(1, 'refresh', { which }),
  step(1, 'focus', { which }),
  step(3, 'prepare', { item: itemIndex, kind: kindIndex }),
  step(3, 'open', { which }),
  step(6, 'pass', {
    ms: fc.constantFrom(
      0,
      500,
      12 * SECOND,
      4 * MINUTE,
      24 * MINUTE,
      26 * MINUTE,
      31 * MINUTE,
      2 * HOUR,
    ),
  }),
  step(2, 'sleep', { ms: fc.constantFrom(MINUTE, 29 * MINUTE, 31 * MINUTE, 9 * HOUR) }),
  step(1, 'set clock', { byMs: fc.constantFrom(-9 * HOUR, -MINUTE, MINUTE, 9 * HOUR) }),
  step(1, 'visible', { isVisible: fc.constantFrom(true, true, false) }),
  step(1, 'online', { isOnline: fc.constantFrom(true, true, false) }),
  step(1, 'bfcache'),
  step(3, 'backend', { answers: fc.array(answer, { minLength: 1, maxLength: 4 }) }),
);
export type TokenStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

export const tokenSteps = fc.array(anyStep, { minLength: 4, maxLength: 32, size: 'max' });

import fc from 'fast-check';
import { step } from '../steps';

/** What may happen in a history of sessions. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const ITEMS = ['item-a', 'item-b'] as const;

const item = fc.constantFrom(...ITEMS);
/** Which Link speaks: 0 is the newest, then older ones, which were removed. */
const age = fc.constantFrom(0, 0, 0, 1, 2);

const linkSays = fc.constantFrom(
  'ready' as const,
  'load' as const,
  'open' as const,
  'open' as const,
  'open, other mode' as const,
  'open, mode missing' as const,
  'open and success' as const,
  'open and success' as const,
  'success' as const,
  'success' as const,
  'exit' as const,
  'exit, locked' as const,
  'exit, invalid token' as const,
  'event, invalid token' as const,
  'failure' as const,
);

const anyStep = fc.oneof(
  step(3, 'hover', { item }),
  step(5, 'click', { item }),
  step(2, 'cancel', { item }),
  step(12, 'link', { age, says: linkSays }),
  step(1, 'leave', { item }),
  step(1, 'come', { item }),
  step(1, 'relinkedElsewhere', { item }),
  step(2, 'look', { item }),
  step(1, 'provider', { isMounted: fc.boolean() }),
  step(5, 'pass', {
    ms: fc.constantFrom(0, 900, 5 * SECOND, 16 * SECOND, 21 * SECOND, 26 * MINUTE, 31 * MINUTE),
  }),
  step(1, 'sleep', { ms: fc.constantFrom(27 * MINUTE, 60 * MINUTE) }),
  step(1, 'visible', { isVisible: fc.constantFrom(true, true, false) }),
  step(1, 'online', { isOnline: fc.constantFrom(true, true, false) }),
  step(2, 'script', {
    does: fc.constantFrom('load' as const, 'load' as const, 'fail' as const, 'hang' as const),
  }),
  step(2, 'hosted', { isOffered: fc.boolean() }),
  step(2, 'presentation', { presentation: fc.constantFrom(undefined, 'hosted' as const) }),
  step(1, 'invalidate', { item }),
  step(1, 'closeTab', {}),
  step(2, 'return', { hasFinished: fc.boolean() }),
  step(2, 'create', {
    does: fc.constantFrom(
      'ready' as const,
      'ready' as const,
      'by hand' as const,
      'throw on open' as const,
    ),
  }),
  step(2, 'mint', {
    does: fc.constantFrom(
      'token' as const,
      'token' as const,
      '500' as const,
      '403' as const,
      'hang' as const,
      'repeat' as const,
    ),
  }),
  step(2, 'health', {
    does: fc.constantFrom(
      'truth' as const,
      'truth' as const,
      'healthy' as const,
      'locked' as const,
      '500' as const,
      'hang' as const,
    ),
  }),
);
export type SessionStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;
export type StepOf<Type extends SessionStep['type']> = Extract<SessionStep, { type: Type }>;

export const sessionSteps = fc.array(anyStep, { minLength: 4, maxLength: 40, size: 'max' });

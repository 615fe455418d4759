import { createFakeEnvironment, drainMicrotasks } from '../fake-environment';
import { createBackend } from './backend';
import { checkPace, checkReaders, checkRequest } from './checks';
import { createTokenModel } from './model';
import { play } from './play';
import { createStoreReaders, type CreateReaders } from './readers';
import type { TokenStep } from './steps';
import type { TokenWorld } from './world';

export interface TokenHistoryOptions {
  /** Whether the page notices at once that its clock was set. @default false */
  isClockHeard?: boolean;
  createReaders?: CreateReaders;
  settle?: () => Promise<void>;
}

/**
 * Plays a history in which anything may happen to tokens: components come and go, clocks are set, the machine sleeps,
 * the backend fails, dawdles and lies. After each step the store is compared with a model, which knows when each token
 * was minted, by a clock that cannot be set, and what became of it.
 */
export async function runTokenHistory(
  steps: readonly TokenStep[],
  {
    createReaders = createStoreReaders,
    settle = drainMicrotasks,
    isClockHeard = false,
  }: TokenHistoryOptions = {},
): Promise<{ shown: number; opened: number }> {
  const env = createFakeEnvironment({ settle });
  const model = createTokenModel(env);
  const backend = createBackend(env, model, (key, signal) => checkRequest(key, signal, world));
  const world: TokenWorld = {
    env,
    model,
    backend,
    surface: createReaders(env, backend.gateway),
    isClockHeard,
    readers: [],
    prepared: [],
    waiting: new Map(),
    inFlight: new Set(),
    requests: [],
    actions: 0,
    shown: 0,
    opened: 0,
  };
  try {
    for (const step of steps) {
      await play(step, world);
      await settle();
      checkReaders(world);
    }
    await checkPace(world);
    const [problem] = model.problems();
    if (problem) throw new Error(problem);
  } finally {
    world.surface.end();
  }
  return { shown: world.shown, opened: world.opened };
}

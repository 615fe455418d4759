import { createFakeEnvironment, drainMicrotasks } from '../fake-environment';
import { createFakeLinkPort, type FakeLinkPort } from '../fake-link-port';
import { createApp } from './app';
import { createBackend } from './backend';
import { checkPromises, checkQuiet, checkRecovery } from './checks';
import { createSessionModel } from './model';
import { play } from './play';
import { watchPort } from './port';
import type { SessionStep } from './steps';
import type { SessionHistoryWorld } from './world';

export interface SessionHistoryOptions {
  port?: FakeLinkPort;
  settle?: () => Promise<void>;
}

/**
 * Plays a history of the sessions of two Items under one provider: Link reports any event at any time, the backend
 * fails or does not answer, and the user clicks everywhere. After each step the guarantees are checked. At the end the
 * world becomes honest, and each Item must be relinkable.
 */
export async function runSessionHistory(
  steps: readonly SessionStep[],
  { port = createFakeLinkPort(), settle = drainMicrotasks }: SessionHistoryOptions = {},
): Promise<{ relinked: number }> {
  const env = createFakeEnvironment({ settle });
  const model = createSessionModel(env);
  const backend = createBackend(model);
  const link = watchPort(port, model);
  const app = createApp({ env, model, gateway: backend.gateway, link });
  const world: SessionHistoryWorld = { env, model, backend, port, app };
  try {
    for (const step of steps) {
      await play(step, world);
      await settle();
      checkPromises(world);
    }
    await checkQuiet(world);
    await checkRecovery(world);
    checkPromises(world);
  } finally {
    app.unmountProvider();
    await env.pass(1);
  }
  const [problem] = model.problems();
  if (problem) throw new Error(problem);
  return { relinked: model.relinked };
}

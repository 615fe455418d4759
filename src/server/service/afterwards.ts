import type { RelinkHandlerError } from '../http/handler-error';
import { keepAlive } from '../http/keep-alive';
import { logError } from '../http/log-error';
import type { QuietLog } from '../http/quiet-log';

/** The app's callbacks that a call causes. They run when it is answered, and no answer waits for them. */
export interface Afterwards {
  /**
   * Adds a callback; what is added after `run` runs at once.
   *
   * @param name the app's function, for the log
   */
  add(name: string, work: () => unknown): void;
  /**
   * Call it once the answer is made.
   *
   * @param answered what the log says of the request where a callback fails
   */
  run(answered: { route: string; status: number }): void;
}

export interface AfterwardsOptions {
  onError: ((error: RelinkHandlerError) => void) | undefined;
  quietLog: QuietLog;
  waitUntil: ((work: Promise<void>) => void) | undefined;
}

export function createAfterwards({ onError, quietLog, waitUntil }: AfterwardsOptions): Afterwards {
  const tasks: { name: string; work: () => unknown }[] = [];
  let ranFor: Parameters<Afterwards['run']>[0] | null = null;

  async function runAll(
    report: (message: string, cause: unknown, name: string) => void,
  ): Promise<void> {
    // The answer first: what an app's function does before its first await would delay it.
    await Promise.resolve();
    const runOne = async ({ name, work }: (typeof tasks)[number]): Promise<void> => {
      try {
        await work();
      } catch (cause) {
        report(`${name} failed, after the request was answered. See the cause.`, cause, name);
      }
    };
    // Beside each other, so that one that hangs does not keep the others from running.
    await Promise.all(tasks.splice(0).map(runOne));
  }

  function run(answered: { route: string; status: number }): void {
    ranFor = answered;
    if (tasks.length === 0) return;
    const report = (message: string, cause: unknown, name = 'waitUntil'): void => {
      const error = { ...answered, errorCode: 'APP_ERROR', requestId: null, message, cause };
      // Each request has it, a visitor's too, so one that always fails is told once a minute.
      if (name === 'onRequest') quietLog.report(name, error);
      else void logError(onError, error);
    };
    const running = runAll(report);
    if (!waitUntil) return;
    const onFailure = (cause: unknown): void =>
      report(
        'waitUntil threw, so the process may end before onHealth, onRelinked and onRequest.',
        cause,
      );
    try {
      keepAlive(waitUntil, running, onFailure);
    } catch (cause) {
      onFailure(cause);
    }
  }

  return {
    add(name, work) {
      tasks.push({ name, work });
      if (ranFor) run(ranFor);
    },
    run,
  };
}

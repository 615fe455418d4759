import type { RelinkHandlerError } from '../http/handler-error';
import { keepAlive } from '../http/keep-alive';
import { logError } from '../http/log-error';

/** The app's callbacks that a call causes. They run when it is answered, and no answer waits for them. */
export interface Afterwards {
  /** @param name the app's function, for the log */
  add(name: string, work: () => unknown): void;
  /** Call it once the answer is made. */
  run(): void;
}

export interface AfterwardsOptions {
  route: string;
  onError: ((error: RelinkHandlerError) => void) | undefined;
  waitUntil: ((work: Promise<void>) => void) | undefined;
}

export function createAfterwards({ route, onError, waitUntil }: AfterwardsOptions): Afterwards {
  const tasks: { name: string; work: () => unknown }[] = [];

  function report(message: string, cause: unknown): void {
    const errorCode = 'APP_ERROR';
    void logError(onError, { route, status: 200, errorCode, requestId: null, message, cause });
  }

  async function runAll(): Promise<void> {
    // The answer first: what an app's function does before its first await would delay it.
    await Promise.resolve();
    const runOne = async ({ name, work }: (typeof tasks)[number]): Promise<void> => {
      try {
        await work();
      } catch (cause) {
        report(`${name} failed, after the request was answered. See the cause.`, cause);
      }
    };
    // Beside each other, so that one that hangs does not keep the others from running.
    await Promise.all(tasks.map(runOne));
  }

  return {
    add: (name, work) => void tasks.push({ name, work }),
    run() {
      if (tasks.length === 0) return;
      const running = runAll();
      if (!waitUntil) return;
      const onFailure = (cause: unknown): void =>
        report('waitUntil threw, so the process may end before onHealth and onRelinked.', cause);
      try {
        keepAlive(waitUntil, running, onFailure);
      } catch (cause) {
        onFailure(cause);
      }
    },
  };
}

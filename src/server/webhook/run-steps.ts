import { HttpError, internalError } from '../http/http-error';
import type { RequestDeadline } from '../http/request-deadline';

/** One thing that a webhook causes. */
export interface Step {
  /** The app's function that it calls. */
  name: string;
  /** Tells the log itself why it failed, and then rejects with {@link StepFailed}. */
  run(): Promise<void>;
}

/** A step failed, and the log knows why. */
export class StepFailed extends Error {}

/**
 * Runs the steps in order, each once the one before it has settled. None keeps a later one from running, neither by a
 * failure nor by taking longer than the deadline.
 *
 * @returns what to answer if a step failed or the deadline passed
 */
export async function runSteps(
  steps: readonly Step[],
  deadline: RequestDeadline,
): Promise<HttpError | null> {
  let failure: HttpError | null = null;
  for (const { name, run } of steps) {
    // Started outside of the deadline, which starts nothing once it has passed.
    const work = run();
    try {
      await deadline.run(name, () => work);
    } catch (thrown) {
      failure ??= thrown instanceof HttpError ? thrown : failed();
    }
  }
  return failure;
}

/** Without a log entry: the step has written its own. */
function failed(): HttpError {
  const { log: _, ...init } = internalError({ errorCode: 'APP_ERROR', message: '' }).init;
  return new HttpError(init);
}

/** Runs the steps in order after the response. It never rejects, since a failure is in the log by then. */
export async function runStepsAfterResponse(steps: readonly Step[]): Promise<void> {
  for (const { run } of steps) await run().catch(() => {});
}

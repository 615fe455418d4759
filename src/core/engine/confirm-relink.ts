import { sleep, type Environment } from '../clock';
import { createRelinkError } from '../errors/catalogue';
import { withoutPage } from '../errors/pages';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { isRetryable } from '../gateway/backoff';
import { isRelinkable } from '../item/classify-item';
import type { ItemHealth } from '../types';
import type { ItemBackend, RelinkReport } from './item-backend';
import { sessionErrors } from './machine/session-errors';
import type { Answer } from './machine/state';

/** Plaid allows `/item/get` 15 times a minute per Item (plaid.com/docs/errors/rate-limit-exceeded). */
const POLL_MS = 4_000;
const POLLS = 4;
/** The third and fourth question begin within this, so that a silent backend keeps the user waiting for 34 s at most. */
const PATIENCE_MS = 20_000;

/**
 * Link succeeded, which proves nothing: tells the backend, and asks up to four times, until the Item is healthy. A report
 * that fails does not lose the relink, since `getItem` can confirm it too; it is sent again with the next question.
 *
 * @param signal ends the pause before the next question
 */
export async function confirmRelink(
  itemId: string,
  relink: RelinkReport,
  backend: ItemBackend,
  env: Environment,
  signal: AbortSignal,
): Promise<Answer> {
  const report: { isDue: boolean; error: RelinkError | null } = { isDue: true, error: null };
  let last: ItemHealth | RelinkError | null = null;
  const startedAt = env.monotonicNow();

  async function sendReport(): Promise<ItemHealth | null> {
    if (!report.isDue) return null;
    try {
      const health = await backend.reportRelink(itemId, relink);
      Object.assign(report, { isDue: false, error: null });
      return health;
    } catch (error) {
      if (!isRelinkError(error) || !backend.canGetHealth()) throw error;
      report.error = error;
      if (error.code !== 'timeout') return null;
      // Two answers that never come would take twice as long, with each question.
      report.isDue = false;
      throw error;
    }
  }

  for (let count = 1; count <= POLLS; count += 1) {
    if (count > 2 && env.monotonicNow() + POLL_MS - startedAt > PATIENCE_MS) break;
    if (count > 1) await sleep(env, POLL_MS, signal);
    try {
      const reported = await sendReport();
      if (!reported && !backend.canGetHealth()) {
        backend.warnUnconfirmed();
        return { type: 'unasked' };
      }
      last = reported ?? (await backend.getHealth(itemId));
      if (last.state === 'healthy') {
        if (report.error) backend.onReportLost(itemId, report.error);
        return { type: 'healthy', health: last };
      }
    } catch (error) {
      if (!isRelinkError(error)) throw error;
      last = error;
      if (!isRetryable(error)) break;
    }
  }
  return { type: 'failed', error: errorFromLast(itemId, last) };
}

/** After all questions the Item is not healthy, or the server could not be asked. */
function errorFromLast(itemId: string, last: ItemHealth | RelinkError | null): RelinkError {
  if (last && !isRelinkError(last) && last.state !== 'unavailable') {
    return isRelinkable(last.remedy)
      ? sessionErrors.stillBroken(itemId, last)
      : sessionErrors.notRelinkable(itemId, last.errorCode, last.remedy);
  }
  return createRelinkError('not_confirmed', {
    itemId,
    cause: last,
    message: `Link succeeded, but the backend could not say whether the Item is healthy. See the cause${
      isRelinkError(last) ? `: ${withoutPage(last.message)}` : ''
    }`,
  });
}

import type { QuietLog } from '../../http/quiet-log';
import type { RelinkHandlerError } from '../../http/handler-error';

/** Tells the app of something that went wrong and did not fail the webhook. */
export type ReportProblem = (
  problem: Pick<RelinkHandlerError, 'errorCode' | 'message' | 'cause'>,
) => void;

/** Once a minute for each code: every webhook meets the same problem. */
export function reportTo(quietLog: QuietLog): ReportProblem {
  return (problem) =>
    quietLog.report(problem.errorCode, {
      route: 'webhook',
      status: 200,
      requestId: null,
      ...problem,
    });
}

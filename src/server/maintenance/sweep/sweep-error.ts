import { withThrownPage } from '../../http/error-page';
import type { SweepSummary } from './sweep-options';

/** Why a sweep ended before its last Item. `summary` says how far it came; the next sweep goes on from there. */
export class SweepError extends Error {
  override readonly name = 'SweepError';
  readonly summary: SweepSummary;
  constructor(message: string, summary: SweepSummary, cause: unknown) {
    super(withThrownPage(`sweepItems: ${message}`, 'sweepItems'), { cause });
    this.summary = summary;
  }
}

import type { RelinkErrorCode, RelinkStatus, RelinkView } from 'react-plaid-relink';
import { createRelinkError, ERROR_FACTS } from '../../src/core/errors/catalogue';

export const ERROR_CODES = Object.keys(ERROR_FACTS) as readonly RelinkErrorCode[];

/** Seconds that a server asks to wait, in the texts that count them down. */
const RETRY_AFTER_MS = 42_000;

/** Where a session stands, as a component gets it. */
export function viewOf(
  status: RelinkStatus,
  code: RelinkErrorCode = 'link_blocked',
  isInOtherTab?: true,
): RelinkView {
  if (status !== 'failed') return { status, error: null, ...(isInOtherTab && { isInOtherTab }) };
  const error = createRelinkError(code, {
    message: 'The story shows this error.',
    requestId: 'HNTDNrA8F1shFEW',
    ...(code === 'rate_limited' && { retryAfterMs: RETRY_AFTER_MS }),
    ...(code === 'not_relinkable' && { remedy: 'visit_bank' }),
  });
  return { status, error };
}

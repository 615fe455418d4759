import { isBusy } from '../core/session-table';
import type { RelinkStatus } from '../core/types';

/**
 * What a relink button promises to CSS, tests and assistive technology. `data-state` is the session's status,
 * verbatim. While busy the button is `aria-disabled` and not `disabled`, so that it keeps the focus.
 */
export interface RelinkButtonAttributes {
  'data-state': RelinkStatus;
  'aria-busy': boolean | undefined;
  'aria-disabled': boolean | undefined;
}

export function buttonAttributes(status: RelinkStatus): RelinkButtonAttributes {
  const busy = isBusy(status) || undefined;
  return { 'data-state': status, 'aria-busy': busy, 'aria-disabled': busy };
}

import { RelinkError, type RelinkErrorInit } from './relink-error';

/** Nothing that the user does will help. */
export const CONTACT = 'This connection cannot be updated now. Please contact support.';

/** A programmer's mistake that shows while rendering, before any chunk is here. */
export function wiringError(
  code: 'missing_provider' | 'invalid_options' | 'invalid_item_id',
  init: RelinkErrorInit,
): RelinkError {
  return new RelinkError(code, [false, CONTACT], init);
}

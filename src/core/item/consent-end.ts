import { nonEmptyString } from '../unknown';

/** A gateway of the app's own may store only the date. */
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * When a consent ends, in milliseconds since the epoch; NaN if it does not end. Plaid sends an ISO 8601 time. A date
 * alone means the end of that day where the user is: read as UTC midnight it would be the day before, west of Greenwich.
 */
export function consentEndOf(value: unknown): number {
  const text = nonEmptyString(value) ?? '';
  return Date.parse(DAY.test(text) ? `${text}T23:59:59.999` : text);
}

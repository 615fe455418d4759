import { RelinkError } from './errors';
import { classifyItem, HEALTH_STATES, REMEDIES } from './health';
import type { ItemHealth } from './types';
import { isRecord, textOf } from './wire';

/**
 * Reads an Item's health from a backend's answer: the wire format's own words, or Plaid's `{ item }` as it is.
 *
 * @throws RelinkError `invalid_response`
 */
export function parseItemHealth(itemId: string, body: unknown, nowMs: number): ItemHealth {
  if (isRecord(body) && isRecord(body.item)) return classifyItem(body.item, nowMs, body.accounts);
  if (isRecord(body)) {
    const state = HEALTH_STATES.find((word) => word === body.health);
    const remedy = REMEDIES.find((word) => word === body.remedy);
    if (state && remedy) {
      const consent = Date.parse(textOf(body.consent_expiration_time) ?? '');
      return {
        state,
        remedy,
        errorCode: textOf(body.error_code),
        consentExpiresAt: Number.isNaN(consent) ? null : new Date(consent),
        institutionName: textOf(body.institution_name),
      };
    }
  }
  throw new RelinkError('invalid_response', {
    itemId,
    message:
      'The backend’s answer to item/get has neither { health, remedy } nor Plaid’s { item }. Send one of the two.',
  });
}

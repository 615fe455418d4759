import { consentEndOf } from './consent-end';
import { createRelinkError } from '../errors/catalogue';
import { classifyItem } from './classify-item';
import {
  HEALTH_STATES,
  REMEDIES,
  type ItemHealth,
  type ItemHealthState,
  type ItemRemedy,
} from '../types';
import { isRecord, nonEmptyString } from '../unknown';

const USUAL_REMEDY: Readonly<Record<ItemHealthState, ItemRemedy>> = {
  healthy: 'none',
  needs_update: 'relink',
  expiring: 'relink',
  revoked: 'new_link',
  unavailable: 'wait',
};

/**
 * Reads an Item's health from the backend's answer: the words of the wire format, or Plaid's `{ item }`.
 *
 * @throws RelinkError `invalid_response`
 */
export function parseItemHealth(itemId: string, body: unknown, nowMs: number): ItemHealth {
  if (isRecord(body) && isRecord(body.item)) return classifyItem(body.item, nowMs, body.accounts);
  if (isRecord(body)) {
    const state = HEALTH_STATES.find((word) => word === body.health);
    const remedy = REMEDIES.find((word) => word === body.remedy);
    if (state && remedy) {
      const until = consentEndOf(body.consent_expiration_time);
      return {
        state: state === 'expiring' && until <= nowMs ? 'needs_update' : state,
        // A backend that reports a problem and no remedy would leave the user without a way out.
        remedy: remedy === 'none' ? USUAL_REMEDY[state] : remedy,
        errorCode: nonEmptyString(body.error_code),
        consentExpiresAt: Number.isNaN(until) ? null : new Date(until),
        institutionName: nonEmptyString(body.institution_name),
      };
    }
  }
  throw createRelinkError('invalid_response', {
    itemId,
    message:
      "The backend's answer to item/get has neither { health, remedy } nor Plaid's { item }. Send one of the two.",
  });
}

import { consentEndOf } from './consent-end';
import { createRelinkError } from '../errors/catalogue';
import { classifyItem } from './classify-item';
import { parseFlags } from './item-flag';
import { mergeHealth } from './merge-health';
import { parseInstitution, parseName } from './parse-institution';
import {
  FLAG_KINDS,
  HEALTH_STATES,
  REMEDIES,
  type ItemHealth,
  type ItemHealthState,
  type ItemRemedy,
} from '../types';
import { isRecord, nonEmptyString, parseDate } from '../unknown';

const USUAL_REMEDY: Readonly<Record<ItemHealthState, ItemRemedy>> = {
  healthy: 'none',
  needs_update: 'relink',
  expiring: 'relink',
  revoked: 'new_link',
  unavailable: 'wait',
};

/** The Item that an answer names, or null where it names none. The backend's own word wins over that of Plaid's `{ item }`. */
export function namedItem(body: unknown): string | null {
  if (!isRecord(body)) return null;
  return (
    nonEmptyString(body.item_id) ?? (isRecord(body.item) ? nonEmptyString(body.item.item_id) : null)
  );
}

/**
 * Reads an Item's health from the backend's answer: the words of the wire format, or Plaid's `{ item }`. An answer that names
 * another Item is refused.
 *
 * @throws RelinkError `invalid_response`
 */
export function parseItemHealth(itemId: string, body: unknown, nowMs: number): ItemHealth {
  if ((namedItem(body) ?? itemId) !== itemId) {
    throw createRelinkError('invalid_response', {
      itemId,
      message: `The backend's answer about Item ${itemId} names another Item, and is not used. Answer about the item_id of the request, and let no cache mix them. Where your ids are not Plaid's and you pass Plaid's { item } on, add the item_id of the request beside it.`,
    });
  }
  if (isRecord(body) && isRecord(body.item)) {
    const { item, accounts, status } = body;
    const flags = parseFlags(body.flags);
    const health = mergeHealth(classifyItem(item, nowMs, { accounts, status }), flags, nowMs);
    return { ...health, ...institutionOf(body, health), ...duplicateOf(itemId, body) };
  }
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
        ...institutionOf(body, {
          institutionName: nonEmptyString(body.institution_name),
          institutionId: nonEmptyString(body.institution_id),
        }),
        ...duplicateOf(itemId, body),
        reason: nonEmptyString(body.reason),
        flags: FLAG_KINDS.filter((kind) => Array.isArray(body.flags) && body.flags.includes(kind)),
        checkedAt: parseDate(body.checked_at),
        lastUpdated: parseDate(body.last_updated),
      };
    }
  }
  throw createRelinkError('invalid_response', {
    itemId,
    message:
      "The backend's answer about the Item has neither { health, remedy } nor Plaid's { item }. Send one of the two.",
  });
}

/** An Item is no duplicate of itself. */
function duplicateOf(
  itemId: string,
  { duplicate_of: given }: Record<string, unknown>,
): Pick<ItemHealth, 'duplicateOf'> {
  const other = nonEmptyString(given);
  return other === null || other === itemId ? {} : { duplicateOf: other };
}

type OfInstitution = Pick<ItemHealth, 'institutionName' | 'institutionId' | 'institution'>;

/** A backend that sends the institution need not repeat its name and id. */
function institutionOf(
  { institution: given }: Record<string, unknown>,
  { institutionName, institutionId }: Omit<OfInstitution, 'institution'>,
): OfInstitution {
  const { institution } = parseInstitution(given);
  return {
    institutionName: parseName(institutionName) ?? institution?.name ?? null,
    institutionId: institutionId ?? institution?.id ?? null,
    ...(institution && { institution }),
  };
}

import { parseInstitution } from '../../core/item/parse-institution';
import type { ItemInstitution } from '../../core/types';
import { isRecord, parseDate } from '../../core/unknown';

/** The version of {@link InstitutionRecord}. A record of another version is treated as none. */
const VERSION = 1;

/** What the app's server knows of one bank, beside its logo. Plain JSON. */
export interface InstitutionRecord {
  version: typeof VERSION;
  /** Plaid's `institution_id`. */
  institutionId: string;
  name: string;
  /** The bank's own site: an https address. */
  url: string | null;
  /** `#rgb` or `#rrggbb`, in lower case. */
  color: string | null;
  /** Whether the user signs in on the bank's own page. */
  oauth: boolean | null;
  /**
   * 32 hexadecimal digits at random, which are the logo's address; null where Plaid has no logo. Without them no visitor can
   * find out which banks the users of the app have.
   */
  logoKey: string | null;
  /** When Plaid was asked, as ISO 8601 in UTC. */
  checkedAt: string;
}

export function createInstitutionRecord(
  institutionId: string,
  { name, url, color, oauth }: ItemInstitution,
  logoKey: string | null,
): InstitutionRecord {
  return {
    version: VERSION,
    institutionId,
    name,
    url: url ?? null,
    color: color ?? null,
    oauth: oauth ?? null,
    logoKey,
    checkedAt: new Date().toISOString(),
  };
}

/**
 * Reads a record that a store returned.
 *
 * @returns null where the value is not a record of this version about this bank
 */
export function parseInstitutionRecord(
  institutionId: string,
  value: unknown,
): InstitutionRecord | null {
  if (!isRecord(value) || value.version !== VERSION || value.institutionId !== institutionId)
    return null;
  const { name, url, color, oauth, logoKey } = value;
  const { institution } = parseInstitution({ name, url, color, oauth });
  const checkedAt = parseDate(value.checkedAt);
  if (!institution || !checkedAt || !(logoKey === null || isLogoKey(logoKey))) return null;
  const record = createInstitutionRecord(institutionId, institution, logoKey);
  return { ...record, checkedAt: checkedAt.toISOString() };
}

export function isLogoKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{32}$/.test(value);
}

export function createLogoKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

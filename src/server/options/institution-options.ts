import { isRecord } from '../../core/unknown';
import { LOGO_PATH } from '../institutions/answer-logo';
import type { InstitutionRecord } from '../institutions/institution-record';
import type { InstitutionStore } from '../institutions/institution-store';
import { memoryInstitutionsOf } from '../institutions/memory-institutions';
import type { PlaidClient } from '../plaid/plaid-client';
import { assertKnownOptions } from './assert/assert-known-keys';
import { assertOption, isFunction, isStringArray } from './assert/assert-option';
import { assertValues } from './assert/assert-values';
import { COUNTRIES } from './link-token/plaid-values';

/** The option `institutions` of the handler and of the service. */
export interface InstitutionOptions {
  /**
   * The countries whose banks your users have. Plaid refuses to tell of a bank of another one.
   * @default linkToken.countryCodes, where `linkToken` is no function
   */
  countryCodes?: readonly string[] | undefined;
  /**
   * How old an answer of Plaid's may be, in milliseconds. An older one is used, and asked for again behind the answer.
   * @default 604800000, 7 days
   */
  maxAgeMs?: number | undefined;
  /**
   * Where banks and logos are kept. Pass a store of your own where you have several machines: an image is asked of any of
   * them.
   * @default the memory of this process, for at most 500 banks; a handler and a service with the same `plaid` share it
   */
  store?: InstitutionStore | undefined;
  /**
   * Returns the address of a bank's logo: https, or a path that begins with a slash; null for none. The handler then keeps
   * and serves no logos.
   * @default the handler's own route, `GET {basePath}/institution/logo`
   * @example logoUrl: ({ institutionId }) => `https://cdn.example.com/banks/${institutionId}.png`
   */
  logoUrl?: ((institution: InstitutionRecord) => string | null) | undefined;
}

export interface ParsedInstitutionOptions {
  countryCodes: readonly string[];
  maxAgeMs: number;
  store: InstitutionStore;
  logoUrl: (institution: InstitutionRecord) => string | null;
  /** Whether the handler keeps and serves the logos. */
  servesLogos: boolean;
}

/** What the parser reads beside the option. */
interface Around {
  plaid: PlaidClient;
  linkToken: unknown;
  basePath: unknown;
  where: string;
}

const KNOWN: Readonly<Record<keyof InstitutionOptions, true>> = {
  countryCodes: true,
  maxAgeMs: true,
  store: true,
  logoUrl: true,
};

const WEEK_MS = 7 * 24 * 60 * 60_000;
const MAX_AGE_MS = 52 * WEEK_MS;

/**
 * @returns null where the option is off
 * @throws RelinkError `invalid_options`
 */
export function parseInstitutionOptions(
  given: boolean | InstitutionOptions | undefined,
  { plaid, linkToken, basePath, where }: Around,
): ParsedInstitutionOptions | null {
  if (given === undefined || given === false) return null;
  assertOption(
    given === true || (isRecord(given) && !Array.isArray(given)),
    'institutions',
    'must be true, false or an object',
    'Such as { countryCodes: ["US"] }.',
    where,
  );
  const options: InstitutionOptions = given === true ? {} : given;
  assertKnownOptions(options, KNOWN, `${where}, institutions`);
  assertOption(
    isFunction(plaid.institutionsGetById),
    'plaid',
    'has no method institutionsGetById(), which `institutions` needs',
    'Pass new PlaidApi(configuration), add the method to your wrapper of it, or leave `institutions` out.',
    where,
  );
  const { maxAgeMs = WEEK_MS, store = memoryInstitutionsOf(plaid), logoUrl } = options;
  const countryCodes = options.countryCodes ?? (isRecord(linkToken) ? linkToken.countryCodes : []);
  assertOption(
    isStringArray(countryCodes) && countryCodes.length > 0,
    'institutions.countryCodes',
    'is required where linkToken is a function: Plaid tells of a bank by its country alone',
    'Such as institutions: { countryCodes: ["US"] }.',
    where,
  );
  assertValues(
    countryCodes,
    COUNTRIES,
    'institutions.countryCodes',
    'must be codes of countries that Plaid supports',
    where,
  );
  assertOption(
    typeof maxAgeMs === 'number' && maxAgeMs > 0 && maxAgeMs <= MAX_AGE_MS,
    'institutions.maxAgeMs',
    'must be a number of milliseconds above 0, at most a year',
    'Such as 604800000, 7 days.',
    where,
  );
  assertOption(
    isRecord(store) && isFunction(store.read) && isFunction(store.write),
    'institutions.store',
    'must have read(key) and write(key, value)',
    'Pass createMemoryInstitutions(), or an adapter to your own store.',
    where,
  );
  assertOption(
    logoUrl === undefined || isFunction(logoUrl),
    'institutions.logoUrl',
    'must be a function',
    'Leave it out, and the handler serves the logos.',
    where,
  );
  return {
    countryCodes: [...countryCodes],
    maxAgeMs,
    store,
    logoUrl: logoUrl ?? ownLogoUrl(basePath),
    servesLogos: logoUrl === undefined,
  };
}

/** A service has no path of its own: the app's handler is where the browser finds the logo. */
function ownLogoUrl(basePath: unknown): ParsedInstitutionOptions['logoUrl'] {
  const base = typeof basePath === 'string' ? basePath.replace(/\/$/, '') : '/api/plaid';
  return ({ logoKey }) => (logoKey === null ? null : `${base}${LOGO_PATH}?key=${logoKey}`);
}

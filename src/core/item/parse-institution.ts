import type { ItemInstitution } from '../types';
import { parseUrl, type ParsedUrl } from '../parse-url';
import { isRecord } from '../unknown';

/** An institution as it may be shown, and what of it was left out. */
export interface ParsedInstitution {
  /** Null where none was sent, and where it has no name. */
  institution: ItemInstitution | null;
  /** One sentence for each field that was left out. No value is repeated. */
  problems: readonly string[];
}

const NAME =
  'must be a text of 1 to 200 characters, without control characters and marks that turn the direction';
const LOGO =
  'must be an https address, or a path of the page’s own origin that begins with one slash';
const LINK = 'must be an https address without a user name';
const COLOUR = 'must be a colour such as #1f6feb';

/** A mark that turns the direction of writing would also turn the text around the name. */
const TEXT = /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]{1,200}$/u;
const HEX_COLOUR = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
const MAX_ADDRESS = 2_048;
/** Stands for the page's own origin, which a path is relative to. */
const PAGE = 'https://page.invalid';

/**
 * Reads what a backend says of an Item's bank. An image, a link and a style are made of it, so each field that is not
 * exactly what it should be is left out: a `javascript:` address, a page of plain http as the bank's own site, a colour
 * with more CSS behind it.
 *
 * @param value the `institution` of the wire format
 */
export function parseInstitution(value: unknown): ParsedInstitution {
  if (value === undefined || value === null) return { institution: null, problems: [] };
  if (!isRecord(value)) return { institution: null, problems: ['institution must be an object.'] };
  const fields = value;
  const problems: string[] = [];

  function read<Value>(
    field: string,
    rule: string,
    parse: (given: unknown) => Value | null,
  ): Value | undefined {
    const given = fields[field];
    if (given === undefined || given === null) return undefined;
    const parsed = parse(given);
    if (parsed === null) problems.push(`institution.${field} ${rule}.`);
    return parsed ?? undefined;
  }

  const known = {
    id: read('id', NAME, parseName),
    logoUrl: read('logo_url', LOGO, parseLogoUrl),
    url: read('url', LINK, parseLink),
    color: read('color', COLOUR, parseColour),
    oauth: read('oauth', 'must be a boolean', (given) =>
      typeof given === 'boolean' ? given : null,
    ),
  };
  const name = read('name', NAME, parseName);
  if (name !== undefined) return { institution: { ...known, name }, problems };
  return {
    institution: null,
    problems: [...problems, 'An institution without a name is left out.'],
  };
}

/** A name as it may be shown, without the blanks around it; null for anything else. */
export function parseName(given: unknown): string | null {
  const text = typeof given === 'string' ? given.trim() : '';
  return TEXT.test(text) ? text : null;
}

function parseLink(given: unknown): string | null {
  const url = addressOf(given);
  return url?.protocol === 'https:' ? url.href : null;
}

/** Plain http is taken from the developer's own machine alone. */
function parseLogoUrl(given: unknown): string | null {
  if (typeof given === 'string' && given.startsWith('/')) return parsePath(given);
  const url = addressOf(given);
  const isAllowed =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return url && isAllowed ? url.href : null;
}

/** The result is looked at too: `/.//host` and a tab between slashes become an address of another host. */
function parsePath(given: string): string | null {
  const url = addressOf(given, PAGE);
  if (url?.origin !== PAGE || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search;
}

/** As written by the browser's own rules, so that no blank or line break hides what it is. */
function addressOf(given: unknown, base?: string): ParsedUrl | null {
  if (typeof given !== 'string' || given.length > MAX_ADDRESS) return null;
  const url = parseUrl(given, base);
  // Escapes make it longer.
  const isShort = url !== null && url.href.length <= MAX_ADDRESS;
  return isShort && url.username === '' && url.password === '' ? url : null;
}

function parseColour(given: unknown): string | null {
  return typeof given === 'string' && HEX_COLOUR.test(given) ? given.toLowerCase() : null;
}

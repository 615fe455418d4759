import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parsePlainUrl, parseUrl, type ParsedUrl } from '../../src/core/parse-url';
import { isPlaidPage } from '../../src/core/link/plaid-page';
import { parseInstitution } from '../../src/core/item/parse-institution';

const FIELDS = [
  'href',
  'protocol',
  'username',
  'password',
  'hostname',
  'port',
  'origin',
  'pathname',
  'search',
] as const satisfies (keyof ParsedUrl)[];

const fieldsOf = (url: ParsedUrl): string[] => FIELDS.map((name) => url[name]);

/** Mostly the usual part, else one that misleads a parser. */
const part = (usual: string[], misleading: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...misleading) },
  );

/** Texts that are nearly addresses. */
const nearlyUrls = fc
  .tuple(
    part(['https://', 'http://'], ['https:/', '//', 'HTTPS://', 'javascript:', '']),
    part(
      ['plaid.com', 'a.plaid.com', '10.0.2.2'],
      ['plaid.com.', 'ada@plaid.com', 'plaid.com\\', '1.2', '08.0.0.1', '0x1', 'xn--a', 'a..b'],
    ),
    part(['', ':443', ':8080'], [':99999', ':0443', ':', '@evil.test', '\t.evil.test']),
    fc.array(part(['/', 'a', '?', '#', '@', ':'], ['..', '.', '%2e', '\\', ' ', 'é', '"', '<']), {
      maxLength: 6,
    }),
  )
  .map(([protocol, host, port, path]) => protocol + host + port + path.join(''));

describe('the addresses that an app understands, whose URL has no canParse', () => {
  it('each plain address is read as a browser reads it, whatever it looks like', () => {
    let plain = 0;
    fc.assert(
      fc.property(
        nearlyUrls,
        fc.constantFrom(undefined, 'https://api.test:8080/x'),
        (text, base) => {
          const url = parsePlainUrl(text, base);
          if (!url) return;
          plain += 1;
          const parsed = new URL(text, base);
          // The browser writes some characters of a path and a query as escapes.
          const same = FIELDS.filter((name) => !['href', 'pathname', 'search'].includes(name));
          expect(same.map((name) => url[name])).toEqual(same.map((name) => parsed[name]));
          expect(fieldsOf(new URL(url.href))).toEqual(fieldsOf(parsed));
        },
      ),
      { numRuns: 5_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });

  it.each([
    'https://secure.plaid.com/link/hl-1?x=1#top',
    'http://localhost:3000/api/plaid',
    'https://api.example.com',
    'https://api.example.com:443/logo.png',
    'http://10.0.2.2:3000/plaid',
  ])('the usual address %s is plain', (text) => {
    const url = parsePlainUrl(text);
    expect(url && fieldsOf(url)).toEqual(fieldsOf(new URL(text)));
  });

  it('a path is read on the origin of its base', () => {
    expect(parsePlainUrl('/logo?id=1', 'https://api.test/plaid')?.href).toBe(
      'https://api.test/logo?id=1',
    );
    expect(parsePlainUrl('//evil.test/logo', 'https://api.test')).toBeNull();
    expect(parsePlainUrl('logo', 'https://api.test')).toBeNull();
  });
});

describe('an app without URL.canParse', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('an app without URL.canParse knows a page of Plaid’s, and a bank’s logo, by plain addresses', () => {
    vi.stubGlobal('URL', function NativeUrl() {});
    expect(parseUrl('https://plaid.com/')?.hostname).toBe('plaid.com');
    expect(isPlaidPage('https://secure.plaid.com/link/hl-1')).toBe(true);
    for (const page of ['https://plaid.com.evil.test/', 'https://ada@plaid.com/', 'plaid.com'])
      expect(isPlaidPage(page)).toBe(false);
    const bank = { name: 'First Platypus Bank', logo_url: 'https://api.test/logo.png' };
    expect(parseInstitution(bank)).toMatchObject({
      institution: { logoUrl: 'https://api.test/logo.png' },
      problems: [],
    });
    expect(parseInstitution({ ...bank, url: 'javascript:alert(1)' }).problems).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { maskJson, maskText } from '../../demo/app/try-backend/secrets';

const LINK = 'link-sandbox-33792986-2b9c-4b80-b1f2-518caaac6183';
const PUBLIC = 'public-production-5c224a01-8314-4491-a06f-39e193d5cddc';

describe('what the page "Try your backend" shows of an answer', () => {
  it('tokens of Plaid’s are hidden at any depth', () => {
    const body = { link_token: LINK, deep: [{ note: `see ${PUBLIC}` }], [PUBLIC]: 1 };
    const shown = JSON.stringify(maskJson(body, { secrets: [] }));
    expect(shown).not.toContain('33792986');
    expect(shown).not.toContain('5c224a01');
    expect(shown).toContain('link-sandbox-••••••••');
  });

  it('four characters of a link token are shown at most, and none of other tokens', () => {
    const options = { secrets: [], reveal: true };
    expect(maskText(LINK, options)).toBe('link-sandbox-3379••••••••');
    expect(maskText(PUBLIC, options)).toBe('public-production-••••••••');
  });

  it('a field that is called a token or a hosted page is hidden whatever it holds', () => {
    const body = {
      hosted_link_url: 'https://secure.plaid.com/hl/abc',
      csrf_token: 'abc',
      id: 'abc',
    };
    expect(maskJson(body, { secrets: [] })).toEqual({
      hosted_link_url: '••••••••',
      csrf_token: '••••••••',
      id: 'abc',
    });
  });

  it('the reader’s own secrets and signed tokens are hidden in a body of text', () => {
    const text = 'hello hunter2-hunter2 and eyJhbGciOiJIUzI1NiJ9.e30.abc';
    expect(maskText(text, { secrets: ['hunter2-hunter2'] })).toBe('hello •••••••• and ••••••••');
  });

  it('everything else is shown as it is', () => {
    const body = { item_id: 'item', health: 'healthy', flags: [], expires_in: 1799, at: null };
    expect(maskJson(body, { secrets: [] })).toEqual(body);
  });
});

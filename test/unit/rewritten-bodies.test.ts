import { describe, expect, it } from 'vitest';
import { isRewritten, markRewritten } from '../../src/server/node/rewritten-bodies';

const request = (): Request => new Request('https://app.test/', { method: 'POST', body: '{}' });

describe('rewritten bodies', () => {
  it('a request whose body was written again is known as such, and other requests are not', () => {
    expect(isRewritten(markRewritten(request()))).toBe(true);
    expect(isRewritten(request())).toBe(false);
  });

  it('a rewritten request passes its mark on to its clones, which have the same body', async () => {
    const clone = markRewritten(request()).clone();
    expect(isRewritten(clone)).toBe(true);
    expect(isRewritten(clone.clone())).toBe(true);
    expect(await clone.text()).toBe('{}');
  });
});

import { describe, expect, it } from 'vitest';
import { isRewritten, keepMessage, messageOf } from '../../src/server/node/message-of';

const request = (): Request => new Request('https://app.test/', { method: 'POST', body: '{}' });
const incoming = { url: '/' };
const rewritten = (): Request => keepMessage(request(), { incoming, isRewritten: true });

describe('messages of requests', () => {
  it('a request whose body was written again is known as such, and other requests are not', () => {
    expect(isRewritten(rewritten())).toBe(true);
    expect(isRewritten(keepMessage(request(), { incoming, isRewritten: false }))).toBe(false);
    expect(isRewritten(request())).toBe(false);
  });

  it('a rewritten request passes its mark on to its clones, which have the same body', async () => {
    const clone = rewritten().clone();
    expect(isRewritten(clone)).toBe(true);
    expect(isRewritten(clone.clone())).toBe(true);
    expect(messageOf(clone.clone())).toBe(incoming);
    expect(await clone.text()).toBe('{}');
  });
});

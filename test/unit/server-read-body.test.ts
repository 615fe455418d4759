import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/server/http/read-body';

/** As in Firefox, whose requests have no `body`. */
function requestOf(body: string): Request {
  const request = new Request('https://app.example/api', { method: 'POST', body });
  Object.defineProperty(request, 'body', { value: undefined });
  return request;
}

describe('a request without a stream', () => {
  it('readBody() reads a request without a stream, as in Firefox', async () => {
    const bytes = await readBody(requestOf('{"item_id":"a"}'), 100);
    expect(new TextDecoder().decode(bytes)).toBe('{"item_id":"a"}');
  });

  it('readBody() limits a request without a stream to the same size', async () => {
    await expect(readBody(requestOf('x'.repeat(101)), 100)).rejects.toThrow('100 bytes');
  });
});

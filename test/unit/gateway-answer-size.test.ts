import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpGateway } from '../../src/core/gateway/http-gateway';

afterEach(() => vi.unstubAllGlobals());

const gateway = createHttpGateway({ baseUrl: 'https://app.test/api/plaid' });
const call = () => gateway.getItem('item-1', { signal: new AbortController().signal });

describe('the size of an answer', () => {
  it('an answer without an end is cancelled after 256 kB, and is an invalid one', async () => {
    let sent = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        isCancelled = true;
      },
    });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    await expect(call()).rejects.toMatchObject({ code: 'invalid_response' });
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(10 * 65_536);
  });

  it('an answer below 256 kB is read whole, in whatever pieces it comes', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ item_id: 'ü'.repeat(100_000) }));
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(at, (at += 9_999)));
      },
    });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    expect(await call()).toEqual({ item_id: 'ü'.repeat(100_000) });
  });

  it('an answer that breaks off rejects, and is never taken for a whole one', async () => {
    let isFirst = true;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isFirst) controller.enqueue(new TextEncoder().encode('{}'));
        else controller.error(new TypeError('network'));
        isFirst = false;
      },
    });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
    await expect(call()).rejects.toThrow('network');
  });
});

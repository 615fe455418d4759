import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { toNodeHandler, type RelinkHandlerError, type WebHandler } from 'react-plaid-relink/server';

/** The least that may stand in for Node's response. */
class LeastResponse {
  statusCode = 200;
  headersSent = false;
  hasEnded = false;
  text = '';
  readonly headers: Record<string, unknown> = {};
  getHeader = (name: string) => this.headers[name];
  setHeader = (name: string, value: unknown) => void (this.headers[name] = value);
  write = (chunk: Uint8Array): unknown => void (this.text += Buffer.from(chunk).toString());
  end = () => void (this.hasEnded = true);
}

async function run(
  handler: WebHandler,
  incoming: object,
  outgoing = new LeastResponse(),
  onError = vi.fn(),
) {
  await toNodeHandler(handler, { onError })(
    { method: 'POST', url: '/a', ...incoming } as never,
    outgoing as never,
  );
  return { outgoing, errors: onError.mock.calls.map(([error]) => error as RelinkHandlerError) };
}

/** What a handler sees of a request. */
async function seen(incoming: object) {
  let request = new Request('http://none.test');
  let text = '';
  const { errors } = await run(async (given) => {
    request = given;
    if (!given.bodyUsed) text = await given.text();
    return new Response();
  }, incoming);
  return { request, text, errors };
}

describe('toNodeHandler() with stand-ins for Node’s messages', () => {
  it.each([
    ['an object', { item_id: 'a' }, '{"item_id":"a"}'],
    ['a text', 'text', 'text'],
    ['a Buffer', Buffer.from('bytes'), 'bytes'],
    ['nothing', undefined, ''],
  ])(
    'toNodeHandler() reads %s for the body of a mock without a stream, a socket and events',
    async (_what, body, text) => {
      const { request, errors, ...rest } = await seen({
        body,
        headers: { Host: 'app.test', 'x-n': 5 },
      });
      expect(rest.text).toBe(text);
      expect([request.url, request.headers.get('x-n'), errors]).toEqual([
        'http://app.test/a',
        '5',
        [],
      ]);
    },
  );

  it('toNodeHandler() prefers the bytes in rawBody to a parsed body', async () => {
    const { text } = await seen({ rawBody: Buffer.from('{ "a": 1 }'), body: { a: 1 } });
    expect(text).toBe('{ "a": 1 }');
  });

  it('toNodeHandler() passes on a header as a middleware has changed it, and none that it has removed', async () => {
    const { request } = await seen({
      headers: { cookie: 'a=2' },
      headersDistinct: { cookie: ['a=1'], authorization: ['Bearer x'] },
    });
    expect([...request.headers]).toEqual([['cookie', 'a=2']]);
  });

  it('toNodeHandler() passes on a header that a platform has decoded as UTF-8', async () => {
    const { request, errors } = await seen({ headers: { 'x-city': 'Łódź' } });
    expect(errors).toEqual([]);
    expect(Buffer.from(request.headers.get('x-city') ?? '', 'latin1').toString()).toBe('Łódź');
  });

  it('toNodeHandler() takes the host of a request of HTTP/2 from :authority', async () => {
    const { request } = await seen({ headers: { ':authority': 'app.test', ':method': 'POST' } });
    expect([request.url, request.headers.get('host')]).toEqual(['http://app.test/a', 'app.test']);
  });

  it('toNodeHandler() waits for no drain where write() returns nothing, or where there are no events', async () => {
    const chunks = () => Promise.resolve(new Response('answer'));
    expect((await run(chunks, {})).outgoing).toMatchObject({ text: 'answer', hasEnded: true });
    const full = new LeastResponse();
    full.write = () => false;
    expect((await run(chunks, {}, full)).outgoing.hasEnded).toBe(true);
  });

  it('toNodeHandler() keeps the cookies that a middleware has set', async () => {
    const outgoing = new LeastResponse();
    outgoing.setHeader('set-cookie', 'a=1');
    const headers: [string, string][] = [
      ['set-cookie', 'b=2'],
      ['set-cookie', 'c=3'],
    ];
    await run(() => Promise.resolve(new Response(null, { headers })), {}, outgoing);
    expect(outgoing.headers['set-cookie']).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('toNodeHandler() reads by events where a stream has no iterator, text too', async () => {
    const stream = new EventEmitter();
    const resume = (): void => {
      stream.emit('data', 'te');
      stream.emit('data', Buffer.from('xt'));
      stream.emit('end');
    };
    const on = stream.on.bind(stream);
    const { text } = await seen({ on, off: stream.off.bind(stream), resume });
    expect(text).toBe('text');
  });
});

describe('what toNodeHandler() has caught', () => {
  it('toNodeHandler() tells onError why it answered with a 500, and no secret', async () => {
    const thrown = new Error('no database for access-sandbox-de3ce8ef');
    const { outgoing, errors } = await run(() => Promise.reject(thrown), {});
    expect([outgoing.statusCode, outgoing.text]).toEqual([
      500,
      expect.stringContaining('INTERNAL_SERVER_ERROR'),
    ]);
    expect(errors).toMatchObject([{ route: 'toNodeHandler', status: 500, errorCode: 'APP_ERROR' }]);
    expect(JSON.stringify(errors)).toContain('no database');
    expect(JSON.stringify(errors) + outgoing.text).not.toContain('de3ce8ef');
  });

  it('toNodeHandler() tells onError of a request that it cannot express', async () => {
    const { outgoing, errors } = await run(() => Promise.resolve(new Response()), {
      headers: { 'no name': 'x' },
    });
    expect([outgoing.statusCode, errors.length]).toEqual([500, 1]);
  });

  it('toNodeHandler() writes to the console without onError', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const outgoing = new LeastResponse();
    await toNodeHandler(() => Promise.reject(new Error('no')))(
      { method: 'POST', url: '/a' } as never,
      outgoing as never,
    );
    expect(print).toHaveBeenCalledWith(expect.stringContaining('500 for toNodeHandler: APP_ERROR'));
    print.mockRestore();
  });

  it.each([
    [
      'a handler that is no function',
      () => toNodeHandler({} as never),
      '`handler` must be a function',
    ],
    [
      'an onError that is no function',
      () => toNodeHandler(() => Promise.reject(new Error()), { onError: 1 as never }),
      '`onError` must be a function',
    ],
  ])('toNodeHandler() refuses %s at once', (_what, create, message) => {
    expect(create).toThrow(message);
  });
});

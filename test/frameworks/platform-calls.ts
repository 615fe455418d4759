import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { send, type Sent } from './send';

export interface PlatformAnswer {
  status: number;
  text: string;
}
/** Sends a request as the platform would hand it to the function. */
export type Call = (sent: Sent) => Promise<PlatformAnswer>;

type LambdaHandler = (event: object, context: object) => Promise<LambdaAnswer>;
interface LambdaAnswer {
  statusCode: number;
  body: string;
  isBase64Encoded?: boolean;
}

function fields({ method = 'POST', path = '/', headers = [], body = '' }: Sent) {
  return { method, path, headers: Object.fromEntries(headers), body: String(body) };
}

async function toAnswer(answer: Promise<LambdaAnswer>): Promise<PlatformAnswer> {
  const { statusCode, body, isBase64Encoded } = await answer;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return { status: statusCode, text };
}

/** API Gateway's HTTP API, or a function URL (docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). */
export const byFunctionUrl =
  (handler: LambdaHandler): Call =>
  (sent) => {
    const { method, path, headers, body } = fields(sent);
    const { cookie, ...others } = headers;
    const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
    const event = {
      version: '2.0',
      routeKey: '$default',
      rawPath: path,
      rawQueryString: '',
      ...(cookie && { cookies: [cookie] }),
      headers: { ...others, host: 'app.test', 'content-length': String(Buffer.byteLength(body)) },
      requestContext: { http, domainName: 'app.test', stage: '$default' },
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    };
    return toAnswer(handler(event, {}));
  };

/** API Gateway's REST API, whose events Netlify's functions and load balancers have taken over. */
export const byRestApi =
  (handler: LambdaHandler): Call =>
  (sent) => {
    const { method, path, headers, body } = fields(sent);
    const all = { ...headers, Host: 'app.test' };
    const event = {
      resource: '/{proxy+}',
      path,
      httpMethod: method,
      headers: all,
      multiValueHeaders: Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, [value]]),
      ),
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      requestContext: { identity: { sourceIp: '127.0.0.1' }, path, httpMethod: method },
      body,
      isBase64Encoded: false,
    };
    return toAnswer(handler(event, {}));
  };

/** A function that takes a `Request`, as on Netlify and Vercel. */
export const byRequest =
  (handler: (request: Request, context: object) => Promise<Response>): Call =>
  async (sent) => {
    const { method, path, headers, body } = fields(sent);
    const response = await handler(
      new Request(`https://app.test${path}`, { method, headers, body }),
      {},
    );
    return { status: response.status, text: await response.text() };
  };

const servers: Server[] = [];

/** A function behind Node's `http`. The server is of use to one test. */
export const bySocket =
  (makeServer: (sent: Sent) => Server): Call =>
  async (sent) => {
    const server = makeServer(sent);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return send((server.address() as AddressInfo).port, sent);
  };

export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

export const listening =
  (listener: RequestListener): (() => Server) =>
  () =>
    createServer(listener);

/** A connection of HTTP/2 without TLS. */
export const byHttp2 =
  (port: () => number): Call =>
  (sent) => {
    const { method, path, headers, body } = fields(sent);
    return new Promise((resolve, reject) => {
      const session = connect(`http://127.0.0.1:${port()}`);
      session.on('error', reject);
      const stream = session.request({ ':method': method, ':path': path, ...headers });
      let status = 0;
      let text = '';
      stream.on('response', (head) => (status = Number(head[':status'])));
      stream.on('data', (chunk) => (text += String(chunk)));
      stream.on('error', reject);
      stream.on('end', () => resolve({ status, text }));
      stream.on('close', () => session.close());
      stream.end(body);
    });
  };

type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** What Vercel's helpers do before a function runs: they read the body, repeat it on demand, and parse it lazily. */
export const withVercelHelpers =
  (handler: NodeHandler): RequestListener =>
  (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const bytes = Buffer.concat(chunks);
      Object.defineProperty(incoming, 'body', {
        configurable: true,
        get: (): unknown => JSON.parse(bytes.toString()),
      });
      const on = incoming.on.bind(incoming);
      const repeat = (event: string, listener: (value?: unknown) => void): unknown => {
        if (event === 'data') queueMicrotask(() => listener(bytes));
        else if (event === 'end') setImmediate(listener);
        else on(event, listener);
        return incoming;
      };
      Object.assign(incoming, { on: repeat, addListener: repeat });
      handler(incoming, outgoing);
    });
  };

interface VercelBridge {
  setServer(server: Server): void;
  listen(): Server;
  launcher(event: object, context: object): Promise<LambdaAnswer>;
}

/** Vercel's bridge between Lambda and a Node function, as it was published. */
export function byVercelBridge(load: (name: string) => unknown, listener: RequestListener): Call {
  return async (sent) => {
    const { method, path, headers, body } = fields(sent);
    const { Bridge } = load('@vercel/node-bridge/bridge.js') as {
      Bridge: new (server: undefined, storesEvents: boolean) => VercelBridge;
    };
    const { createServerWithHelpers } = load('@vercel/node-bridge/helpers.js') as {
      createServerWithHelpers(listener: RequestListener, bridge: VercelBridge): Server;
    };
    const bridge = new Bridge(undefined, true);
    bridge.setServer(createServerWithHelpers(listener, bridge));
    servers.push(bridge.listen());
    const request = {
      method,
      path,
      headers: { ...headers, host: 'app.test' },
      body: Buffer.from(body).toString('base64'),
      encoding: 'base64',
    };
    const event = { Action: 'Invoke', body: JSON.stringify(request) };
    return toAnswer(
      bridge.launcher(event, {}).then((answer) => ({ ...answer, isBase64Encoded: true })),
    );
  };
}

export type Inject = (
  listener: RequestListener,
  request: object,
) => Promise<{ statusCode: number; payload: string }>;

export function byInject(inject: Inject, listener: RequestListener): Call {
  return async (sent) => {
    const { method, path, headers, body } = fields(sent);
    const request = { method, url: path, headers, payload: body };
    const { statusCode, payload } = await inject(listener, request);
    return { status: statusCode, text: payload };
  };
}

export interface Mocks {
  createRequest(options: object): IncomingMessage;
  createResponse(): ServerResponse & { _getBuffer(): Buffer };
}

/** The mock has no stream: a test gives it the body. */
export function byMock({ createRequest, createResponse }: Mocks, handler: NodeHandler): Call {
  return async (sent) => {
    const { method, path, headers, body } = fields(sent);
    const incoming = createRequest({
      method,
      url: path,
      headers: { ...headers, host: 'app.test' },
      body: Buffer.from(body),
    });
    const outgoing = createResponse();
    await handler(incoming, outgoing);
    return { status: outgoing.statusCode, text: outgoing._getBuffer().toString() };
  };
}

import { nonEmptyString } from '../../core/unknown';
import { parseJsonObject } from '../parse-json-object';
import { callAppEndpoint, type FakeEndpoint } from './endpoints/app-endpoint';
import type { EndpointContext } from './endpoints/endpoint';
import { ENDPOINTS } from './endpoints/endpoints';
import { isFailure, type FakeFault, type FaultQueue } from './fault-queue';
import { HOSTED_LINK_PATH, serveHostedLinkPage } from './sessions/hosted-link-page';
import { LINK_BACKEND_PATH, parseLinkAction } from './sessions/http-link-backend';
import type { LinkBackend } from './sessions/link-backend';
import { errorBody, PlaidError } from './state/plaid-error';
import { checkFields } from './endpoints/schema';

/** One call to the fake Plaid. It never contains a token or a key. */
export interface FakePlaidRequest {
  path: string;
  /** The HTTP status of the answer; 0 for a simulated network error. */
  status: number;
  /** Plaid's `error_code`, or null for a success. */
  errorCode: string | null;
  /** The `request_id` of the answer. */
  requestId: string;
  /** By the fake Plaid's clock, in milliseconds since the epoch. */
  at: number;
}

export interface HttpApi {
  fetch(request: Request): Promise<Response>;
  /** Every call so far, oldest first. */
  readonly requests: readonly FakePlaidRequest[];
  onRequest(listener: (request: FakePlaidRequest) => void): () => void;
}

interface HttpApiDeps {
  context: EndpointContext;
  link: LinkBackend;
  faults: FaultQueue;
  credentials: { clientId: string; secret: string };
  /** Endpoints of the app's own tests. */
  appEndpoints: Readonly<Record<string, FakeEndpoint>>;
}

/** Enough for any test, and a bound for a demo that runs for days. */
const MAX_REQUESTS = 10_000;

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
  'access-control-allow-methods': 'POST',
};

/** Plaid's HTTP API over the state of a fake Plaid. */
export function createHttpApi({
  context,
  link,
  faults,
  credentials,
  appEndpoints,
}: HttpApiDeps): HttpApi {
  const { state } = context;
  const requests: FakePlaidRequest[] = [];
  const listeners = new Set<(request: FakePlaidRequest) => void>();

  function log(path: string, status: number, errorCode: string | null, requestId: string): void {
    const entry = { path, status, errorCode, requestId, at: state.now() };
    requests.push(entry);
    if (requests.length > MAX_REQUESTS) requests.shift();
    for (const listener of [...listeners]) listener(entry);
  }

  async function handle(request: Request, path: string, requestId: string): Promise<object> {
    if (request.method !== 'POST') throw new PlaidError('NOT_FOUND');
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
      throw new PlaidError('INVALID_HEADERS');
    }
    const text = await request.text();
    const body = parseJsonObject(text);
    if (path === LINK_BACKEND_PATH) return link(parseLinkAction(body));
    const appEndpoint = own(appEndpoints, path);
    const endpoint = own(ENDPOINTS, path);
    if (!appEndpoint && !endpoint) throw new PlaidError('NOT_FOUND', howToAdd(path));
    if (text !== '{}' && Object.keys(body).length === 0) throw new PlaidError('INVALID_BODY');
    const clientId = request.headers.get('plaid-client-id') ?? nonEmptyString(body.client_id);
    const secret = request.headers.get('plaid-secret') ?? nonEmptyString(body.secret);
    if (clientId !== credentials.clientId || secret !== credentials.secret) {
      throw new PlaidError('INVALID_API_KEYS');
    }
    if (appEndpoint) {
      return { ...(await callAppEndpoint(appEndpoint, state, body)), request_id: requestId };
    }
    checkFields(path, body);
    return { ...(await endpoint?.(context, body, requestId)), request_id: requestId };
  }

  async function respond(
    request: Request,
    path: string,
    requestId: string,
    fault: FakeFault | null,
  ): Promise<Response> {
    try {
      if (fault && isFailure(fault)) {
        throw new PlaidError(fault.errorCode ?? 'INTERNAL_SERVER_ERROR');
      }
      const body = await handle(request, path, requestId);
      log(path, 200, null, requestId);
      return Response.json(body, { headers: CORS });
    } catch (thrown) {
      if (!(thrown instanceof PlaidError)) throw thrown;
      const status = fault?.status ?? thrown.status;
      log(path, status, thrown.code, requestId);
      const body = errorBody(thrown.code, requestId, thrown.message, thrown.reason);
      return Response.json(body, { status, headers: CORS });
    }
  }

  return {
    async fetch(request) {
      const path = new URL(request.url).pathname;
      // A CORS pre-flight: Link's page and a served fake Plaid have different origins.
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS });
      if (path.startsWith(`${HOSTED_LINK_PATH}/`)) return serveHostedLinkPage(state, link, request);
      const requestId = state.uuid().slice(0, 15);
      const fault = faults.take(path);
      await fault?.delay;
      if (fault?.networkError) {
        log(path, 0, 'NETWORK_ERROR', requestId);
        throw new TypeError('fetch failed');
      }
      if (fault?.body !== undefined) {
        const status = fault.status ?? 200;
        log(path, status, null, requestId);
        return new Response(fault.body, { status });
      }
      return respond(request, path, requestId, fault);
    },
    requests,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function howToAdd(path: string): string {
  return `the fake Plaid has no ${path}. Add it with createFakePlaid({ endpoints: { '${path}': (body, item) => ({ … }) } })`;
}

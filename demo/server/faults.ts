/** What the page may ask its own backend to get wrong, with each request. */
export const SERVER_FAULTS = [
  'slow',
  'signed_out',
  'rate_limited',
  'server_error',
  'html',
  'plaid_down',
] as const;

export type ServerFault = (typeof SERVER_FAULTS)[number];

/** The header in which the page names them. Only a demo has such a header. */
export const FAULTS_HEADER = 'x-demo-faults';

const SLOW_MS = 2_500;

export function faultsOf(headers: Headers): ReadonlySet<ServerFault> {
  const names = (headers.get(FAULTS_HEADER) ?? '').split(',');
  return new Set(SERVER_FAULTS.filter((fault) => names.includes(fault)));
}

/** The answer that comes in place of the handler's, or null where the handler answers. */
export async function faultyAnswer(faults: ReadonlySet<ServerFault>): Promise<Response | null> {
  if (faults.has('slow')) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  if (faults.has('rate_limited')) return failure(429, 'RATE_LIMIT', { 'retry-after': '42' });
  if (faults.has('server_error')) return failure(500, 'INTERNAL_SERVER_ERROR');
  if (faults.has('html')) {
    const headers = { 'content-type': 'text/html' };
    return new Response('<!doctype html><title>Acme Money</title>', { headers });
  }
  return null;
}

function failure(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { error_type: 'API_ERROR', error_code: code, error_message: 'Simulated.' };
  return Response.json(body, { status, headers });
}

import { isRouteMissing, Limited, NoAnswer, readAnswer, type Answer } from './answer';

const QUERY = /\?.*/;
const TIMEOUT = 'time-out';

/** Whose request it is: the user's, without a session, or with a session that the backend never gave. */
export type Session = 'own' | 'none' | 'forged';

/** A request of a check. What is left out is as the client sends it. */
export interface Sent {
  method?: string;
  /** Below the base URL; a whole URL for the webhook route. */
  path: string;
  /** As it is; null for none. */
  body?: BodyInit | null;
  /** Null removes a header. */
  headers?: Readonly<Record<string, string | null>>;
  session?: Session;
  /** What the request is about, for a finding: `without a session`. */
  how?: string;
  /** Whether an earlier answer will not do. @default false */
  fresh?: boolean;
  /** True where the answer 429 is what the check looks for. @default false */
  mayBeLimited?: boolean;
}

export interface ProbeOptions {
  url: string;
  itemId: string;
  foreignItemId: string | null;
  /** Of the page that the client would run in; null where the app did not say. */
  origin: string | null;
  webhookUrl: string | null;
  /** Whether a relink that did not happen may be reported. */
  reportRelink: boolean;
  /** Whether the limits may be used up. */
  rateLimit: boolean;
  headers: () => Headers | Promise<Headers>;
  timeoutMs: number;
  fetch: typeof fetch;
  signal: AbortSignal | null;
}

/** Sends the requests of all checks, and keeps the answers. */
export interface Probe extends ProbeOptions {
  /** Every answer so far, for the checks of what holds for all. */
  readonly answers: readonly Answer[];
  /**
   * Whether headers may be sent that a browser reserves for itself, such as `Origin`, `Cookie` and `Sec-Fetch-Site`.
   */
  readonly canForgeHeaders: boolean;
  /**
   * @throws NoAnswer where none came in time
   * @throws Limited for a 429 that the check does not look for
   */
  send(sent: Sent): Promise<Answer>;
  /** Sends JSON to a route, as the client does. */
  post(path: string, fields: unknown, rest?: Omit<Sent, 'path' | 'body'>): Promise<Answer>;
  /** Those of `paths` that the backend has. */
  routes(paths: readonly string[]): Promise<string[]>;
}

export function createProbe(options: ProbeOptions): Probe {
  const answers: Answer[] = [];
  const known = new Map<string, boolean>();

  async function send(sent: Sent): Promise<Answer> {
    const { method = 'POST', path, how, session = 'own', mayBeLimited = false } = sent;
    const name = path.startsWith('/') ? path.replace(QUERY, '') : 'the webhook route';
    const request = `${method} ${name}${how ? ` ${how}` : ''}`;
    const headers = await headersOf(options, sent);
    const url = path.startsWith('/') ? options.url + path : path;
    const answer = await inTime(request, options, async (signal) => {
      const response = await options.fetch(url, {
        method,
        headers,
        body: sent.body ?? null,
        // In a browser the session may be a cookie, which no header of ours can add or leave out.
        credentials: session === 'own' ? 'include' : 'omit',
        // The login page behind a redirect is no answer, and another host must not get the user's headers.
        redirect: 'manual',
        // As the client asks for an answer that no earlier one will do for.
        cache: sent.fresh ? 'no-store' : 'default',
        signal,
      });
      return readAnswer({ request, method, path: path.replace(QUERY, '') }, response);
    });
    answers.push(answer);
    if (answer.status === 429 && !mayBeLimited) throw new Limited(request);
    return answer;
  }

  /** A body that is no JSON asks for nothing, and a route that is not there answers it with 404 as any other. */
  async function has(path: string): Promise<boolean> {
    const found =
      known.get(path) ??
      !isRouteMissing(await send({ path, body: '{', how: 'with a broken body' }));
    known.set(path, found);
    return found;
  }

  return {
    ...options,
    answers,
    canForgeHeaders: new Request('https://app.test', {
      headers: { origin: 'https://app.test' },
    }).headers.has('origin'),
    send,
    post: (path, fields, rest) => send({ path, body: JSON.stringify(fields), ...rest }),
    async routes(paths) {
      const found: string[] = [];
      for (const path of paths) if (await has(path)) found.push(path);
      return found;
    },
  };
}

async function headersOf(
  options: ProbeOptions,
  { headers: changes = {}, session = 'own' }: Sent,
): Promise<Headers> {
  const headers = session === 'none' ? new Headers() : new Headers(await options.headers());
  if (session === 'forged')
    for (const name of headers.keys()) headers.set(name, forged(headers, name));
  headers.set('content-type', 'application/json');
  headers.set('accept', 'application/json');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
}

/** The names of cookies and the scheme of a credential stay, so that the backend has something to look at. */
function forged(headers: Headers, name: string): string {
  const value = headers.get(name) ?? '';
  if (name === 'cookie') return value.replaceAll(/=[^;]*/g, '=forged');
  return value.replace(/^(Bearer |Basic )?.*$/s, '$1forged');
}

async function inTime(
  request: string,
  { timeoutMs, signal }: ProbeOptions,
  run: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(TIMEOUT), timeoutMs);
  const onAbort = (): void => controller.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await run(controller.signal);
  } catch {
    signal?.throwIfAborted();
    // What fetch throws may hold the address, and an address may hold a password.
    throw controller.signal.reason === TIMEOUT
      ? new NoAnswer('timeout', `${request} was not answered within ${timeoutMs / 1000} s`)
      : new NoAnswer('network', `${request} got no answer: the connection failed or was closed`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

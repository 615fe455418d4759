import type { RelinkProviderProps } from '../../src/react/provider';
import { ERROR_FACTS } from '../../src/core/errors/catalogue';
import type { RelinkErrorCode } from '../../src/core/errors/code';
import { CAUGHT_BY_BOUNDARY } from '../support/console-errors';
import { eventMetadata, exitMetadata, successMetadata } from '../support/fake-link-port';
import { exitsWith, honestBackend, isAboutHealth, mintsWith, type FaultyPage } from './faulty-page';

/**
 * Everything that can go wrong around one relink. `faults.test.tsx` makes each of them happen to the button, the hook
 * and the headless session, removes it, and tries again. The README.md beside this file is written from this table.
 */
export interface Fault {
  where: 'network' | 'backend' | 'script' | 'Link' | 'browser' | 'outcome' | 'programmer';
  fault: string;
  arrange?(page: FaultyPage): void;
  /** The app's wrong value, until it is corrected. */
  mistake?: { itemId?: string; provider?: Omit<RelinkProviderProps, 'children'> };
  /** Null: it does no harm, and Link opens all the same. */
  code: RelinkErrorCode | null;
  /** The text on the button, if it is not the code's own text. */
  sees?: string;
  /** The token hook opens no Link, so it only meets faults of network and backend. */
  isOfToken?: boolean;
  /** It only shows once Link has been opened and is over. */
  isOfSecondUse?: boolean;
  /** What React says on the console; nothing else may be said there, and without this nothing at all. */
  consoleSays?: RegExp;
}

const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });
const plaidError = (
  error_type: string,
  error_code: string,
  display_message: string | null = null,
) => ({
  error_type,
  error_code,
  error_message: 'for developers',
  display_message,
  request_id: 'request-1',
});
const never = (): Promise<never> => new Promise(() => {});

/** A backend in front of a token; the hook meets it too. */
const token = (
  where: Fault['where'],
  fault: string,
  code: RelinkErrorCode,
  make: () => Response | Promise<Response>,
  sees?: string,
): Fault => ({
  where,
  fault,
  code,
  isOfToken: true,
  arrange: (page) => (page.respond = mintsWith(make)),
  ...(sees && { sees }),
});

const link = (
  fault: string,
  code: RelinkErrorCode | null,
  onOpen: FaultyPage['onOpen'],
  sees?: string,
): Fault => ({
  where: 'Link',
  fault,
  code,
  arrange: (page) => (page.onOpen = onOpen),
  ...(sees && { sees }),
});

const script = (fault: string, how: FaultyPage['script']): Fault => ({
  where: 'script',
  fault,
  code: 'link_blocked',
  arrange: (page) => page.setScript(how),
});

const outcome = (
  fault: string,
  code: RelinkErrorCode,
  make: () => Response | Promise<Response>,
  sees?: string,
): Fault => ({
  where: 'outcome',
  fault,
  code,
  arrange(page) {
    page.respond = (path, call) => (isAboutHealth(path) ? make() : honestBackend(path, call));
  },
  ...(sees && { sees }),
});

let cached: string | null = null;
const opens = { ...eventMetadata, is_update_mode: 'true' };
const VISIT_BANK = 'Sort this out with your bank first, then come back here.';
const NEW_LINK = 'This connection has ended. Remove it and set it up again.';

export const FAULTS: readonly Fault[] = [
  {
    where: 'network',
    fault: 'The browser is offline',
    code: 'offline',
    isOfToken: true,
    arrange(page) {
      page.isOnline = false;
      page.respond = mintsWith(() => Promise.reject(new TypeError('Failed to fetch')));
    },
  },
  token('network', 'The request fails (DNS, CORS, a dropped connection)', 'network_error', () =>
    Promise.reject(new TypeError('Failed to fetch')),
  ),
  token('network', 'The backend never answers', 'timeout', never),

  token('backend', 'It answers 500', 'backend_error', () => json(500, {})),
  token(
    'backend',
    'Plaid’s bank is down: 503 with a text for users',
    'backend_error',
    () => json(503, plaidError('INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'The bank is down today.')),
    'The bank is down today.',
  ),
  token('backend', 'It answers 429', 'rate_limited', () => json(429, {}, { 'retry-after': '1' })),
  token('backend', 'The user is signed out: 401', 'unauthorized', () => json(401, {})),
  token('backend', 'The user is not allowed: 403', 'unauthorized', () => json(403, {})),
  token('backend', 'The Item is not the user’s: 404', 'item_not_found', () =>
    json(404, plaidError('ITEM_ERROR', 'ITEM_NOT_FOUND')),
  ),
  token(
    'backend',
    'There is no such route: 404 with HTML',
    'request_rejected',
    () => new Response('<h1>Not found</h1>', { status: 404 }),
  ),
  token('backend', 'It refuses: 400', 'request_rejected', () => json(400, {})),
  token('backend', 'It answers HTML', 'invalid_response', () => new Response('<h1>Hello</h1>')),
  token(
    'backend',
    'It answers nothing: 204',
    'invalid_response',
    () => new Response(null, { status: 204 }),
  ),
  token('backend', 'It answers broken JSON', 'invalid_response', () => new Response('{"link_')),
  token('backend', 'It sends the other kind of token', 'wrong_token_kind', () =>
    json(200, { public_token: 'public-x' }),
  ),
  token('backend', 'It sends an access token', 'secret_refused', () =>
    json(200, { link_token: 'access-sandbox-x' }),
  ),
  token('backend', 'It sends a token that has expired', 'token_expired', () =>
    json(200, { link_token: 'link-x-late', expires_in: 0 }),
  ),
  {
    where: 'backend',
    fault: 'It caches, and sends a used token again',
    code: 'token_reused',
    isOfSecondUse: true,
    arrange(page) {
      page.respond = (path, call) =>
        path === '/item/get'
          ? json(200, { item_id: 'item-a', health: 'needs_update', remedy: 'relink' })
          : json(200, { link_token: (cached ??= `link-x-cached-${call}`), expires_in: 1800 });
    },
  },

  script('It is blocked', 'blocked'),
  script('It never arrives', 'hangs'),
  script('It loads and defines nothing', 'defines nothing'),

  {
    where: 'Link',
    fault: 'It cannot be created',
    code: 'link_failed',
    arrange: (page) => (page.plaid.throwOnCreate = new Error('told by the test')),
    consoleSays: CAUGHT_BY_BOUNDARY,
  },
  {
    where: 'Link',
    fault: 'It cannot be opened',
    code: 'link_failed',
    arrange: (page) => (page.plaid.throwOnOpen = true),
  },
  link('It is told to open, and never loads', 'link_failed', () => {}),
  link('It is not in update mode', 'not_update_mode', ({ config }) =>
    config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'false' }),
  ),
  link('It does not say whether it is in update mode, and succeeds', null, ({ config }) => {
    config.onEvent('OPEN', eventMetadata);
    config.onSuccess('public-x', successMetadata);
  }),
  link('It refuses the token', 'invalid_link_token', exitsWith('INVALID_LINK_TOKEN')),
  link(
    'Only its ERROR event says that it refuses the token',
    'invalid_link_token',
    ({ config }) => {
      config.onEvent('OPEN', opens);
      config.onEvent('ERROR', { ...eventMetadata, error_code: 'INVALID_LINK_TOKEN' });
      config.onExit(null, exitMetadata);
    },
  ),
  link('Plaid refuses the app’s keys', 'link_failed', exitsWith('INVALID_API_KEYS')),
  link('The account is locked at the bank', 'not_relinkable', exitsWith('ITEM_LOCKED'), VISIT_BANK),
  link(
    'The user logs in with another username',
    'not_relinkable',
    exitsWith('INVALID_UPDATED_USERNAME'),
    NEW_LINK,
  ),
  link(
    'The bank is down',
    'not_relinkable',
    exitsWith('INSTITUTION_DOWN'),
    'No answer from your bank right now. Come back later.',
  ),

  outcome('Link succeeds, and the Item is still broken', 'still_broken', () =>
    json(200, { item_id: 'item-a', health: 'needs_update', remedy: 'relink' }),
  ),
  outcome(
    'Link succeeds, and the user’s consent is gone',
    'not_relinkable',
    () => json(200, { item_id: 'item-a', health: 'revoked', remedy: 'new_link' }),
    NEW_LINK,
  ),
  outcome('Link succeeds, and the backend cannot be asked', 'not_confirmed', () => json(500, {})),
  outcome('Link succeeds, and the backend never answers', 'not_confirmed', never),

  {
    where: 'browser',
    fault: 'Storage is forbidden',
    code: null,
    arrange() {
      const refuse = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      Object.defineProperty(window, 'sessionStorage', { configurable: true, get: refuse });
    },
  },
  {
    where: 'browser',
    fault: 'There is no BroadcastChannel',
    code: null,
    arrange: () => void Reflect.deleteProperty(globalThis, 'BroadcastChannel'),
  },

  {
    where: 'programmer',
    fault: 'The itemId is empty',
    code: 'invalid_item_id',
    isOfToken: true,
    mistake: { itemId: '' },
  },
  {
    where: 'programmer',
    fault: 'The gateway lacks createLinkToken()',
    code: 'invalid_options',
    isOfToken: true,
    mistake: { provider: { gateway: { createPublicToken: () => new Promise(() => {}) } } },
  },
  {
    where: 'programmer',
    fault: 'A public token is requested without a public key',
    code: 'missing_public_key',
    mistake: { provider: { tokenKind: 'public_token' } },
  },
];

/** Mistakes in the wiring that no button can show. They are thrown at the call that makes them. */
export const THROWN: readonly { fault: string; code: RelinkErrorCode }[] = [
  { fault: 'useRelink() without a provider', code: 'missing_provider' },
  { fault: '<RelinkButton asChild> without one element in it', code: 'invalid_options' },
  { fault: 'createRelinkHandler() without authenticate or findItem', code: 'invalid_options' },
];

/** The text on the button. */
export function textOf({ code, sees }: Fault): string {
  return sees ?? (code === null ? 'Connected' : ERROR_FACTS[code][1]);
}

/** What a question about the Item's health fails with where its answer has the fault; null where it cannot. */
export function healthCodeOf({ code, isOfToken, mistake }: Fault): RelinkErrorCode | null {
  if (!isOfToken || mistake?.itemId !== undefined) return null;
  // Without the words of the wire format, any answer is one of a wrong shape.
  return code === 'wrong_token_kind' || code === 'token_expired' ? 'invalid_response' : code;
}

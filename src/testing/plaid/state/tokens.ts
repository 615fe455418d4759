import type { FakeItemState } from './item';
import { PlaidError } from './plaid-error';

/** What `/link/token/get` tells of the request that made a token. */
export interface LinkTokenRequest {
  readonly createdAtMs: number;
  readonly isHosted: boolean;
  /** The address of LINK webhooks. */
  readonly webhook: string | null;
  readonly userId: string | null;
  /** As `/link/token/get` answers it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A short-lived token. */
export interface MintedToken {
  readonly kind: 'public' | 'link';
  readonly value: string;
  /** Null for a link token for a new Item. */
  readonly item: FakeItemState | null;
  readonly expiresAtMs: number;
  readonly accountSelection: boolean;
  /** Where an OAuth bank sends the user back to. */
  readonly redirectUri: string | null;
  /** The request of a link token. */
  readonly request: LinkTokenRequest | null;
  /** True once Link was opened with it, or it was exchanged. */
  isSpent: boolean;
}

const TOKEN_LIFETIME_MS = 30 * 60_000;
export const NEW_ITEM_LINK_TOKEN_LIFETIME_MS = 4 * 60 * 60_000;

export interface TokenOptions {
  accountSelection?: boolean;
  lifetimeMs?: number;
  redirectUri?: string | null;
  request?: LinkTokenRequest;
}

export interface Tokens {
  mint(kind: MintedToken['kind'], item: FakeItemState | null, options?: TokenOptions): MintedToken;
  /** Opens Link with a token of either kind; the token is then spent. @throws PlaidError INVALID_LINK_TOKEN */
  redeem(value: unknown): MintedToken;
  /** A link token that may be spent or expired. @throws PlaidError INVALID_LINK_TOKEN */
  linkToken(value: unknown): MintedToken & { readonly request: LinkTokenRequest };
  /** Exchanges a public token; the token is then spent. @throws PlaidError INVALID_PUBLIC_TOKEN */
  exchange(value: unknown): MintedToken;
}

export function createTokens(now: () => number, environment: string): Tokens {
  const tokens = new Map<string, MintedToken>();

  function spend(value: unknown, kind?: MintedToken['kind']): MintedToken | null {
    const token = typeof value === 'string' ? tokens.get(value) : undefined;
    if (!token || token.isSpent || token.expiresAtMs <= now()) return null;
    if (kind && token.kind !== kind) return null;
    token.isSpent = true;
    return token;
  }

  return {
    mint(kind, item, options = {}) {
      const {
        accountSelection = false,
        lifetimeMs = TOKEN_LIFETIME_MS,
        redirectUri = null,
        request = null,
      } = options;
      const token = {
        kind,
        value: `${kind}-${environment}-${crypto.randomUUID()}`,
        item,
        expiresAtMs: now() + lifetimeMs,
        accountSelection,
        redirectUri,
        request,
        isSpent: false,
      };
      tokens.set(token.value, token);
      return token;
    },
    linkToken(value) {
      const token = typeof value === 'string' ? tokens.get(value) : undefined;
      const request = token?.request;
      if (!token || !request) throw new PlaidError('INVALID_LINK_TOKEN');
      return { ...token, request };
    },
    redeem: (value) => spend(value) ?? refuse('INVALID_LINK_TOKEN'),
    exchange: (value) => spend(value, 'public') ?? refuse('INVALID_PUBLIC_TOKEN'),
  };
}

function refuse(code: string): never {
  throw new PlaidError(code);
}

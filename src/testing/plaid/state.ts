import { PlaidFailure } from './errors';
import { createWebhookSigner, type WebhookSigner } from './webhooks';

/** One Item at the fake Plaid. */
export interface FakeItemState {
  readonly itemId: string;
  readonly accessToken: string;
  readonly institutionId: string;
  readonly institutionName: string;
  /** Plaid's `item.error.error_code`, or null for an Item in good order. */
  errorCode: string | null;
  consentExpirationTime: string | null;
  /** Where webhooks about it go. */
  webhook: string | null;
  /** How many accounts the user shares. */
  accountCount: number;
  /** How often it went through Link in update mode with success. */
  relinkCount: number;
}

/** What a short-lived token was minted for, and until when it may be redeemed. */
export interface MintedToken {
  readonly kind: 'public' | 'link';
  readonly value: string;
  /** Null for a link token that makes a new Item. */
  readonly item: FakeItemState | null;
  readonly expiresAtMs: number;
  readonly accountSelection: boolean;
  /** Where a bank of the OAuth kind sends the user back to. */
  readonly redirectUri: string | null;
  /** Whether Link was opened with it, or it was exchanged: either way it is used up. */
  isSpent: boolean;
}

const TOKEN_LIFETIME_MS = 30 * 60_000;
export const NEW_ITEM_LINK_TOKEN_LIFETIME_MS = 4 * 60 * 60_000;

/** A page of Hosted Link, behind a URL that nobody can guess. */
export interface HostedPage {
  readonly token: string;
  readonly completionRedirectUri: string | null;
}

export interface FakePlaidState {
  readonly signer: WebhookSigner;
  /** Sends an Item's webhook, where the Item has an address for them. */
  fire(item: FakeItemState, webhookCode: string): void;
  readonly environment: string;
  /** What the URLs of hosted pages begin with. */
  readonly hostedLinkBaseUrl: string;
  /** By the last part of their URLs. */
  readonly hostedPages: Map<string, HostedPage>;
  now(): number;
  uuid(): string;
  addItem(init: Omit<FakeItemState, 'itemId' | 'accessToken' | 'relinkCount'>): FakeItemState;
  removeItem(item: FakeItemState): void;
  itemById(itemId: string): FakeItemState;
  /** @throws PlaidFailure INVALID_ACCESS_TOKEN, or ITEM_NOT_FOUND where the Item was removed */
  itemByAccessToken(accessToken: unknown): FakeItemState;
  mint(
    kind: 'public' | 'link',
    item: FakeItemState | null,
    options?: { accountSelection?: boolean; lifetimeMs?: number; redirectUri?: string | null },
  ): MintedToken;
  /** Opens Link with a token of either kind, which uses it up. @throws PlaidFailure INVALID_LINK_TOKEN */
  redeem(value: unknown): MintedToken;
  /** Exchanges a public token, which uses it up. @throws PlaidFailure INVALID_PUBLIC_TOKEN */
  exchange(value: unknown): MintedToken;
}

export function createState(
  now: () => number,
  environment: string,
  hostedLinkBaseUrl: string,
  fire: FakePlaidState['fire'],
): FakePlaidState {
  const items = new Map<string, FakeItemState>();
  const removed = new Set<string>();
  const tokens = new Map<string, MintedToken>();
  const uuid = (): string => crypto.randomUUID();

  return {
    environment,
    signer: createWebhookSigner(now, uuid),
    fire,
    hostedLinkBaseUrl,
    hostedPages: new Map(),
    now,
    uuid,
    addItem(init) {
      const item = {
        ...init,
        itemId: uuid().replaceAll('-', ''),
        accessToken: `access-${environment}-${uuid()}`,
        relinkCount: 0,
      };
      items.set(item.itemId, item);
      return item;
    },
    removeItem(item) {
      items.delete(item.itemId);
      removed.add(item.accessToken);
    },
    itemById(itemId) {
      const item = items.get(itemId);
      if (!item) throw new Error(`The fake Plaid has no Item ${itemId}.`);
      return item;
    },
    itemByAccessToken(accessToken) {
      const item = [...items.values()].find((known) => known.accessToken === accessToken);
      if (item) return item;
      const isRemoved = typeof accessToken === 'string' && removed.has(accessToken);
      throw new PlaidFailure(isRemoved ? 'ITEM_NOT_FOUND' : 'INVALID_ACCESS_TOKEN');
    },
    mint(kind, item, options = {}) {
      const {
        accountSelection = false,
        lifetimeMs = TOKEN_LIFETIME_MS,
        redirectUri = null,
      } = options;
      const token = {
        kind,
        value: `${kind}-${environment}-${uuid()}`,
        item,
        expiresAtMs: now() + lifetimeMs,
        accountSelection,
        redirectUri,
        isSpent: false,
      };
      tokens.set(token.value, token);
      return token;
    },
    redeem: (value) => spend(value) ?? refuse('INVALID_LINK_TOKEN'),
    exchange: (value) => spend(value, 'public') ?? refuse('INVALID_PUBLIC_TOKEN'),
  };

  function spend(value: unknown, kind?: MintedToken['kind']): MintedToken | null {
    const token = typeof value === 'string' ? tokens.get(value) : undefined;
    if (!token || token.isSpent || token.expiresAtMs <= now()) return null;
    if (kind && token.kind !== kind) return null;
    token.isSpent = true;
    return token;
  }
}

function refuse(code: string): never {
  throw new PlaidFailure(code);
}

import { PlaidError } from './plaid-error';
import { createWebhookSigner, type WebhookSigner } from './webhook-signer';

/** One Item at the fake Plaid. */
export interface FakeItemState {
  readonly itemId: string;
  readonly accessToken: string;
  readonly institutionId: string;
  readonly institutionName: string;
  /** Plaid's `item.error.error_code`, or null for a healthy Item. */
  errorCode: string | null;
  /** ISO 8601, or null for a consent that does not end. */
  consentExpirationTime: string | null;
  /** The address of its webhooks. */
  webhook: string | null;
  /** How many accounts the user shares. */
  accountCount: number;
  /** How often Link in update mode succeeded. */
  relinkCount: number;
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
  /** True once Link was opened with it, or it was exchanged. */
  isSpent: boolean;
}

const TOKEN_LIFETIME_MS = 30 * 60_000;
export const NEW_ITEM_LINK_TOKEN_LIFETIME_MS = 4 * 60 * 60_000;

/** A page of Hosted Link. Its URL cannot be guessed. */
export interface HostedLinkPage {
  readonly token: string;
  readonly completionRedirectUri: string | null;
}

export interface FakePlaidState {
  readonly signer: WebhookSigner;
  /** Sends a webhook of an Item that has a webhook address. */
  fireWebhook(item: FakeItemState, webhookCode: string): void;
  readonly environment: string;
  /** The start of the URLs of Hosted Link. */
  readonly hostedLinkBaseUrl: string;
  /** By the last segment of their URLs. */
  readonly hostedLinkPages: Map<string, HostedLinkPage>;
  now(): number;
  uuid(): string;
  addItem(init: Omit<FakeItemState, 'itemId' | 'accessToken' | 'relinkCount'>): FakeItemState;
  removeItem(item: FakeItemState): void;
  itemById(itemId: string): FakeItemState;
  /** @throws PlaidError INVALID_ACCESS_TOKEN; ITEM_NOT_FOUND if the Item was removed */
  itemByAccessToken(accessToken: unknown): FakeItemState;
  mint(
    kind: 'public' | 'link',
    item: FakeItemState | null,
    options?: { accountSelection?: boolean; lifetimeMs?: number; redirectUri?: string | null },
  ): MintedToken;
  /** Opens Link with a token of either kind; the token is then spent. @throws PlaidError INVALID_LINK_TOKEN */
  redeem(value: unknown): MintedToken;
  /** Exchanges a public token; the token is then spent. @throws PlaidError INVALID_PUBLIC_TOKEN */
  exchange(value: unknown): MintedToken;
}

export function createState(
  now: () => number,
  environment: string,
  hostedLinkBaseUrl: string,
  fireWebhook: FakePlaidState['fireWebhook'],
): FakePlaidState {
  const items = new Map<string, FakeItemState>();
  const removed = new Set<string>();
  const tokens = new Map<string, MintedToken>();
  const uuid = (): string => crypto.randomUUID();

  return {
    environment,
    signer: createWebhookSigner(now, uuid),
    fireWebhook,
    hostedLinkBaseUrl,
    hostedLinkPages: new Map(),
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
      throw new PlaidError(isRemoved ? 'ITEM_NOT_FOUND' : 'INVALID_ACCESS_TOKEN');
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
  throw new PlaidError(code);
}

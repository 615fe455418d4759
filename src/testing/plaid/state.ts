import { PlaidFailure } from './errors';

/** One Item at the fake Plaid. */
export interface FakeItemState {
  readonly itemId: string;
  readonly accessToken: string;
  readonly institutionId: string;
  readonly institutionName: string;
  /** Plaid's `item.error.error_code`, or null for an Item in good order. */
  errorCode: string | null;
  consentExpirationTime: string | null;
  /** How often it went through Link in update mode with success. */
  relinkCount: number;
}

/** What a short-lived token was minted for, and until when it may be redeemed. */
export interface MintedToken {
  readonly value: string;
  /** Null for a link token that makes a new Item. */
  readonly item: FakeItemState | null;
  readonly expiresAtMs: number;
  readonly accountSelection: boolean;
  /** Whether Link was opened with it, or it was exchanged: either way it is used up. */
  isSpent: boolean;
}

export const TOKEN_LIFETIME_MS = 30 * 60_000;
export const NEW_ITEM_LINK_TOKEN_LIFETIME_MS = 4 * 60 * 60_000;

export interface FakePlaidState {
  now(): number;
  uuid(): string;
  addItem(init: Omit<FakeItemState, 'itemId' | 'accessToken' | 'relinkCount'>): FakeItemState;
  removeItem(item: FakeItemState): void;
  itemById(itemId: string): FakeItemState;
  /** @throws PlaidFailure INVALID_ACCESS_TOKEN */
  itemByAccessToken(accessToken: unknown): FakeItemState;
  mint(
    kind: 'public' | 'link',
    item: FakeItemState | null,
    options?: { accountSelection?: boolean; lifetimeMs?: number },
  ): MintedToken;
  /** Uses a token up. @throws PlaidFailure with the given code where it is unknown, expired or spent */
  spend(value: unknown, code: 'INVALID_PUBLIC_TOKEN' | 'INVALID_LINK_TOKEN'): MintedToken;
}

export function createState(now: () => number, environment: string): FakePlaidState {
  const items = new Map<string, FakeItemState>();
  const tokens = new Map<string, MintedToken>();
  const uuid = (): string => crypto.randomUUID();

  return {
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
    removeItem: (item) => void items.delete(item.itemId),
    itemById(itemId) {
      const item = items.get(itemId);
      if (!item) throw new Error(`The fake Plaid has no Item ${itemId}.`);
      return item;
    },
    itemByAccessToken(accessToken) {
      const item = [...items.values()].find((known) => known.accessToken === accessToken);
      if (!item) throw new PlaidFailure('INVALID_ACCESS_TOKEN');
      return item;
    },
    mint(kind, item, { accountSelection = false, lifetimeMs = TOKEN_LIFETIME_MS } = {}) {
      const token = {
        value: `${kind}-${environment}-${uuid()}`,
        item,
        expiresAtMs: now() + lifetimeMs,
        accountSelection,
        isSpent: false,
      };
      tokens.set(token.value, token);
      return token;
    },
    spend(value, code) {
      const token = typeof value === 'string' ? tokens.get(value) : undefined;
      if (!token || token.isSpent || token.expiresAtMs <= now()) throw new PlaidFailure(code);
      token.isSpent = true;
      return token;
    },
  };
}

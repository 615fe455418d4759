import { INSTITUTIONS } from './institutions';
import { createItemState, setItemError, type FakeItemState, type ItemInit } from './item';
import { PlaidError } from './plaid-error';
import { createTokens, type Tokens } from './tokens';

/** A page of Hosted Link. Its URL cannot be guessed. */
export interface HostedLinkPage {
  readonly token: string;
  readonly completionRedirectUri: string | null;
}

export interface FakePlaidState extends Tokens {
  readonly environment: string;
  /** The start of the URLs of Hosted Link. */
  readonly hostedLinkBaseUrl: string;
  /** By the last segment of their URLs. */
  readonly hostedLinkPages: Map<string, HostedLinkPage>;
  now(): number;
  uuid(): string;
  addItem(init: ItemInit): FakeItemState;
  removeItem(item: FakeItemState): void;
  itemById(itemId: string): FakeItemState;
  /** @throws PlaidError INVALID_ACCESS_TOKEN; ITEM_NOT_FOUND if the Item was removed */
  itemByAccessToken(accessToken: unknown): FakeItemState;
  /** The Item of update mode. @throws PlaidError as above; USER_PERMISSION_REVOKED if Plaid makes no token for it */
  itemToRelink(accessToken: unknown): FakeItemState;
  /** The other Items of the same login at the bank. */
  itemsSharingLogin(item: FakeItemState): FakeItemState[];
  /** The name of a bank of Sandbox's, or of an Item. */
  institutionName(institutionId: string): string | null;
  /** Gives each Item the error that is due by now. */
  settle(): void;
}

interface StateOptions {
  now(): number;
  environment: string;
  hostedLinkBaseUrl: string;
  /** An Item got an error that was due. */
  onError(item: FakeItemState): void;
}

export function createState(options: StateOptions): FakePlaidState {
  const { now, environment, hostedLinkBaseUrl, onError } = options;
  const items = new Map<string, FakeItemState>();
  const itemsByToken = new Map<string, FakeItemState>();
  const removed = new Set<string>();
  const uuid = (): string => crypto.randomUUID();

  function settleItem(item: FakeItemState): FakeItemState {
    const { pendingError } = item;
    if (!pendingError || Date.parse(pendingError.at) > now()) return item;
    item.pendingError = null;
    setItemError(item, pendingError.errorCode, pendingError.errorCodeReason);
    onError(item);
    return item;
  }

  function itemByAccessToken(accessToken: unknown): FakeItemState {
    const token = typeof accessToken === 'string' ? accessToken : '';
    const item = itemsByToken.get(token);
    if (item) return settleItem(item);
    throw new PlaidError(removed.has(token) ? 'ITEM_NOT_FOUND' : 'INVALID_ACCESS_TOKEN');
  }

  return {
    ...createTokens(now, environment),
    environment,
    hostedLinkBaseUrl,
    hostedLinkPages: new Map(),
    now,
    uuid,
    addItem(init) {
      const item = createItemState(init, {
        itemId: init.itemId ?? uuid().replaceAll('-', ''),
        accessToken: init.accessToken ?? `access-${environment}-${uuid()}`,
        createdAt: new Date(now()).toISOString(),
      });
      if (items.has(item.itemId) || itemsByToken.has(item.accessToken)) {
        throw new Error(`The fake Plaid has an Item ${item.itemId}, or its access token, already.`);
      }
      items.set(item.itemId, item);
      itemsByToken.set(item.accessToken, item);
      return item;
    },
    removeItem(item) {
      items.delete(item.itemId);
      itemsByToken.delete(item.accessToken);
      removed.add(item.accessToken);
    },
    itemById(itemId) {
      const item = items.get(itemId);
      if (!item) throw new Error(`The fake Plaid has no Item ${itemId}.`);
      return settleItem(item);
    },
    itemByAccessToken,
    itemToRelink(accessToken) {
      const item = itemByAccessToken(accessToken);
      if (item.refusesLink) throw new PlaidError('USER_PERMISSION_REVOKED');
      return item;
    },
    itemsSharingLogin: (item) =>
      [...items.values()].filter((other) => other !== item && other.loginId === item.loginId),
    institutionName(institutionId) {
      const item = [...items.values()].find((known) => known.institutionId === institutionId);
      return item?.institutionName ?? INSTITUTIONS[institutionId] ?? null;
    },
    settle() {
      for (const item of items.values()) settleItem(item);
    },
  };
}

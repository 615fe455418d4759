import { openAccount } from './state/accounts';
import { setItemError, type AnnouncedDisconnect } from './state/item';
import type { FakePlaidState } from './state/state';
import type { FakeWebhookListener, WebhookSender } from './webhooks/webhook-sender';

/** Options of `announceDisconnect`. */
export interface DisconnectAnnouncement {
  /**
   * Why the bank disconnects the Item. `INSTITUTION_TOKEN_EXPIRATION` is the end of the user's consent, which `/item/get`
   * then shows too; a migration is in the webhook alone. @default 'INSTITUTION_MIGRATION'
   */
  reason?: AnnouncedDisconnect['reason'];
  /** In how many days. @default 7 */
  inDays?: number;
  /** `false` leaves out `disconnect_time`, which Plaid's older events do not have. @default true */
  disconnectTime?: boolean;
  /**
   * The relink gives the Item a consent of 12 months, as at Bank of America after its migration
   * (plaid.com/docs/link/oauth). @default false
   */
  startsConsent?: boolean;
}

/** Options of `revokeAccess`. */
export interface AccessRevocation {
  /** The one account whose access ends. @default all accounts */
  accountId?: string;
  /** `false`: Plaid makes no more tokens for the Item, so that only a new Item helps. @default true */
  canRelink?: boolean;
}

/** What banks and users do to Items, outside of the app. */
export interface FakeItemActions {
  /**
   * Breaks an Item. Sends no webhook. @param errorCode Plaid's `error_code`; by default `'ITEM_LOGIN_REQUIRED'`
   * @param errorCodeReason Plaid's `error_code_reason`, such as `'OAUTH_CONSENT_EXPIRED'`
   */
  breakItem(itemId: string, errorCode?: string, errorCodeReason?: string | null): void;
  /** Makes an Item healthy without Link, as a bank may. Sends no webhook. */
  repairItem(itemId: string): void;
  /**
   * The bank will disconnect an Item: sends `PENDING_DISCONNECT`, and leaves the Item without an error until the end. When
   * the fake Plaid's clock passes the end, the Item gets `ITEM_LOGIN_REQUIRED`, unless update mode succeeded before
   * (plaid.com/docs/api/items). Resolves once the app has answered the webhook.
   *
   * @example await plaid.announceDisconnect(itemId, { inDays: 3 })
   */
  announceDisconnect(itemId: string, announcement?: DisconnectAnnouncement): Promise<void>;
  /**
   * The user has another account at the bank: sends `NEW_ACCOUNTS_AVAILABLE`. The Item shares the account once a relink
   * with account selection has chosen it. Resolves once the app has answered the webhook.
   */
  announceNewAccounts(itemId: string, count?: number): Promise<void>;
  /**
   * The user withdraws access at the bank. To one account: sends `USER_ACCOUNT_REVOKED`, and the Item no longer has it. To
   * all: sends `USER_PERMISSION_REVOKED`; `/item/get` reports `ITEM_LOGIN_REQUIRED` 24 hours later
   * (plaid.com/docs/link/oauth says 24 to 48). Resolves once the app has answered the webhook.
   */
  revokeAccess(itemId: string, revocation?: AccessRevocation): Promise<void>;
  /**
   * Sends a webhook about an Item to its address, as `deliverWebhook` delivers it. Resolves once the app has answered.
   *
   * @param fields replace fields of its body
   * @example await plaid.sendWebhook(itemId, 'PRODUCT_PERMISSIONS_REQUIRED', { webhook_type: 'IDENTITY' })
   */
  sendWebhook(itemId: string, webhookCode: string, fields?: Record<string, unknown>): Promise<void>;
  /**
   * Calls `listener` with each webhook before it is signed, also where an Item has no address. `createFakeBackend`
   * listens too. Returns the function that unsubscribes it.
   */
  onWebhook(listener: FakeWebhookListener): () => void;
  /** Resolves once the app has answered every webhook that was sent so far. */
  whenWebhooksAnswered(): Promise<void>;
}

const HOUR_MS = 60 * 60_000;

export function createItemActions(state: FakePlaidState, webhooks: WebhookSender): FakeItemActions {
  const inHours = (hours: number): string => new Date(state.now() + hours * HOUR_MS).toISOString();

  return {
    breakItem(itemId, errorCode = 'ITEM_LOGIN_REQUIRED', errorCodeReason = null) {
      setItemError(state.itemById(itemId), errorCode, errorCodeReason);
    },
    repairItem(itemId) {
      setItemError(state.itemById(itemId), null);
    },
    async announceDisconnect(itemId, announcement = {}) {
      const {
        reason = 'INSTITUTION_MIGRATION',
        disconnectTime: isTimeSent = true,
        startsConsent = false,
      } = announcement;
      const item = state.itemById(itemId);
      const at = inHours(24 * (announcement.inDays ?? 7));
      item.pendingError = { at, errorCode: 'ITEM_LOGIN_REQUIRED', errorCodeReason: null };
      item.disconnect = { at, reason, isTimeSent, startsConsent };
      if (reason === 'INSTITUTION_TOKEN_EXPIRATION') item.consentExpirationTime = at;
      await webhooks.send(item, 'PENDING_DISCONNECT');
    },
    async announceNewAccounts(itemId, count = 1) {
      const item = state.itemById(itemId);
      for (let added = 0; added < count; added += 1) {
        item.bankAccounts = [...item.bankAccounts, openAccount(item.bankAccounts.length)];
      }
      await webhooks.send(item, 'NEW_ACCOUNTS_AVAILABLE');
    },
    async revokeAccess(itemId, { accountId, canRelink = true } = {}) {
      const item = state.itemById(itemId);
      const known = item.bankAccounts.map(({ id }) => id);
      if (accountId !== undefined && !known.includes(accountId)) {
        const accounts = known.join(', ') || 'none';
        throw new Error(
          `The bank of Item ${itemId} has no account ${accountId}. It has ${accounts}.`,
        );
      }
      item.refusesLink = !canRelink;
      if (accountId !== undefined) {
        item.accountIds = item.accountIds.filter((id) => id !== accountId);
        await webhooks.send(item, 'USER_ACCOUNT_REVOKED', { account_id: accountId });
        return;
      }
      item.pendingError = {
        at: inHours(24),
        errorCode: 'ITEM_LOGIN_REQUIRED',
        errorCodeReason: 'OAUTH_USER_REVOKED',
      };
      await webhooks.send(item, 'USER_PERMISSION_REVOKED');
    },
    sendWebhook: (itemId, webhookCode, fields) =>
      webhooks.send(state.itemById(itemId), webhookCode, fields),
    onWebhook: (listener) => webhooks.listen(listener),
    whenWebhooksAnswered: () => webhooks.whenAnswered(),
  };
}

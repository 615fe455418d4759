import { setItemError, type AnnouncedDisconnect } from './state/item';
import type { FakePlaidState } from './state/state';
import type { WebhookSender } from './webhooks/webhook-sender';

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

/** What banks and users do to Items, outside of the app. */
export interface FakeItemActions {
  /** Breaks an Item. @param errorCode Plaid's `error_code`; by default `'ITEM_LOGIN_REQUIRED'` */
  breakItem(itemId: string, errorCode?: string, errorCodeReason?: string | null): void;
  /** Makes an Item healthy without Link, as a bank may. */
  repairItem(itemId: string): void;
  /**
   * The bank will disconnect an Item: sends `PENDING_DISCONNECT`, and leaves the Item without an error until the end. When
   * the fake Plaid's clock passes the end, the Item gets `ITEM_LOGIN_REQUIRED`, unless update mode succeeded before
   * (plaid.com/docs/api/items). Resolves once the app has answered the webhook.
   *
   * @example await plaid.announceDisconnect(itemId, { inDays: 3 })
   */
  announceDisconnect(itemId: string, announcement?: DisconnectAnnouncement): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;

export function createItemActions(state: FakePlaidState, webhooks: WebhookSender): FakeItemActions {
  const inDays = (days: number): string => new Date(state.now() + days * DAY_MS).toISOString();

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
      const at = inDays(announcement.inDays ?? 7);
      item.pendingError = { at, errorCode: 'ITEM_LOGIN_REQUIRED', errorCodeReason: null };
      item.disconnect = { at, reason, isTimeSent, startsConsent };
      if (reason === 'INSTITUTION_TOKEN_EXPIRATION') item.consentExpirationTime = at;
      await webhooks.send(item, 'PENDING_DISCONNECT');
    },
  };
}

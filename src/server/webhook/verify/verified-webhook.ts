import { isRecord, nonEmptyString } from '../../../core/unknown';
import { sha256 } from './sha256';

/** A webhook that Plaid sent, whatever it is about. */
export interface VerifiedWebhook {
  /** Plaid's `webhook_type`, such as `ITEM`, `TRANSACTIONS` or `LINK`. Empty if the body has none. */
  webhookType: string;
  /** Plaid's `webhook_code`, such as `SYNC_UPDATES_AVAILABLE`. Empty if the body has none. */
  webhookCode: string;
  /** Plaid's `item_id`; null for a webhook that is not about one Item. Look up in your database whose Item it is. */
  itemId: string | null;
  /** Plaid's environment that sent the webhook. */
  environment: 'sandbox' | 'production';
  /** The whole body. That of `LINK` webhooks contains tokens, so do not log it. */
  body: Readonly<Record<string, unknown>>;
  /**
   * When Plaid signed the webhook, to the second (`iat` of the signature). Compare it where order matters: Plaid may
   * deliver webhooks in any order (plaid.com/docs/api/webhooks), and their bodies have no time.
   */
  signedAt: Date;
  /**
   * The same for repeated deliveries of one webhook, different for two webhooks. It is a hash of the content and of
   * `signedAt`. Whether a repeated delivery gets a new signature is not documented; if it does, that delivery has another
   * id. So make your handler safe to repeat.
   */
  deliveryId: string;
}

/** @returns null for a body that is no JSON object */
export async function parseWebhook(
  body: unknown,
  signedAt: number,
): Promise<VerifiedWebhook | null> {
  if (!isRecord(body)) return null;
  return {
    webhookType: nonEmptyString(body.webhook_type) ?? '',
    webhookCode: nonEmptyString(body.webhook_code) ?? '',
    itemId: nonEmptyString(body.item_id),
    environment: body.environment === 'sandbox' ? 'sandbox' : 'production',
    body,
    signedAt: new Date(signedAt),
    deliveryId: await deliveryIdOf(body, signedAt),
  };
}

/** In seconds, since the signature's time has no parts of a second. */
function deliveryIdOf(body: unknown, signedAt: number): Promise<string> {
  const text = JSON.stringify([Math.floor(signedAt / 1000), body], sortKeys);
  return sha256(new Uint8Array(new TextEncoder().encode(text)));
}

/** For `JSON.stringify`: the order of keys does not count. */
function sortKeys(_key: string, value: unknown): unknown {
  if (!isRecord(value) || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

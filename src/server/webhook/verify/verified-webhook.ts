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
  environment: PlaidEnvironment;
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
  /**
   * The SHA-256 of the body, as 64 hexadecimal digits. Unlike `deliveryId` it stays the same if Plaid signs a repeated
   * delivery again, and it is also the same for two webhooks that say the same, such as two syncs.
   */
  bodyHash: string;
}

/** Plaid's environments (plaid@47, WebhookEnvironmentValues). */
export type PlaidEnvironment = 'sandbox' | 'production';

/** @returns why not, for a body that is no JSON object, or that names none of Plaid's environments */
export async function parseWebhook(
  body: unknown,
  signedAt: number,
  bodyHash: string,
): Promise<VerifiedWebhook | 'no JSON object' | 'another environment'> {
  if (!isRecord(body) || Array.isArray(body)) return 'no JSON object';
  const { environment } = body;
  // Every webhook has one (plaid@47: it is required in the type of each).
  if (!isEnvironment(environment)) return 'another environment';
  return {
    webhookType: nonEmptyString(body.webhook_type) ?? '',
    webhookCode: nonEmptyString(body.webhook_code) ?? '',
    itemId: nonEmptyString(body.item_id),
    environment,
    body,
    signedAt: new Date(signedAt),
    deliveryId: await deliveryIdOf(body, signedAt),
    bodyHash,
  };
}

export function isEnvironment(value: unknown): value is PlaidEnvironment {
  return value === 'sandbox' || value === 'production';
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

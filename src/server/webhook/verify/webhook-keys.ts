import { HttpError, invalidRequest } from '../../http/http-error';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import { fetchWebhookKey, type WebhookKey } from './fetch-webhook-key';
import { WebhookRejected } from './webhook-rejected';

export interface WebhookKeys {
  /**
   * @throws WebhookRejected for a key that Plaid does not know or has retired; HttpError if Plaid could not be asked
   */
  get(kid: string): Promise<WebhookKey>;
}

/** How late the retirement of a key may be noticed: Plaid announces it in `expired_at` only. */
const FRESH_MS = 60 * 60_000;
const UNKNOWN_FRESH_MS = 60_000;
/** Plaid uses a key or two at a time. More lookups than this come from forged webhooks with invented key ids. */
const LOOKUPS_PER_MINUTE = 20;

interface Entry {
  key: Promise<WebhookKey>;
  freshUntil: number;
  /** When Plaid may not be asked, an older key is better than none. The limit keeps an attacker from prolonging that. */
  keptUntil: number;
  /**
   * Plaid has given this key, and no later question has failed. Such a question comes once an hour, so it is not counted:
   * invented key ids use up the lookups, and must not keep genuine webhooks from being verified.
   */
  isGenuine: boolean;
}

const keysOfClients = new WeakMap<WebhookPlaidClient, WebhookKeys>();

/** The keys that this client has fetched, shared by all handlers that use it. */
export function webhookKeysOf(plaid: WebhookPlaidClient, now: () => number): WebhookKeys {
  const known = keysOfClients.get(plaid);
  if (known) return known;
  const created = createWebhookKeys(plaid, now);
  keysOfClients.set(plaid, created);
  return created;
}

/** Plaid's keys by id, each fetched once an hour. */
function createWebhookKeys(plaid: WebhookPlaidClient, now: () => number): WebhookKeys {
  const entries = new Map<string, Entry>();
  let lookups: number[] = [];

  function countLookup(): boolean {
    lookups = lookups.filter((at) => now() - at < 60_000);
    if (lookups.length >= LOOKUPS_PER_MINUTE) return false;
    lookups.push(now());
    return true;
  }

  /** Back to the key of before, if there is one. */
  function undo(kid: string, entry: Entry, earlier: Entry | undefined): void {
    if (entries.get(kid) !== entry) return;
    if (earlier) entries.set(kid, { ...earlier, isGenuine: false });
    else entries.delete(kid);
  }

  /** Entries leave by age alone, so that invented key ids cannot push out a genuine key. Lookups bound their number. */
  function removeOld(): void {
    for (const [kid, { keptUntil, isGenuine }] of entries)
      if (now() >= keptUntil && !isGenuine) entries.delete(kid);
  }

  function fetchKey(kid: string): Promise<WebhookKey> {
    removeOld();
    const earlier = entries.get(kid);
    const freshUntil = now() + FRESH_MS;
    const key = fetchWebhookKey(plaid, kid, now);
    const entry: Entry = { key, freshUntil, keptUntil: freshUntil + FRESH_MS, isGenuine: false };
    key.then(
      () => (entry.isGenuine = true),
      (error: unknown) => {
        // If Plaid could not be asked, the next webhook asks again. A key that Plaid does not know may exist later.
        if (!(error instanceof WebhookRejected)) return undo(kid, entry, earlier);
        entry.freshUntil = entry.keptUntil = now() + UNKNOWN_FRESH_MS;
      },
    );
    entries.set(kid, entry);
    return key;
  }

  return {
    async get(kid) {
      const known = entries.get(kid);
      if (known && now() < known.freshUntil) return known.key;
      if (known?.isGenuine || countLookup()) return fetchKey(kid);
      if (known && now() < known.keptUntil) return known.key;
      throw tooManyLookups();
    },
  };
}

/** A 503, not a rejection: the webhook may be genuine, and Plaid sends it again. */
function tooManyLookups(): HttpError {
  return new HttpError({
    ...invalidRequest(503, 'INTERNAL_SERVER_ERROR', 'Try again later.').init,
    log: {
      errorCode: 'TOO_MANY_KEYS',
      message: `More than ${LOOKUPS_PER_MINUTE} unknown webhook keys in a minute: forged webhooks are being sent.`,
    },
  });
}

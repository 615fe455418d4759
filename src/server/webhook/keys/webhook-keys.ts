import { HttpError, invalidRequest } from '../../http/http-error';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import { fetchWebhookKey, type WebhookKey } from './fetch-webhook-key';
import type { FreshKey, SafeKeyStore } from './key-store';
import { createLookupBudget, LOOKUPS_PER_MINUTE } from './lookup-budget';
import type { ReportProblem } from './report-problem';
import { WebhookRejected } from './webhook-rejected';

export interface WebhookKeys {
  /**
   * @throws WebhookRejected for a key that Plaid does not know or has retired; HttpError if Plaid could not be asked
   */
  get(kid: string, use: KeyUse): Promise<WebhookKey>;
}

export interface KeyUse {
  /** What all machines know. */
  store: SafeKeyStore | null;
  report: ReportProblem;
}

/** How late the retirement of a key may be noticed: Plaid announces it in `expired_at` only. */
const FRESH_MS = 60 * 60_000;
const RETRY_MS = 60_000;
/** How long a key that Plaid does not know stays refused: it may exist later. */
const REFUSED_MS = 60_000;
/** Plaid gives up on a webhook after 10 seconds. */
const TIMEOUT_MS = 8_000;
/** An older key is at hand, and a webhook waits for it. */
const REFRESH_TIMEOUT_MS = 2_000;
/** Plaid uses a key or two at a time. */
const MAX_KNOWN = 100;

const keysOfClients = new WeakMap<WebhookPlaidClient, WebhookKeys>();

/** The keys that this client has fetched, shared by all handlers that use it. */
export function webhookKeysOf(plaid: WebhookPlaidClient, now: () => number): WebhookKeys {
  const known = keysOfClients.get(plaid);
  if (known) return known;
  const created = createWebhookKeys(plaid, now);
  keysOfClients.set(plaid, created);
  return created;
}

/**
 * Plaid's keys by id. A key that Plaid has given is asked for again once an hour, whatever forged webhooks do, and is used
 * for as long as Plaid cannot be asked: only Plaid ends it. Invented ids have a budget, since each costs a question.
 */
function createWebhookKeys(plaid: WebhookPlaidClient, now: () => number): WebhookKeys {
  /** Given by Plaid, the one that was asked for longest ago first. */
  const known = new Map<string, FreshKey>();
  /** Until when an id is refused without a question. The budget bounds their number. */
  const refused = new Map<string, number>();
  /** Webhooks at the same time share a question. */
  const questions = new Map<string, Promise<FreshKey>>();
  const budget = createLookupBudget(now);

  function remember(fresh: FreshKey): FreshKey {
    const { kid } = fresh.key;
    known.delete(kid);
    known.set(kid, fresh);
    for (const [oldest] of known) {
      if (known.size <= MAX_KNOWN) break;
      known.delete(oldest);
    }
    return fresh;
  }

  async function ask(kid: string, timeoutMs: number, { store }: KeyUse): Promise<FreshKey> {
    const key = await fetchWebhookKey(plaid, kid, timeoutMs);
    const fresh = remember({ key, freshUntil: now() + FRESH_MS });
    await store?.write(fresh);
    return fresh;
  }

  /** Another machine may have asked within the hour. */
  async function readStore(kid: string, { store }: KeyUse): Promise<FreshKey | null> {
    const stored = (await store?.read(kid)) ?? null;
    return stored && { ...stored, freshUntil: Math.min(stored.freshUntil, now() + FRESH_MS) };
  }

  async function learn(kid: string, use: KeyUse): Promise<FreshKey> {
    const stored = await readStore(kid, use);
    if (stored) return isFresh(stored) ? remember(stored) : renew(stored, use);
    const giveBack = budget.take(kid);
    if (!giveBack) throw tooManyLookups();
    try {
      const fresh = await ask(kid, TIMEOUT_MS, use);
      giveBack();
      return fresh;
    } catch (thrown) {
      if (thrown instanceof WebhookRejected) refuse(kid);
      throw thrown;
    }
  }

  async function refresh(old: FreshKey, use: KeyUse): Promise<FreshKey> {
    const stored = await readStore(old.key.kid, use);
    return stored && isFresh(stored) ? remember(stored) : renew(old, use);
  }

  async function renew(old: FreshKey, use: KeyUse): Promise<FreshKey> {
    const { kid } = old.key;
    try {
      return await ask(kid, REFRESH_TIMEOUT_MS, use);
    } catch (thrown) {
      if (thrown instanceof WebhookRejected) {
        known.delete(kid);
        refuse(kid);
        throw thrown;
      }
      use.report({
        errorCode: 'WEBHOOK_KEY_KEPT',
        message:
          'Plaid could not be asked whether its webhook key is still in use, so the key of before is used. It is asked again in a minute.',
      });
      return remember({ ...old, freshUntil: now() + RETRY_MS });
    }
  }

  function refuse(kid: string): void {
    for (const [old, until] of refused) if (now() >= until) refused.delete(old);
    refused.set(kid, now() + REFUSED_MS);
  }

  const isFresh = ({ key, freshUntil }: FreshKey): boolean =>
    now() < freshUntil || key.expired_at !== null;

  function current(kid: string, use: KeyUse): FreshKey | Promise<FreshKey> {
    const old = known.get(kid);
    if (old && isFresh(old)) return old;
    if (now() < (refused.get(kid) ?? 0)) throw new WebhookRejected('unknown key');
    const asked = questions.get(kid);
    if (asked) return asked;
    const question = (old ? refresh(old, use) : learn(kid, use)).finally(() =>
      questions.delete(kid),
    );
    questions.set(kid, question);
    return question;
  }

  return {
    async get(kid, use) {
      const { key } = await current(kid, use);
      if (key.expired_at !== null && key.expired_at * 1000 <= now()) {
        throw new WebhookRejected('expired key');
      }
      return key;
    },
  };
}

/** A 503, not a rejection: the webhook may be genuine, and Plaid sends it again. */
function tooManyLookups(): HttpError {
  return new HttpError({
    ...invalidRequest(503, 'INTERNAL_SERVER_ERROR', 'Try again later.').init,
    log: {
      errorCode: 'TOO_MANY_KEYS',
      countedAs: 'webhook: too many keys',
      message: `More than ${LOOKUPS_PER_MINUTE} unknown webhook keys in a minute: forged webhooks are being sent. Genuine ones with a known key are accepted.`,
    },
  });
}

import { isRecord } from '../../../core/unknown';
import { parseKey, type WebhookKey } from './fetch-webhook-key';
import type { ReportProblem } from './report-problem';

type Awaitable<Value> = Value | PromiseLike<Value>;

/**
 * A store of Plaid's public keys for all machines, such as Redis or a table. A machine that has just started then asks
 * Plaid for no key that another machine has, and Plaid is asked once an hour for all of them.
 *
 * Whoever can write to it can sign webhooks, so treat it like the table of your users. Give each environment of Plaid a
 * store, or a prefix, of its own.
 */
export interface WebhookKeyStore {
  /** What was written for this id, as it was written; anything else counts as nothing. */
  read(kid: string): Awaitable<unknown>;
  /** @param key plain JSON. @param until when the store may drop it */
  write(kid: string, key: Readonly<Record<string, unknown>>, until: Date): Awaitable<void>;
}

/** A key and until when it may be used without asking Plaid for it again, in milliseconds since the epoch. */
export interface FreshKey {
  key: WebhookKey;
  freshUntil: number;
}

/** The app's store as a webhook uses it: a store that is down or slow costs a question to Plaid, and no webhook. */
export interface SafeKeyStore {
  read(kid: string): Promise<FreshKey | null>;
  write(known: FreshKey): Promise<void>;
}

/** A store that takes longer is slower than asking Plaid. */
const TIMEOUT_MS = 1_000;
/** A key is good for longer than it is fresh: while Plaid cannot be asked. Plaid delivers again for 24 hours. */
const KEPT_MS = 24 * 60 * 60_000;

export function createSafeKeyStore(store: WebhookKeyStore, report: ReportProblem): SafeKeyStore {
  async function attempt<Value>(name: string, work: () => Awaitable<Value>): Promise<Value | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const error = new Error(`It took longer than ${TIMEOUT_MS} ms.`);
      timer = setTimeout(() => reject(error), TIMEOUT_MS);
    });
    try {
      // Within an async function, so that what it throws at once is a rejection too.
      return await Promise.race([(async () => work())(), late]);
    } catch (cause) {
      report({
        errorCode: 'WEBHOOK_KEYS_FAILED',
        message: `keys.${name}() failed. See the cause. Plaid is asked for the key instead.`,
        cause,
      });
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async read(kid) {
      const stored = await attempt('read', () => store.read(kid));
      if (!isRecord(stored)) return null;
      const key = parseKey(stored, kid);
      const { fresh_until: freshUntil } = stored;
      return key && typeof freshUntil === 'number' ? { key, freshUntil } : null;
    },
    async write({ key, freshUntil }) {
      const value = { ...key, fresh_until: freshUntil };
      await attempt('write', () => store.write(key.kid, value, new Date(freshUntil + KEPT_MS)));
    },
  };
}

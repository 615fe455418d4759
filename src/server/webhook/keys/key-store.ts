import { isRecord } from '../../../core/unknown';
import { attemptStore, type Awaitable } from './attempt-store';
import { parseKey, type WebhookKey } from './fetch-webhook-key';
import type { ReportProblem } from './report-problem';

/**
 * A store of Plaid's public keys for all machines, such as Redis or a table. A machine that has just started then asks
 * Plaid for no key that another machine has, and Plaid is asked once an hour for all of them.
 *
 * A program that can write to it can sign webhooks, so treat it like the table of your users. Give each environment of Plaid a
 * store, or a prefix, of its own.
 */
export interface WebhookKeyStore {
  /** What was written for this id, as it was written; anything else counts as nothing. */
  read(kid: string): Awaitable<unknown>;
  /**
   * Keeps a key for the other machines.
   *
   * @param key plain JSON
   * @param until when the store may drop it
   */
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

/** A key is good for longer than it is fresh: while Plaid cannot be asked. Plaid delivers again for 24 hours. */
const KEPT_MS = 24 * 60 * 60_000;

export function createSafeKeyStore(store: WebhookKeyStore, report: ReportProblem): SafeKeyStore {
  const attempt = <Value>(name: string, work: () => Awaitable<Value>): Promise<Value | null> =>
    attemptStore(work, (cause) =>
      report({
        errorCode: 'WEBHOOK_KEYS_FAILED',
        message: `keys.${name}() failed. See the cause. Plaid is asked for the key instead.`,
        cause,
      }),
    );

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

/** One webhook that Plaid sent, as `/beta/webhook_events/list` reports it. */
export interface WebhookLogEntry {
  /** Counts up by one. */
  readonly number: number;
  readonly sentAtMs: number;
  readonly messageId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly address: string;
  status: 'PENDING' | 'DELIVERED' | 'FAILED';
  /** Null if the app could not be reached. */
  httpStatus: number | null;
}

export interface WebhookLog {
  add(body: Record<string, unknown>, address: string): WebhookLogEntry;
  /** What Plaid still remembers, oldest first. */
  entries(): readonly WebhookLogEntry[];
}

/** How long Plaid remembers webhooks (plaid@47, BetaWebhookEventsListRequest). */
export const WEBHOOK_RETENTION_MS = 7 * 24 * 60 * 60_000;

export function createWebhookLog(now: () => number): WebhookLog {
  let entries: WebhookLogEntry[] = [];
  let count = 0;

  function forgetOld(): void {
    const oldest = entries[0];
    if (!oldest || oldest.sentAtMs >= now() - WEBHOOK_RETENTION_MS) return;
    entries = entries.filter(({ sentAtMs }) => sentAtMs >= now() - WEBHOOK_RETENTION_MS);
  }

  return {
    add(body, address) {
      forgetOld();
      const entry: WebhookLogEntry = {
        number: (count += 1),
        sentAtMs: now(),
        messageId: crypto.randomUUID(),
        body,
        address,
        status: 'PENDING',
        httpStatus: null,
      };
      entries.push(entry);
      return entry;
    },
    entries() {
      forgetOld();
      return entries;
    },
  };
}

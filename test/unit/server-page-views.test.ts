import { expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryRecords, createRelinkHandler } from 'react-plaid-relink/server';
import { createServerApp, ITEM } from '../support/server-app';

const HOUR = 60 * 60_000;

it.each([
  ['a minute', 60_000],
  ['15 minutes', 15 * 60_000],
  ['an hour', HOUR],
])(
  '500 page views of 50 Items in an hour on four machines ask Plaid for each Item once in healthMaxAgeMs: %s',
  async (_name, healthMaxAgeMs) => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const app = createServerApp();
    const items = Array.from({ length: 50 }, () => app.plaid.createItem());
    for (const item of items) app.own('ada', item);
    const options = { ...app.options, records: createMemoryRecords(), healthMaxAgeMs };
    const machines = Array.from({ length: 4 }, () =>
      createRelinkHandler<string>({ ...options, rateLimit: false }),
    );
    /** When each Item may be asked for again. */
    const due = new Map<string, number>();
    let allowed = 0;
    for (let view = 0; view < 500; view += 1) {
      vi.advanceTimersByTime(HOUR / 500);
      // Spread over Items and machines, and the same in each run.
      const itemId = items[(view * 37) % 51]?.itemId ?? app.items.ada.itemId;
      if (Date.now() >= (due.get(itemId) ?? 0)) {
        allowed += 1;
        due.set(itemId, Date.now() + healthMaxAgeMs);
      }
      const response = await machines[view % 4]?.(app.requestFor(ITEM, { itemId }));
      expect(response?.status).toBe(200);
    }
    expect(app.countOf(ITEM)).toBe(allowed);
    expect(allowed).toBeLessThanOrEqual(50 * (HOUR / healthMaxAgeMs + 1));
  },
);

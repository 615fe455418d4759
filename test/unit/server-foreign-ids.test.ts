import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelinkService, isRelinkServiceError } from 'react-plaid-relink/server';
import { createServerApp, ITEM, ITEMS, LINK, type ServerApp } from '../support/server-app';

let app: ServerApp;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  app = createServerApp();
});

describe('Items that the user does not own', () => {
  it('G8: guessing is limited: after 60 ids in a minute each gets a 429, the same for unknown, foreign and malformed ids', async () => {
    const { ask, items } = app.setUp();
    const ids: unknown[] = [items.bob.itemId, 'unknown', 'a\0', 7, null];
    const guess = (index: number) =>
      ask([LINK, ITEM][index % 2] ?? LINK, {
        body: JSON.stringify({ item_id: ids[index % ids.length] }),
      });
    for (let index = 0; index < 60; index += 1) expect((await guess(index)).status).toBe(404);
    const seen = new Set<string>();
    for (let index = 0; index < 10; index += 1) {
      app.calls.findItem = [];
      const { status, headers, text } = await guess(index);
      seen.add(JSON.stringify([status, [...headers], text, app.calls.findItem.length]));
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).toContain('429');
    expect(app.countOf(LINK) + app.countOf(ITEM)).toBe(0);

    // The user's own Items, and other users, are counted apart.
    expect((await ask(LINK)).status).toBe(200);
    expect((await ask(LINK, { user: 'bob', itemId: items.ada.itemId })).status).toBe(404);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await guess(0)).status).toBe(404);
  });

  it('G8: guessing many ids in one request is counted one by one', async () => {
    const { ask } = app.setUp();
    const item_ids = Array.from({ length: 100 }, (_, index) => `guess-${index}`);
    const { body } = await ask(ITEMS, { body: JSON.stringify({ item_ids }) });
    const codes = (body.items as { error: { error_code: string } }[]).map(
      ({ error }) => error.error_code,
    );
    expect(codes.filter((code) => code === 'ITEM_NOT_FOUND')).toHaveLength(60);
    expect(codes.filter((code) => code === 'RATE_LIMIT')).toHaveLength(40);
  });

  it('G8: guessing is counted by userId where users are objects', async () => {
    const service = createRelinkService<{ id: string }>({
      plaid: app.options.plaid,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      findItem: () => null,
      userId: ({ id }) => id,
    });
    const guess = async (id: string): Promise<number> => {
      try {
        await service.getItem({ id }, { itemId: 'guess' });
        return 200;
      } catch (thrown) {
        if (!isRelinkServiceError(thrown)) throw thrown;
        return thrown.status;
      }
    };
    for (let call = 0; call < 60; call += 1) await guess('ada');
    expect(await guess('ada')).toBe(429);
    expect(await guess('bob')).toBe(404);
  });
});

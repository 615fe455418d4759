import {
  createRelinkHandler,
  type RelinkHandlerOptions,
  type RelinkHandlerError,
} from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { onTestFinished, vi } from 'vitest';

export const LINK = '/link/token/create';
export const ITEM = '/item/get';
export const ORIGIN = 'https://app.test';

/** A handler over a fake Plaid with two Items, in a time that the test owns. */
export function createServerWorld() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const plaid = createFakePlaid();
  const items = [plaid.createItem(), plaid.createItem()];
  const problems: RelinkHandlerError[] = [];

  /** Everybody owns everything here: who asks is in a header. */
  function setUp(overrides: Partial<RelinkHandlerOptions<string>> = {}) {
    const handler = createRelinkHandler<string>({
      plaid: plaid.client(),
      authenticate: (request) => request.headers.get('x-user') ?? 'ada',
      findItem(itemId, clientUserId) {
        const item = items.find((known) => known.itemId === itemId);
        return item ? { accessToken: item.accessToken, clientUserId } : null;
      },
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
      onError: (problem) => problems.push(problem),
      ...overrides,
    });
    return async (
      path: string,
      { user = 'ada', item = 0, headers = {}, signal = new AbortController().signal } = {},
    ) => {
      const response = await handler(
        new Request(`${ORIGIN}/api/plaid${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-user': user, ...headers },
          body: JSON.stringify({ item_id: items[item]?.itemId ?? 'unknown' }),
          signal,
        }),
      );
      return { response, body: (await response.json()) as Record<string, unknown> };
    };
  }
  return {
    plaid,
    items,
    problems,
    setUp,
    countOf: (path: string): number =>
      plaid.requests.filter((request) => request.path === path).length,
  };
}

export type ServerWorld = ReturnType<typeof createServerWorld>;

import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

// nextjs.org/docs/messages/blocking-prerender-random-client, and its siblings for the time and for crypto.
it('Next.js may prerender every component: its first render draws no random number and reads no clock', async () => {
  const sources = [
    vi.spyOn(Math, 'random'),
    vi.spyOn(Date, 'now'),
    vi.spyOn(crypto, 'randomUUID'),
    vi.spyOn(crypto, 'getRandomValues'),
  ];
  // Inside of the test, because Next.js also loads the package within a render.
  const client = await import('react-plaid-relink');
  function Hooks(): string {
    const { isLoading } = client.useItemHealth('i');
    return `${isLoading} ${client.useLinkTokenForItem('i').status} ${client.useRelink('i').status}`;
  }
  const html = renderToString(
    createElement(
      client.RelinkProvider,
      null,
      createElement(client.RelinkButton, { itemId: 'i' }),
      createElement(client.RelinkNotice, { itemId: 'i' }),
      createElement(client.RelinkList, { itemIds: ['i', 'j'] }),
      createElement(client.RelinkRedirect),
      createElement(Hooks),
    ),
  );
  expect(html).toContain('true loading idle');
  expect(sources.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0]);
});

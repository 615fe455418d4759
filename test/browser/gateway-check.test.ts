import { expect, it } from 'vitest';
import { checkGateway, createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';

it('checkGateway runs in a page, and skips what a page may not send', async () => {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({
    plaid,
    handlerOptions: {
      authenticate: ({ headers }) => (headers.get('x-session') === 'of-ada' ? 'ada' : null),
    },
  });
  const item = plaid.createItem();
  backend.addItem(item);
  const results = await checkGateway({
    url: `${location.origin}/api/plaid`,
    itemId: item.itemId,
    foreignItemId: plaid.createItem().itemId,
    headers: { 'x-session': 'of-ada' },
    fetch: (input, init) => backend.handle(new Request(input, init)),
  });
  expect(results.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
  const skipped = results.flatMap((result) =>
    result.outcome === 'skipped' && result.reason.startsWith('A page cannot set')
      ? [result.id]
      : [],
  );
  expect(skipped).toEqual(['own-origin', 'foreign-origin', 'sec-fetch-site', 'cors']);
});

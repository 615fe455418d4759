import { endOfKind } from '../../src/core/item/flag-ends';
import { expect, it } from 'vitest';
import {
  createMemoryRecords,
  createRelinkHandler,
  createWebhookHandler,
  type ItemWebhookEvent,
} from 'react-plaid-relink/server';
import { createFakePlaid } from 'react-plaid-relink/testing';
import { eventually } from '../support/eventually';
import { URL_OF_HOOK } from '../support/webhook-app';

it('a relink on Plaid’s own page ends the announced disconnect, though no page of the app is open', async () => {
  const records = createMemoryRecords();
  const events: ItemWebhookEvent[] = [];
  // The fake's clock begins two minutes late, so that it can be moved on by one: the webhook handler has the real time.
  const plaid = createFakePlaid({
    now: () => Date.now() - 120_000,
    deliverWebhook: (request) => hook(request),
  });
  const hook = createWebhookHandler({
    plaid: plaid.client(),
    records,
    onEvent: (event) => void events.push(event),
  });
  const item = plaid.createItem({ webhook: URL_OF_HOOK });
  const handler = createRelinkHandler({
    plaid: plaid.client(),
    authenticate: () => ({ id: 'user-1' }),
    findItem: () => ({ accessToken: item.accessToken, clientUserId: 'user-1' }),
    linkToken: {
      clientName: 'Acme',
      countryCodes: ['US'],
      language: 'en',
      hostedLink: true,
      webhook: URL_OF_HOOK,
    },
  });
  const announced = await plaid.signWebhook(item.itemId, 'PENDING_DISCONNECT');
  await hook(new Request(URL_OF_HOOK, { method: 'POST', ...announced }));
  plaid.clock.advance(60_000);

  const response = await handler(
    new Request('https://app.test/api/plaid/link/token/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item_id: item.itemId, hosted_link: true, purpose: 'renew' }),
    }),
  );
  const { hosted_link_url: url } = (await response.json()) as { hosted_link_url: string };
  await plaid.completeHostedLink(url);

  await eventually(() => expect(events.map(({ type }) => type)).toEqual(['expiring', 'relinked']));
  expect(events[1]).toMatchObject({ itemId: item.itemId, purpose: 'renew' });
  const record = await records.read(item.itemId);
  expect(record?.flags.map(({ kind }) => kind)).toEqual(['disconnect']);
  expect(record && endOfKind(record, 'disconnect')).toBe(record?.relinkedAt);
});

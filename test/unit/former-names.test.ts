/* eslint-disable @typescript-eslint/no-deprecated -- This file tests the former names. */
import {
  createRelinkHandler,
  type PlaidAnswer,
  type PlaidClient,
  type PlaidPort,
  type PlaidResponse,
  type RelinkHandlerError,
  type RelinkHandlerProblem,
  type WebhookPlaidClient,
  type WebhookPort,
} from 'react-plaid-relink/server';
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
import { describe, expect, expectTypeOf, it } from 'vitest';

describe('the former names', () => {
  const plaid = createFakePlaid();
  const request = (itemId: string): Request =>
    new Request('https://app.test/api/plaid/item/get', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item_id: itemId }),
    });

  it('forgetHealth() of a handler is invalidateHealth()', () => {
    const handler = createRelinkHandler({
      plaid: plaid.client(),
      authenticate: () => 'ada',
      findItem: () => null,
      linkToken: { clientName: 'Acme', countryCodes: ['US'], language: 'en' },
    });
    expect(handler.forgetHealth).toBe(handler.invalidateHealth);
  });

  it('PlaidPort, WebhookPort, PlaidAnswer and RelinkHandlerProblem are the types with the new names', () => {
    expectTypeOf<PlaidPort>().toEqualTypeOf<PlaidClient>();
    expectTypeOf<WebhookPort>().toEqualTypeOf<WebhookPlaidClient>();
    expectTypeOf<PlaidAnswer>().toEqualTypeOf<PlaidResponse>();
    expectTypeOf<RelinkHandlerProblem>().toEqualTypeOf<RelinkHandlerError>();
  });

  it.each(['own', 'addItem'] as const)(
    'an Item that a fake backend gets by %s() is the signed-in user’s',
    async (name) => {
      const backend = createFakeBackend({ plaid });
      const item = plaid.createItem();
      expect((await backend.handle(request(item.itemId))).status).toBe(404);
      backend[name](item);
      expect((await backend.handle(request(item.itemId))).status).toBe(200);
    },
  );

  it.each(['handler', 'handlerOptions'] as const)(
    'a fake backend takes the options of its handler as %s',
    async (name) => {
      const backend = createFakeBackend({ plaid, [name]: { authenticate: () => null } });
      const item = plaid.createItem();
      backend.addItem(item);
      expect((await backend.handle(request(item.itemId))).status).toBe(401);
    },
  );

  it('behave() of a fake Link is simulate()', () => {
    const link = createFakeLink({ plaid });
    expect(link.behave).toBe(link.simulate);
    link.simulate({ create: 'throws' });
    expect(() => link.create({ token: 'link-1', onSuccess: () => {} })).toThrow('simulated');
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addLinkSubject } from '../../src/server/plaid/link-webhook-url';
import { createWebhookApp, URL_OF_HOOK, type WebhookApp } from '../support/webhook-app';

let app: WebhookApp;
/** The `webhook` of the token's request, as `/link/token/get` returns it. */
let tokenWebhook: string | null;
const linkTokenGet = vi.fn<(request: { link_token: string }) => Promise<{ data: unknown }>>();
beforeEach(() => {
  app = createWebhookApp();
  tokenWebhook = addLinkSubject(URL_OF_HOOK, {
    plaidItemId: 'item-1',
    purpose: 'renew',
    accountSelection: true,
  });
  linkTokenGet.mockReset();
  linkTokenGet.mockImplementation(() =>
    Promise.resolve({ data: { metadata: { webhook: tokenWebhook }, request_id: 'r' } }),
  );
  app.setUp({ plaid: { ...app.plaid.client(), linkTokenGet } });
});

const finished = (fields: object = {}): object => ({
  webhook_type: 'LINK',
  webhook_code: 'SESSION_FINISHED',
  status: 'SUCCESS',
  link_session_id: 'session-1',
  link_token: 'link-sandbox-1',
  public_tokens: ['public-sandbox-1'],
  environment: 'sandbox',
  ...fields,
});
const deliver = async (body: object): Promise<number> =>
  app.deliver(await app.plaid.signWebhook(body));
const refusal = (error_type: string, error_code: string): Error =>
  Object.assign(new Error('Request failed'), { response: { data: { error_type, error_code } } });

describe('SESSION_FINISHED', () => {
  it('a finished session with success is a relink of the Item whose token it was', async () => {
    expect(await deliver(finished())).toBe(200);
    expect(linkTokenGet.mock.calls[0]?.[0]).toEqual({ link_token: 'link-sandbox-1' });
    expect(app.events).toMatchObject([
      {
        type: 'relinked',
        itemId: 'item-1',
        linkSessionId: 'session-1',
        purpose: 'renew',
        accountSelection: true,
        environment: 'sandbox',
        webhookCode: 'SESSION_FINISHED',
        signedAt: expect.any(Date) as Date,
      },
    ]);
    expect(JSON.stringify(app.events)).not.toMatch(/link-sandbox|public-sandbox/);
  });

  it.each([
    ['that the user left', finished({ status: 'EXITED' })],
    ['without a token', finished({ link_token: undefined })],
    ['that goes on', finished({ webhook_code: 'EVENTS' })],
  ])('a session %s is no relink, and Plaid is not asked', async (_, body) => {
    expect(await deliver(body)).toBe(200);
    expect([app.events, linkTokenGet.mock.calls]).toEqual([[], []]);
  });

  it.each([null, '', 'nonsense', URL_OF_HOOK])(
    'a finished session whose token has the webhook %j is no relink: the app made it for a new Item',
    async (webhook) => {
      tokenWebhook = webhook;
      expect(await deliver(finished())).toBe(200);
      expect([app.events, app.problems]).toEqual([[], []]);
    },
  );

  it('a query in the address of the webhook request chooses no Item: only Plaid’s answer does', async () => {
    tokenWebhook = URL_OF_HOOK;
    const signed = await app.plaid.signWebhook(finished());
    const response = await app.handler(
      new Request(
        addLinkSubject(URL_OF_HOOK, {
          plaidItemId: 'item-1',
          purpose: null,
          accountSelection: false,
        }),
        {
          method: 'POST',
          ...signed,
        },
      ),
    );
    expect([response.status, app.events]).toEqual([200, []]);
  });

  it('a client without linkTokenGet makes no event of a finished session', async () => {
    app.setUp({ plaid: app.plaid.client() });
    expect(await deliver(finished())).toBe(200);
    expect(app.events).toEqual([]);
  });

  it('Plaid repeats a finished session where it could not be asked for the token, and onWebhook hears it once', async () => {
    const onWebhook = vi.fn();
    app.setUp({ plaid: { ...app.plaid.client(), linkTokenGet }, onWebhook });
    linkTokenGet.mockRejectedValueOnce(new Error('socket hang up'));
    const signed = await app.plaid.signWebhook(finished());
    expect(await app.deliver(signed)).toBe(502);
    expect([app.events.length, onWebhook.mock.calls.length]).toEqual([0, 1]);
    expect(app.problems).toMatchObject([{ status: 502, errorCode: 'NO_ANSWER' }]);
    expect(await app.deliver(signed)).toBe(200);
    expect([app.events.length, onWebhook.mock.calls.length]).toEqual([1, 1]);
  });

  it('a finished session whose token Plaid no longer knows is no relink, and the log says so', async () => {
    linkTokenGet.mockRejectedValueOnce(refusal('INVALID_INPUT', 'INVALID_LINK_TOKEN'));
    expect(await deliver(finished())).toBe(200);
    expect(app.events).toEqual([]);
    expect(app.problems).toMatchObject([{ status: 200, errorCode: 'INVALID_LINK_TOKEN' }]);
    expect(JSON.stringify(app.problems)).not.toContain('link-sandbox');
  });

  it('Plaid is not asked for a token where no function hears of relinks', async () => {
    app.setUp({
      plaid: { ...app.plaid.client(), linkTokenGet },
      onEvent: undefined,
      onWebhook() {},
    });
    expect(await deliver(finished())).toBe(200);
    expect(linkTokenGet).not.toHaveBeenCalled();
  });
});

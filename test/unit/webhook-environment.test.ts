import { Configuration, PlaidApi, PlaidEnvironments } from 'plaid';
import { beforeEach, describe, expect, it } from 'vitest';
import { isWebhookError, verifyWebhook, type WebhookPlaidClient } from 'react-plaid-relink/server';
import { createWebhookApp, requestOf, type WebhookApp } from '../support/webhook-app';
import { environmentOf } from '../../src/server/webhook/verify/verification-options';

let plaid: WebhookApp['plaid'];
let events: WebhookApp['events'];
let problems: WebhookApp['problems'];
let setUp: WebhookApp['setUp'];
let sign: WebhookApp['sign'];
let deliver: WebhookApp['deliver'];
beforeEach(() => {
  ({ plaid, events, problems, setUp, sign, deliver } = createWebhookApp());
});

/** The fake’s client, with the address that the official one has. */
const clientAt = (basePath: string): WebhookPlaidClient =>
  Object.assign(plaid.client(), { basePath });

describe('the environment of a webhook', () => {
  it.each<[string, () => object]>([
    ['by the option', () => ({ environment: 'production' })],
    ['by its client', () => ({ plaid: clientAt('https://production.plaid.com') })],
  ])(
    'G13: a webhook of Sandbox does not reach an app that is of Production %s, and the log says what to do',
    async (_, options) => {
      setUp(options());
      expect([await deliver(await sign()), events]).toEqual([401, []]);
      expect(problems).toMatchObject([{ errorCode: 'WEBHOOK_REFUSED' }]);
      expect(problems[0]?.message).toMatch(/another environment.*webhook address of their own/);
    },
  );

  it.each([[undefined], ['development'], [null], ['PRODUCTION'], [['sandbox']]])(
    'a webhook whose environment is %j is refused, whatever the client is',
    async (environment) => {
      const body = { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED', item_id: 'item-1' };
      expect(await deliver(await plaid.signWebhook({ ...body, environment }))).toBe(401);
      setUp({ environment: 'production' });
      expect(await deliver(await plaid.signWebhook({ ...body, environment }))).toBe(401);
      expect(events).toEqual([]);
    },
  );

  it('webhooks of Sandbox reach an app of Sandbox, and those of both reach one whose client asks another address', async () => {
    setUp({ plaid: clientAt('https://sandbox.plaid.com') });
    expect(await deliver(await sign())).toBe(200);
    setUp({ plaid: clientAt('https://plaid-proxy.internal') });
    expect(await deliver(await sign('ERROR'))).toBe(200);
    const body = { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED', item_id: 'item-1' };
    const production = { ...body, environment: 'production' };
    expect(await deliver(await plaid.signWebhook(production))).toBe(200);
    expect(events).toHaveLength(3);
  });

  it('verifyWebhook() refuses a webhook of another environment with the reason "another environment"', async () => {
    const options = { plaid: plaid.client(), environment: 'production' } as const;
    const thrown: unknown = await verifyWebhook(requestOf(await sign()), options).catch(
      (error: unknown) => error,
    );
    expect(isWebhookError(thrown) && thrown.reason).toBe('another environment');
  });

  it.each([
    [PlaidEnvironments.sandbox, 'sandbox'],
    [PlaidEnvironments.production, 'production'],
    ['https://production.plaid.com/', 'production'],
    ['https://production.plaid.com.evil.test', null],
    ['http://localhost:4000', null],
    ['no address', null],
  ])('the official client at %s is of the environment %s', (basePath = '', environment) => {
    expect(environmentOf(new PlaidApi(new Configuration({ basePath })))).toBe(environment);
  });
});

import type { ItemWebhookEvent, WebhookHandlerOptions } from 'react-plaid-relink/server';
import type { SignedWebhook } from 'react-plaid-relink/testing';
import { generateKeyPair, SignJWT } from 'jose';
import { expect, onTestFinished, vi } from 'vitest';
import { createWebhookHandlerAt } from '../../src/server/webhook/webhook-handler';
import { createServerApp } from './server-app';

export const URL_OF_HOOK = 'https://app.test/api/plaid-webhook';
export const KEY_PATH = '/webhook_verification_key/get';

/** Stands at the start of a second, as signatures have whole seconds. `clock.advance` of the fake Plaid moves it. */
function standingClock(): () => number {
  const start = Math.floor(Date.now() / 1000) * 1000;
  return () => start;
}

/** The webhook handler of a server app, on its fake Plaid's clock, and the events that the app was told. */
export function createWebhookApp(app = createServerApp(standingClock())) {
  const { plaid, problems } = app;
  const item = app.items.ada;
  const events: ItemWebhookEvent[] = [];
  const create = (overrides: Partial<WebhookHandlerOptions> = {}) =>
    createWebhookHandlerAt(
      {
        plaid: plaid.client(),
        onEvent: (event) => void events.push(event),
        onError: (problem) => problems.push(problem),
        ...overrides,
      },
      () => plaid.clock.now(),
    );
  let current = create();
  const handler = (request: Request): Promise<Response> => current(request);
  return {
    plaid,
    item,
    events,
    problems,
    handler,
    /** Handles what comes from now on with these options. */
    setUp(overrides: Partial<WebhookHandlerOptions>): void {
      current = create(overrides);
    },
    sign: (code = 'LOGIN_REPAIRED'): Promise<SignedWebhook> => plaid.signWebhook(item.itemId, code),
    /** @returns the status of the answer */
    async deliver(signed: SignedWebhook): Promise<number> {
      const response = await handler(requestOf(signed));
      expect(response.headers.get('cache-control')).toBe('no-store');
      return response.status;
    },
    /** Handles a webhook that stops at a function of the app's, and lets time pass once that function is called. */
    async timeOut(
      signed: SignedWebhook,
      isStopped: Promise<void>,
      timeoutMs: number,
    ): Promise<number> {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      onTestFinished(() => void vi.useRealTimers());
      const response = handler(requestOf(signed));
      await isStopped;
      await vi.advanceTimersByTimeAsync(timeoutMs);
      vi.useRealTimers();
      return (await response).status;
    },
    /** How often Plaid was asked for a key. */
    keyCalls: () => app.countOf(KEY_PATH),
  };
}

export type WebhookApp = ReturnType<typeof createWebhookApp>;

export const requestOf = ({ body, headers }: SignedWebhook): Request =>
  new Request(URL_OF_HOOK, { method: 'POST', body, headers });

export const jwtOf = ({ headers }: SignedWebhook): string => headers['plaid-verification'] ?? '';

export const withJwt = (signed: SignedWebhook, jwt: string): SignedWebhook => ({
  ...signed,
  headers: { ...signed.headers, 'plaid-verification': jwt },
});

let attackerKey: ReturnType<typeof generateKeyPair> | undefined;

/**
 * A webhook that passes every check that costs nothing: its time and the hash of its body are right, and a key of the
 * attacker's signed it, under the id of a key.
 */
export async function forge(signed: SignedWebhook, kid: string): Promise<SignedWebhook> {
  const { privateKey } = await (attackerKey ??= generateKeyPair('ES256'));
  const claims: unknown = JSON.parse(
    Buffer.from(jwtOf(signed).split('.')[1] ?? '', 'base64url').toString(),
  );
  const jwt = new SignJWT(claims as Record<string, unknown>);
  return withJwt(signed, await jwt.setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey));
}

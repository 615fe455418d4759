import { expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import type { PlaidServer } from './plaid-server';
import type { Answer, Sent } from './send';

export const WEBHOOK = '/api/plaid-webhook';

/** A webhook as Plaid sends it: signed over the exact bytes of its body. */
export async function signedWebhook({ plaid, own }: PlaidServer): Promise<Required<Sent>> {
  const { headers, body } = await plaid.signWebhook(own.itemId, 'PENDING_DISCONNECT');
  return {
    method: 'POST',
    path: WEBHOOK,
    headers: Object.entries(headers),
    body,
  } as Required<Sent>;
}

/** What every server promises for what Plaid sends. `world` is read when a test runs. */
export function describeWebhooks(
  world: () => {
    plaid: PlaidServer;
    send: (sent: Sent) => Promise<Pick<Answer, 'status' | 'text'>>;
    output: () => string;
  },
): void {
  it('the server 200s for a genuine signed webhook, and the app hears of it', async () => {
    const { plaid, send, output } = world();
    const answer = await send(await signedWebhook(plaid));
    expect([answer.status, answer.text]).toEqual([200, '{}']);
    await eventually(() => expect(output()).toContain(`The Item ${plaid.own.itemId}: expiring`));
  });

  it('the server 401s for a webhook whose body has other bytes than the signed ones', async () => {
    const { plaid, send } = world();
    const genuine = await signedWebhook(plaid);
    const answer = await send({ ...genuine, body: String(genuine.body).replace('item', 'Item') });
    expect(answer.status).toBe(401);
  });
}

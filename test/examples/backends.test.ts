import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseItemHealth } from '../../src/core/item/parse-item-health';
import { successfulAction } from '../../src/testing/link/user-steps';
import { describeAnswers } from './backends/answers';
import { describeRefusals } from './backends/refusals';
import { BACKENDS } from './backends/table';
import { describeTraces } from './backends/traces';
import { describeTrouble } from './backends/trouble';
import { describeWebhooks } from './backends/webhooks';
import { LINK, startBackendWorld, type BackendWorld } from './backends/world';

describe.each(BACKENDS)('the backend in $name', (backend) => {
  if (!backend.isThere()) {
    console.warn(`Skipped: ${backend.name} (apt-get install ${backend.packages}).`);
    it.skip(`${backend.name} is not tested: its toolchain is not installed on this machine`, () => {});
    return;
  }
  let world: BackendWorld;
  beforeAll(async () => {
    world = await startBackendWorld(backend);
  });
  afterAll(() => world.stop());

  it('G10: a relink through the client’s gateway ends in an Item that the backend calls healthy', async () => {
    const { items, plaid } = world;
    const gateway = world.gateway();
    const { itemId } = items.relinked;
    const { signal } = new AbortController();
    const healthOf = (body: unknown) => parseItemHealth(itemId, body, Date.now());
    expect(healthOf(await gateway.getItem(itemId, { signal }))).toMatchObject({
      state: 'needs_update',
      remedy: 'relink',
      errorCode: 'ITEM_LOGIN_REQUIRED',
    });
    const { link_token: token } = await gateway.createLinkToken(itemId, {
      signal,
      accountSelection: false,
    });
    const sessionId = await goThroughLink(plaid, token);
    const call = { signal, linkSessionId: sessionId, purpose: 'repair' };
    expect(healthOf(await gateway.reportRelink(itemId, call))).toMatchObject({ state: 'healthy' });
    expect(plaid.itemState(itemId).relinkCount).toBe(1);
    // A repetition of the report, and a question by the usual way.
    expect(healthOf(await gateway.reportRelink(itemId, call))).toMatchObject({ state: 'healthy' });
    expect(healthOf(await gateway.getItem(itemId, { signal }))).toMatchObject({ state: 'healthy' });
  });

  it('the client’s gateway reads the errors of the backend', async () => {
    const { signal } = new AbortController();
    const call = { signal, accountSelection: false };
    await expect(world.gateway().createLinkToken('no-such-item', call)).rejects.toMatchObject({
      code: 'item_not_found',
    });
    await expect(
      world.gateway('bob').createLinkToken(world.items.own.itemId, call),
    ).rejects.toMatchObject({ code: 'item_not_found' });
  });

  it('checkGateway finds no fault, and skips nothing but the public token that the backend does not mint', async () => {
    const results = await world.check();
    expect(results.length).toBeGreaterThan(20);
    const others = results.filter(({ outcome }) => outcome !== 'holds');
    expect(others).toMatchObject([{ id: 'public-token', outcome: 'skipped' }]);
  });

  it('a backend with the required settings alone has no fault, and refuses an Android app with a 400', async () => {
    const { callsDuring, itemIds, sent, withRequiredOnly } = world;
    await withRequiredOnly(async ({ ask, check }) => {
      const calls = await callsDuring(async () => {
        const refused = await ask(LINK, { fields: { ...itemIds('own'), platform: 'android' } });
        expect([refused.status, refused.json().error_code]).toEqual([400, 'INVALID_FIELD']);
      });
      expect(calls).toEqual([]);
      expect((await ask(LINK, { fields: { ...itemIds('own'), platform: 'ios' } })).status).toBe(
        200,
      );
      expect(sent.at(-1)?.body).not.toHaveProperty('redirect_uri');
      const hosted = await ask(LINK, { fields: { ...itemIds('own'), hosted_link: true } });
      expect(hosted.json()).toHaveProperty('hosted_link_url');
      expect(sent.at(-1)?.body).toMatchObject({ hosted_link: {} });
      expect(sent.at(-1)?.body).not.toHaveProperty('webhook');
      const results = await check();
      expect(results.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
    });
  });

  describeAnswers(() => world);
  describeRefusals(() => world);
  describeTrouble(() => world);
  describeWebhooks(() => world);
  describeTraces(() => world);
});

/** Opens Link with a token, and does what its user does. @returns the id of the session */
async function goThroughLink(plaid: BackendWorld['plaid'], token: string): Promise<string> {
  let reply = await plaid.link({ type: 'open', token });
  expect(reply.isUpdateMode).toBe(true);
  const { sessionId } = reply;
  while (reply.step !== 'finished') {
    if (reply.step === 'dead') throw new Error(`Link ended: ${reply.error?.error_code}`);
    const action =
      reply.step === 'success' ? { type: 'finish' as const } : successfulAction(reply.step, reply);
    reply = await plaid.link({ ...action, sessionId });
  }
  return sessionId;
}

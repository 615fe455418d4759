import { expect, it } from 'vitest';
import { isNotOffered, ITEM, ITEMS, LINK, NO_CACHE, type BackendWorld } from './world';

/** A Plaid that fails, and users who ask too often. `world` is read when a test runs. */
export function describeTrouble(world: () => BackendWorld): void {
  it.each([
    ['ITEM_LOCKED', 409, 'ITEM_LOCKED', 'visit_bank'],
    ['INSTITUTION_DOWN', 503, 'INSTITUTION_DOWN', 'wait'],
    ['INVALID_API_KEYS', 500, 'INTERNAL_SERVER_ERROR', undefined],
  ])('Plaid’s %s is a %d to a request for a token', async (errorCode, status, code, remedy) => {
    const { ask, plaid } = world();
    plaid.failNext(LINK, { errorCode });
    const answer = await ask(LINK);
    expect([answer.status, answer.json()]).toMatchObject([status, { error_code: code }]);
    expect(answer.json().remedy).toBe(remedy);
  });

  it('a Plaid that fails, hangs up or answers HTML is a 502', async () => {
    const { codeOf, plaid } = world();
    const failed = [502, 'INTERNAL_SERVER_ERROR'];
    plaid.failNext(LINK, { times: 2 });
    expect(await codeOf(LINK)).toEqual(failed);
    plaid.failNext(LINK, { networkError: true, times: 2 });
    expect(await codeOf(LINK)).toEqual(failed);
    plaid.failNext(LINK, { status: 502, body: '<html>Bad Gateway</html>' });
    expect(await codeOf(LINK)).toEqual(failed);
  });

  it('a Plaid that does not answer is a 504, while others are answered', async () => {
    const { ask, codeOf, itemIds, plaid } = world();
    let letGo = (): void => {};
    const delay = new Promise<void>((resolve) => (letGo = resolve));
    plaid.failNext(LINK, { delay });
    const late = codeOf(LINK);
    const soon = await ask(ITEM, { fields: itemIds('healthy'), headers: NO_CACHE });
    expect(soon.status).toBe(200);
    expect(await late).toEqual([504, 'INTERNAL_SERVER_ERROR']);
    letGo();
  });

  it('a Plaid that does not answer about many Items is an error in the place of each', async () => {
    const { ask, items, plaid } = world();
    const ids = [items.own.itemId, items.healthy.itemId, items.other.itemId];
    let letGo = (): void => {};
    const delay = new Promise<void>((resolve) => (letGo = resolve));
    plaid.failNext(ITEM, { delay, times: ids.length });
    const answer = await ask(ITEMS, { fields: { item_ids: ids }, headers: NO_CACHE });
    letGo();
    if (isNotOffered(answer)) return;
    const error = { error_code: 'INTERNAL_SERVER_ERROR' };
    expect(answer.json().items).toMatchObject(ids.map((id) => ({ item_id: id, error })));
  });

  it('a request over the limit of an Item is a 429, and another Item’s is not', async () => {
    const { ask, itemIds } = world();
    const fields = itemIds('limited');
    const statuses: number[] = [];
    // In lanes: a platform may queue connections that come all at once.
    for (let lane = 0; lane < 13; lane += 1) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(LINK, { fields })));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await ask(LINK, { fields });
    expect([refused.status, refused.json().error_code]).toEqual([429, 'RATE_LIMIT']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(LINK, { fields: itemIds('healthy') })).status).toBe(200);
  });

  it('a user who guesses ids gets a 429, the same for unknown, foreign and malformed ones', async () => {
    const { ask, callsDuring, itemIds } = world();
    const calls = await callsDuring(async () => {
      for (let guess = 0; guess < 60; guess += 1)
        await ask(LINK, { user: 'eve', fields: { item_id: `guess-${guess}` } });
      const guesses = [itemIds('own'), { item_id: 'guess' }, { item_id: 7 }];
      for (const fields of guesses)
        expect((await ask(LINK, { user: 'eve', fields })).status).toBe(429);
    });
    expect(calls).toEqual([]);
  });
}

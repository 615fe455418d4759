import { expect, it } from 'vitest';
import { markNow } from '../../src/core/clock/environment';
import { createItemToken, TOKEN_LIFETIME_MS, type TokenKey } from '../../src/core/tokens/token';
import { createTokenEntries } from '../../src/core/tokens/entries';
import { createTokenStore } from '../../src/core/tokens/store';
import { createFakeEnvironment } from '../support/fake-environment';

const keyOf = (item: number): TokenKey => ({
  kind: 'link_token',
  itemId: `item-${item}`,
  accountSelection: false,
});

it('a token store forgets the expired tokens of Items that no component reads, so that its memory stays bounded', async () => {
  const env = createFakeEnvironment();
  const slots = createTokenEntries(env);
  for (let item = 0; item < 1_000; item += 1) {
    const key = keyOf(item);
    const value = `link-of-${item}`;
    slots.of(key).token = createItemToken(key, value, TOKEN_LIFETIME_MS, markNow(env), env);
    await env.pass(TOKEN_LIFETIME_MS);
  }
  expect([...slots.all()].length).toBeLessThan(50);
});

it('a thousand hooks cost a thousand times one, as they mount and as they go', () => {
  const env = createFakeEnvironment();
  let looks = 0;
  const counted = {
    ...env,
    monotonicNow() {
      looks += 1;
      return env.monotonicNow();
    },
  };
  const store = createTokenStore(() => new Promise(() => {}), counted);
  const leave = Array.from({ length: 1_000 }, (_, item) =>
    store.subscribe(keyOf(item), {}, () => {}),
  );
  for (const unsubscribe of leave) unsubscribe();
  expect(looks).toBeLessThan(20 * 1_000);
});

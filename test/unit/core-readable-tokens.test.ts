import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelinkClient } from '../../src/core/client/client';
import { readableTokensOf, type ReadableTokens } from '../../src/core/client/lazy-token-store';
import type { TokenKey } from '../../src/core/tokens/token';
import { tokensOf } from '../../src/core/client/token-store-of';
import type { LinkTokenBody } from '../../src/core/gateway/wire';
import { createFakeEnvironment, type FakeEnvironment } from '../support/fake-environment';

const KEY: TokenKey = { kind: 'link_token', itemId: 'item-a', accountSelection: false };
const SECOND = 1_000;

// Over all tests: what is spent is remembered for the whole page.
let minted = 0;
let env: FakeEnvironment;
let createLinkToken: ReturnType<typeof vi.fn<(itemId: string) => Promise<LinkTokenBody>>>;
let fetches: { arrive(): void; fail(): void }[];
let tokens: ReadableTokens;

/** The hooks' side of a client whose chunk comes when the test says so. */
beforeEach(() => {
  env = createFakeEnvironment();
  fetches = [];
  createLinkToken = vi.fn((itemId: string) =>
    Promise.resolve({ link_token: `link-early-${itemId}-${(minted += 1)}`, expires_in: 1_800 }),
  );
  const client = createRelinkClient({
    env,
    fetchEngine: () => new Promise(() => {}),
    fetchTokens: () =>
      new Promise((resolve, reject) => {
        fetches.push({
          arrive: () => resolve((self) => tokensOf(self, env)),
          fail: () => reject(new Error('told by the test')),
        });
      }),
  });
  client.configure({ gateway: { createLinkToken } });
  tokens = readableTokensOf(client);
});

const arrive = async (): Promise<void> => {
  for (const { arrive: comes } of fetches) comes();
  await env.pass(0);
};

describe('before the token store’s chunk has loaded', () => {
  it('a token read before the store’s chunk has loaded is loading, and all readers share one request for the chunk', async () => {
    const listener = vi.fn();
    tokens.subscribe(KEY, {}, listener);
    tokens.subscribe(KEY, {}, vi.fn());
    void tokens.load(KEY);
    expect(tokens.snapshot(KEY, {}).status).toBe('loading');
    expect(fetches).toHaveLength(1);
    await arrive();
    expect(tokens.snapshot(KEY, {})).toMatchObject({ status: 'ready' });
    expect(listener).toHaveBeenCalled();
    expect(createLinkToken).toHaveBeenCalledOnce();
  });

  it('a refresh() before the store’s chunk has loaded gives a token once it loads', async () => {
    const token = tokens.refresh(KEY);
    await arrive();
    expect(await token).toMatch(/^link-early-item-a-/);
  });

  it('G2: a reader that pins its token before the store’s chunk has loaded gets the first token to itself', async () => {
    const [user, other] = [{}, {}];
    tokens.subscribe(KEY, user, vi.fn());
    tokens.subscribe(KEY, other, vi.fn());
    tokens.pin(KEY, user);
    await arrive();
    await env.pass(11 * SECOND);
    const used = tokens.snapshot(KEY, user).token;
    expect(used).not.toBeNull();
    expect(tokens.snapshot(KEY, other).token).not.toBe(used);
  });

  it('a reader that unpins before the store’s chunk has loaded shares the token with the others', async () => {
    const [user, other] = [{}, {}];
    tokens.subscribe(KEY, user, vi.fn());
    tokens.subscribe(KEY, other, vi.fn());
    tokens.pin(KEY, user);
    tokens.unpinSoon(user);
    tokens.pin(KEY, other);
    tokens.unpin(other);
    await arrive();
    await env.pass(11 * SECOND);
    expect(tokens.snapshot(KEY, user).token).not.toBeNull();
    expect(tokens.snapshot(KEY, other).token).toBe(tokens.snapshot(KEY, user).token);
  });

  it('a reader that unsubscribes before the store’s chunk has loaded costs no token', async () => {
    tokens.subscribe(KEY, {}, vi.fn())();
    await arrive();
    await env.pass(11 * SECOND);
    expect(createLinkToken).not.toHaveBeenCalled();
  });
});

describe('the token store’s chunk fails to load', () => {
  it('G12: a token read shows network_error when the store’s chunk fails, and becomes ready once a retry loads it', async () => {
    const listener = vi.fn();
    tokens.subscribe(KEY, {}, listener);
    fetches[0]?.fail();
    await env.pass(0);
    expect(tokens.snapshot(KEY, {})).toMatchObject({
      status: 'error',
      error: { code: 'network_error', itemId: 'item-a', retryable: true },
    });
    expect(listener).toHaveBeenCalledOnce();
    await env.pass(SECOND);
    expect(fetches).toHaveLength(2);
    await arrive();
    await env.pass(2 * SECOND);
    expect(tokens.snapshot(KEY, {}).status).toBe('ready');
  });

  it('G12: a token read shows offline when the chunk fails offline, and load() gives a token once the network is back', async () => {
    env.setOnline(false);
    tokens.subscribe(KEY, {}, vi.fn());
    fetches[0]?.fail();
    await env.pass(0);
    expect(tokens.snapshot(KEY, {}).error?.code).toBe('offline');
    env.setOnline(true);
    const looked = tokens.load(KEY);
    await arrive();
    await looked;
    expect(tokens.snapshot(KEY, {}).status).toBe('ready');
  });

  it('G12: a token read shows timeout after 20 s without the store’s chunk', async () => {
    tokens.subscribe(KEY, {}, vi.fn());
    await env.pass(20 * SECOND);
    expect(tokens.snapshot(KEY, {}).error?.code).toBe('timeout');
  });

  it('G12: refresh() rejects with a RelinkError when the store’s chunk fails', async () => {
    const token = tokens.refresh(KEY);
    fetches[0]?.fail();
    await expect(token).rejects.toMatchObject({ code: 'network_error', itemId: 'item-a' });
  });

  it('G12: the store’s chunk is requested ever less often while it fails, and not at all without readers', async () => {
    const stop = tokens.subscribe(KEY, {}, vi.fn());
    const failing = async (ms: number): Promise<number> => {
      const before = fetches.length;
      for (let passed = 0; passed < ms; passed += SECOND) {
        for (const { fail } of fetches) fail();
        await env.pass(SECOND);
      }
      return fetches.length - before;
    };
    const [minute, later] = [await failing(60 * SECOND), await failing(600 * SECOND)];
    expect(minute).toBeGreaterThan(2);
    expect(minute).toBeLessThanOrEqual(8);
    // It goes on, in ten times the time no more often.
    expect(later).toBeGreaterThan(2);
    expect(later).toBeLessThanOrEqual(6);
    stop();
    const before = fetches.length;
    await env.pass(600 * SECOND);
    expect(fetches).toHaveLength(before);
    expect(env.timers()).toBe(0);
  });
});

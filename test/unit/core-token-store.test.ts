import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { RelinkError } from '../../src/core/errors/relink-error';
import { createRelinkError } from '../../src/core/errors/catalogue';
import { createItemToken, type TokenKey } from '../../src/core/tokens/token';
import { createTokenStore, type TokenStore } from '../../src/core/tokens/store';
import { markNow } from '../../src/core/clock';
import {
  createFakeEnvironment,
  settlePromises,
  type FakeEnvironment,
} from '../support/fake-environment';

const MINUTE = 60_000;
const keyOf = (itemId: string): TokenKey => ({
  kind: 'link_token',
  itemId,
  accountSelection: false,
  purpose: 'repair',
});
const A = keyOf('item-a');
const B = keyOf('item-b');

let env: FakeEnvironment;
let store: TokenStore;
let requests: TokenKey[];
let count = 0;
/** What the backend does with the next requests; by default it mints a new token. */
let answers: (() => Promise<{ value: string; lifetimeMs?: number }>)[];

function mintedValue(key: TokenKey): string {
  return `link-sandbox-${key.itemId}-${(count += 1)}`;
}

beforeEach(() => {
  env = createFakeEnvironment();
  requests = [];
  answers = [];
  store = createTokenStore(async (key) => {
    requests.push(key);
    const since = markNow(env);
    const answer: (typeof answers)[number] =
      answers.shift() ?? (() => Promise.resolve({ value: mintedValue(key) }));
    const { value, lifetimeMs = 30 * MINUTE } = await answer();
    return createItemToken(key, value, lifetimeMs, since, env);
  }, env);
});

function read(
  key: TokenKey,
  reader: object = {},
): {
  stop: () => void;
  now: () => ReturnType<TokenStore['snapshot']>;
  told: () => number;
  reader: object;
} {
  let told = 0;
  const stop = store.subscribe(key, reader, () => (told += 1));
  void store.load(key);
  return { stop, now: () => store.snapshot(key, reader), told: () => told, reader };
}

const failure = (code: RelinkError['code'], retryAfterMs?: number) => () =>
  Promise.reject(createRelinkError(code, { message: 'told by the test', retryAfterMs }));

describe('a token that is read', () => {
  it('all readers of an Item share one token request', async () => {
    const readers = [read(A), read(A), read(A)];
    expect(readers[0]?.now().status).toBe('loading');
    await settlePromises();
    expect(requests).toHaveLength(1);
    expect(new Set(readers.map((reader) => reader.now().token)).size).toBe(1);
    expect(readers[0]?.now()).toMatchObject({ status: 'ready', error: null });
  });

  it('a remount and a focus after a failed request wait for the retry that is due, and request nothing of their own', async () => {
    answers = [failure('network_error', 60_000)];
    const first = read(A);
    await settlePromises();
    first.stop();
    const second = read(A);
    await store.load(A);
    expect(second.now()).toMatchObject({ status: 'error', error: { code: 'network_error' } });
    expect(requests).toHaveLength(1);
    await env.pass(MINUTE);
    expect(second.now().status).toBe('ready');
    expect(requests).toHaveLength(2);
  });

  it('G1: a token is renewed before its last 5 minutes are over, and never shown expired', async () => {
    const reader = read(A);
    await settlePromises();
    const first = reader.now().token;
    await env.pass(23 * MINUTE);
    expect(reader.now().token).toBe(first);
    await env.pass(2 * MINUTE);
    expect(reader.now().token).not.toBe(first);
    expect(requests).toHaveLength(2);
  });

  it('G1: a token is gone after a sleep longer than its life, even before any timer fires', async () => {
    const reader = read(A);
    await settlePromises();
    env.setWallClock(31 * MINUTE);
    expect(reader.now().token).toBeNull();
  });

  it('G1: a token that expired in a sleep is renewed on waking up', async () => {
    const reader = read(A);
    await settlePromises();
    const first = reader.now().token;
    await env.pass(MINUTE);
    await env.sleepFor(45 * MINUTE);
    expect(reader.now()).toMatchObject({ status: 'ready' });
    expect(reader.now().token).not.toBe(first);
  });

  it('G1: a token ages by the monotonic clock where the wall clock is set back', async () => {
    const reader = read(A);
    await settlePromises();
    const first = reader.now().token;
    env.setWallClock(-8 * 60 * MINUTE);
    await env.pass(31 * MINUTE);
    expect(reader.now().token).not.toBe(first);
  });

  it('all readers are notified when a token expires, also when one of them read it first', async () => {
    answers = [() => Promise.resolve({ value: 'link-sandbox-short', lifetimeMs: 60_000 })];
    const one = read(A);
    const two = read(A);
    await settlePromises();
    env.setOnline(false);
    const told = two.told();
    env.setWallClock(2 * MINUTE);
    expect(one.now().token).toBeNull();
    env.wake();
    expect(two.told()).toBeGreaterThan(told);
  });

  it('a token stays shown without an error while its early renewal fails', async () => {
    const reader = read(A);
    await settlePromises();
    const first = reader.now().token;
    answers = Array.from({ length: 50 }, () => failure('backend_error'));
    await env.pass(27 * MINUTE);
    expect(requests.length).toBeGreaterThan(1);
    expect(reader.now()).toMatchObject({ status: 'ready', token: first, error: null });
    await env.pass(4 * MINUTE);
    expect(reader.now()).toMatchObject({
      status: 'error',
      token: null,
      error: { code: 'backend_error' },
    });
  });

  it('G4: a reader never gets the token of another Item, although an older answer arrives later', async () => {
    let answerA = (_: { value: string }): void => {};
    answers = [
      () => new Promise((resolve) => (answerA = resolve)),
      () => Promise.resolve({ value: 'link-sandbox-b' }),
    ];
    const a = read(A);
    const b = read(B);
    await settlePromises();
    answerA({ value: 'link-sandbox-a' });
    await settlePromises();
    expect(a.now().token).toBe('link-sandbox-a');
    expect(b.now().token).toBe('link-sandbox-b');
  });

  it('G4: a reader never gets the token of the previous Item after a failed fetch', async () => {
    read(A);
    await settlePromises();
    answers = [failure('item_not_found')];
    const b = read(B);
    await settlePromises();
    expect(b.now()).toMatchObject({ status: 'error', token: null });
    expect(store.snapshot(B, {}).token).toBeNull();
  });
});

describe('requests', () => {
  it('a hidden page requests no token, and catches up when it becomes visible', async () => {
    env.setVisible(false);
    const reader = read(A);
    await env.pass(5 * MINUTE);
    expect(requests).toHaveLength(0);
    env.setVisible(true);
    await env.pass(1_000);
    expect(reader.now().status).toBe('ready');
  });

  it('an offline page requests no token until it is online', async () => {
    env.setOnline(false);
    read(A);
    await env.pass(60 * MINUTE);
    expect(requests).toHaveLength(0);
    env.setOnline(true);
    await env.pass(1_000);
    expect(requests).toHaveLength(1);
  });

  it('requests, timers and listeners stop with the last reader', async () => {
    const reader = read(A);
    await settlePromises();
    expect(env.timers()).toBe(1);
    reader.stop();
    reader.stop();
    expect(env.timers()).toBe(0);
    expect(env.wakeListeners()).toBe(0);
    await env.pass(60 * MINUTE);
    expect(requests).toHaveLength(1);
  });

  it('a subscription alone requests a token, so that a hostile SWRConfig costs only a second', async () => {
    store.subscribe(A, {}, () => {});
    await env.pass(2_000);
    expect(requests).toHaveLength(1);
  });

  it('token requests back off while the backend fails', async () => {
    answers = Array.from({ length: 1_000 }, () => failure('backend_error'));
    read(A);
    await env.pass(60 * MINUTE);
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.length).toBeLessThan(40);
  });

  it('token requests honour Retry-After', async () => {
    answers = [failure('rate_limited', 10 * MINUTE)];
    const reader = read(A);
    await env.pass(9 * MINUTE);
    expect(requests).toHaveLength(1);
    await env.pass(2 * MINUTE);
    expect(reader.now().status).toBe('ready');
  });

  it('a token request is not repeated after a permanent refusal', async () => {
    answers = [failure('item_not_found')];
    const reader = read(A);
    await env.pass(60 * MINUTE);
    expect(requests).toHaveLength(1);
    expect(reader.now()).toMatchObject({ status: 'error', error: { code: 'item_not_found' } });
  });

  it('tokens that live only a minute are requested twice a minute at most', async () => {
    answers = Array.from(
      { length: 1_000 },
      () => () => Promise.resolve({ value: mintedValue(A), lifetimeMs: 60_000 }),
    );
    read(A);
    await env.pass(60 * MINUTE);
    // Each is renewed at half-time.
    expect(requests.length).toBeGreaterThan(60);
    expect(requests.length).toBeLessThanOrEqual(121);
  });

  it('a backend that sends the same token for ever causes few requests, and the error token_reused', async () => {
    answers = Array.from(
      { length: 1_000 },
      () => () => Promise.resolve({ value: 'link-sandbox-cached' }),
    );
    const reader = read(A);
    await env.pass(32 * MINUTE);
    expect(reader.now()).toMatchObject({ status: 'error', error: { code: 'token_reused' } });
    expect(requests.length).toBeLessThan(20);
  });
});

describe('a session that claims a token', () => {
  it('G2: a second claim of the same token fails', async () => {
    const token = await store.acquire(A);
    const same = await store.acquire(A);
    expect(same).toBe(token);
    expect(store.claim(token)).toBe(true);
    expect(store.claim(same)).toBe(false);
  });

  it('G2: a token that a session claims leaves the hooks, which get another', async () => {
    const reader = read(A);
    await settlePromises();
    const token = await store.acquire(A);
    expect(reader.now().token).toBe(token.value);
    store.claim(token);
    expect(reader.now().token).toBeNull();
    await env.pass(11_000);
    expect(reader.now().status).toBe('ready');
    expect(reader.now().token).not.toBe(token.value);
  });

  it('G1: a claim of a token that has expired since is refused', async () => {
    const token = await store.acquire(A);
    env.setWallClock(30 * MINUTE);
    expect(store.claim(token)).toBe(false);
  });

  it('a session gets a newer token in the last minutes of the old one, and the old one while no other is available', async () => {
    const first = await store.acquire(A);
    await env.pass(26 * MINUTE);
    answers = [failure('backend_error')];
    await expect(store.acquire(A)).resolves.toBe(first);
    const second = await store.acquire(A);
    expect(second.value).not.toBe(first.value);
  });

  it('a session retries a failing token request while the user waits, and then reports the last error', async () => {
    answers = [failure('backend_error'), failure('network_error'), failure('timeout')];
    const outcome = store.acquire(A, { attempts: 3 }).catch((error: unknown) => error);
    await env.pass(20_000);
    await expect(outcome).resolves.toMatchObject({ code: 'timeout' });
    expect(requests).toHaveLength(3);
  });

  it('G2: a spent token is refused when the backend sends it again', async () => {
    answers = [
      () => Promise.resolve({ value: 'link-sandbox-twice' }),
      () => Promise.resolve({ value: 'link-sandbox-twice' }),
    ];
    store.claim(await store.acquire(A));
    await expect(store.acquire(A)).rejects.toMatchObject({ code: 'token_reused' });
  });
});

describe('a hook whose token is in use', () => {
  it('G3: a pinned token stays shown past its expiry', async () => {
    const mine = read(A);
    await settlePromises();
    const token = mine.now().token;
    store.pin(A, mine.reader);
    await env.pass(60 * MINUTE);
    expect(mine.now().token).toBe(token);
    expect(requests).toHaveLength(1);
  });

  it('G2: a pinned token belongs to its reader alone, and the other readers get another', async () => {
    const mine = read(A);
    const other = read(A);
    await settlePromises();
    const token = mine.now().token;
    store.pin(A, mine.reader);
    expect(other.now().token).toBeNull();
    await env.pass(11_000);
    expect(other.now().status).toBe('ready');
    expect(other.now().token).not.toBe(token);
  });

  it('G2: a reader gets another token when it unpins the one it used', async () => {
    const mine = read(A);
    await settlePromises();
    const token = mine.now().token;
    store.pin(A, mine.reader);
    store.unpin(mine.reader);
    await env.pass(0);
    expect(mine.now().status).toBe('ready');
    expect(mine.now().token).not.toBe(token);
  });
});

describe('refresh()', () => {
  it('G2: refresh() never gives a token that went to a reader who wanted one of its own', async () => {
    const user = read(A);
    const other = read(A);
    store.pin(A, user.reader);
    const given = await store.refresh(A);
    expect(user.now().token).toMatch(/^link-/);
    expect(given).not.toBe(user.now().token);
    expect(other.now().token).toBe(given);
  });

  it('refresh() drops the token at once and resolves to another, shared by all callers', async () => {
    const reader = read(A);
    await settlePromises();
    const first = reader.now().token;
    const [one, two] = [store.refresh(A), store.refresh(A)];
    expect(reader.now().token).toBeNull();
    expect(await one).toBe(await two);
    expect(await one).not.toBe(first);
    expect(reader.now().token).toBe(await one);
  });

  it('refresh() rejects with the error of the request', async () => {
    answers = [failure('unauthorized')];
    await expect(store.refresh(A)).rejects.toMatchObject({
      code: 'unauthorized',
      retryable: false,
    });
  });
});

describe('a page with many Items', () => {
  afterEach(() => vi.restoreAllMocks());

  it('a token store forgets the expired tokens of Items that no component reads, so that its memory stays bounded', async () => {
    const maps = new Set<Map<unknown, unknown>>();
    const set = Reflect.get(Map.prototype, 'set');
    vi.spyOn(Map.prototype, 'set').mockImplementation(function (
      this: Map<unknown, unknown>,
      key,
      value,
    ) {
      if (String(key).includes('item-')) maps.add(this);
      return set.call(this, key, value);
    });
    for (let item = 0; item < 1_000; item += 1) {
      await store.acquire(keyOf(`item-${item}`));
      await env.pass(30 * MINUTE);
    }
    expect(requests).toHaveLength(1_000);
    expect(maps.size).toBeGreaterThan(0);
    for (const map of maps) expect(map.size).toBeLessThan(50);
  });

  it('a thousand hooks cost a thousand times one, as they mount and as they unmount', () => {
    const visited = countVisits();
    const unsubscribe = Array.from({ length: 1_000 }, (_, item) =>
      store.subscribe(keyOf(`item-${item}`), {}, () => {}),
    );
    for (const stop of unsubscribe) stop();
    expect(visited()).toBeLessThan(20 * 1_000);
  });

  /** Counts the elements of every Map and Set that is iterated from now on. */
  function countVisits(): () => number {
    let visits = 0;
    for (const prototype of [Map.prototype, Set.prototype]) {
      for (const name of ['keys', 'values', 'entries', 'forEach', Symbol.iterator] as const) {
        const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
        const spy = vi.spyOn(prototype as Map<unknown, unknown>, name) as Mock;
        spy.mockImplementation(function (this: { size: number }, ...args: unknown[]) {
          visits += this.size;
          return original.apply(this, args);
        });
      }
    }
    return () => visits;
  }
});

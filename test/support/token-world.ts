import { mintToken } from '../../src/core/tokens/mint';
import type { ItemToken, TokenKey } from '../../src/core/tokens/token';
import type { Environment } from '../../src/core/clock/environment';
import type { TokenSnapshot } from '../../src/core/tokens/snapshot';
import { createTokenStore, type TokenStore } from '../../src/core/tokens/store';
import type { RelinkGateway } from '../../src/core/gateway/wire';
import { createFakeEnvironment, drainMicrotasks } from './fake-environment';
import { ITEMS, KINDS, type Answer, type TokenStep } from './token-steps';

/**
 * A world in which anything may happen to tokens: components that come and go, clocks that are set, machines that
 * sleep, backends that fail, dawdle and lie. It keeps a model beside the real store (when each token was minted by
 * a clock that nobody can set, and what has become of it) and compares after every step.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LIFE_MS = 30 * MINUTE;
/**
 * Requests per key that nobody asked for. The worst there is: tokens that die at once, so that the next is due after
 * the pace of 10 s, and a backend that fails three times in between (after 0.75, 1.5 and 3 s): 4 in 15.25 s. The hour
 * begins anywhere in them.
 */
const HOUR_LIMIT = 4 * Math.ceil(3_600 / 15.25);

/** What is true of a token, whatever any browser believes. */
interface Truth {
  keyId: string;
  mintedAt: number;
  lifeMs: number;
  spentBy: 'session' | 'reader' | null;
}

/** A component, or what stands for one. */
export interface Reader {
  key: TokenKey;
  isInUse: boolean;
  /** The token that its Link is open with. */
  pinned: string | null;
}

/** How the readers of a history read: straight from the store, or as components with hooks. */
export interface Readers {
  store: TokenStore;
  add(reader: Reader): void;
  /** Its key, or whether its token is in use, has changed. */
  update(reader: Reader): void;
  remove(reader: Reader): void;
  read(reader: Reader): Pick<TokenSnapshot, 'token' | 'status'>;
  refresh(reader: Reader): Promise<string>;
  end(): void;
}

export interface TokenHistoryOptions {
  /** Whether the page hears at once of a clock that was set, as it does of most things that come with it. */
  isClockHeard?: boolean;
  createReaders?: (env: Environment, gateway: RelinkGateway) => Readers;
  settle?: () => Promise<void>;
}

/** Readers without React: the store as a hook would use it. */
function createStoreReaders(env: Environment, gateway: RelinkGateway): Readers {
  const store = createTokenStore((key) => mintToken(gateway, key, env), env);
  const stops = new Map<Reader, { key: TokenKey; stop: () => void }>();
  const listen = (reader: Reader): void => {
    const { key } = reader;
    stops.set(reader, { key, stop: store.subscribe(key, reader, () => {}) });
    void store.load(key);
  };
  const stop = (reader: Reader): void => stops.get(reader)?.stop();
  return {
    store,
    add: listen,
    update(reader) {
      if (!reader.isInUse) store.unpin(reader);
      if (stops.get(reader)?.key !== reader.key) {
        stop(reader);
        listen(reader);
      }
      if (reader.isInUse) store.pin(reader.key, reader);
    },
    remove(reader) {
      store.unpin(reader);
      stop(reader);
      stops.delete(reader);
    },
    read: (reader) => store.snapshot(reader.key, reader),
    refresh: ({ key }) => store.refresh(key),
    end: () => stops.forEach(({ stop: stopOne }) => stopOne()),
  };
}

/** Over all histories: what is spent is remembered for the whole page. */
let minted = 0;

const idOf = (key: TokenKey): string => `${key.kind} ${key.itemId}`;

export async function runTokenHistory(
  steps: readonly TokenStep[],
  {
    createReaders = createStoreReaders,
    settle = drainMicrotasks,
    isClockHeard = false,
  }: TokenHistoryOptions = {},
): Promise<{ shown: number; opened: number }> {
  const env = createFakeEnvironment({ settle });
  const truths = new Map<string, Truth>();
  const received = new Set<string>();
  const readers: Reader[] = [];
  const prepared: ItemToken[] = [];
  const inFlight = new Set<string>();
  /** Keys that somebody waits for, hidden or not: a click, or `refresh()`. */
  const awaited = new Map<string, number>();
  const requests: { keyId: string; at: number }[] = [];
  let answers: Answer[] = [{ type: 'mint', delayMs: 0 }];
  let turn = 0;
  let shown = 0;
  let opened = 0;
  /** By a clock that nobody can set and that does not stop in sleep. */
  let slept = 0;
  const now = (): number => env.monotonicNow() + slept;
  /** What the user did; each may cost a request of its own. */
  let deeds = 0;

  /** Kept as well as thrown, since the store may well swallow what is thrown at it. */
  const problems: string[] = [];
  function fail(what: string): never {
    problems.push(`${what} (at ${now()} ms)`);
    throw new Error(what);
  }

  const gateway: RelinkGateway = {
    createPublicToken: (itemId, { signal }) =>
      request({ kind: 'public_token', itemId, accountSelection: false }, signal),
    createLinkToken: (itemId, { signal }) =>
      request({ kind: 'link_token', itemId, accountSelection: false }, signal),
  };
  const surface = createReaders(env, gateway);
  const { store } = surface;

  /** One request, which must be wanted, allowed, and the only one for its key. */
  async function request(key: TokenKey, signal: AbortSignal): Promise<never> {
    const keyId = idOf(key);
    const isRead = readers.some((reader) => idOf(reader.key) === keyId);
    const isAwaited = (awaited.get(keyId) ?? 0) > 0;
    if (!isAwaited && !isRead) fail(`A request for ${keyId}, which nobody reads.`);
    if (!isAwaited && !env.isVisible()) fail(`A request for ${keyId} in a hidden page.`);
    if (!isAwaited && !env.isOnline()) fail(`A request for ${keyId} while offline.`);
    if (inFlight.has(keyId)) fail(`Two requests in flight for ${keyId}.`);
    inFlight.add(keyId);
    signal.addEventListener('abort', () => inFlight.delete(keyId));
    requests.push({ keyId, at: now() });
    try {
      return await answerFor(key);
    } finally {
      inFlight.delete(keyId);
    }
  }

  function mintOne(key: TokenKey, lifeMs: number): string {
    const prefix = key.kind === 'public_token' ? 'public' : 'link';
    const value = `${prefix}-sandbox-${key.itemId}-${(minted += 1)}`;
    truths.set(value, { keyId: idOf(key), mintedAt: now(), lifeMs, spentBy: null });
    return value;
  }

  function answerFor(key: TokenKey): Promise<never> {
    const current = answers[(turn += 1) % answers.length] ?? fail('No answer.');
    return new Promise((resolve, reject) => {
      const later = (delayMs: number, tell: () => void): void => void env.setTimer(tell, delayMs);
      const send = (body: unknown): void => resolve(body as never);
      const tokenBody = (value: string, extra: object): void =>
        send({ [key.kind]: value, ...extra });
      const deliver = (value: string, extra: object): void => {
        received.add(value);
        tokenBody(value, extra);
      };
      switch (current.type) {
        case 'mint':
          // Minted when the request arrives; the answer may take its time.
          {
            const value = mintOne(key, LIFE_MS);
            later(current.delayMs, () =>
              deliver(value, { expires_in: 1_800 - current.delayMs / 1_000 }),
            );
          }
          break;
        case 'silence':
          break;
        case 'status':
          later(current.delayMs, () =>
            reject(
              Object.assign(new Error('told by the test'), {
                status: current.status,
                retryAfterMs: 7_000,
              }),
            ),
          );
          break;
        case 'network':
          reject(new TypeError('Failed to fetch'));
          break;
        case 'short':
          deliver(mintOne(key, current.lifeS * SECOND), { expires_in: current.lifeS });
          break;
        case 'boast':
          deliver(mintOne(key, LIFE_MS), { expires_in: current.expiresIn });
          break;
        case 'lie':
          lie(current.lie, key, send, tokenBody);
      }
    });
  }

  function lie(
    what: Extract<Answer, { type: 'lie' }>['lie'],
    key: TokenKey,
    send: (body: unknown) => void,
    tokenBody: (value: string, extra: object) => void,
  ): void {
    const last = [...truths.keys()].findLast((value) => truths.get(value)?.keyId === idOf(key));
    switch (what) {
      case 'repeat': {
        const value = last ?? mintOne(key, LIFE_MS);
        // One that the browser never got is as good as new to it, whatever it lives.
        const truth = truths.get(value);
        if (truth && !received.has(value))
          Object.assign(truth, { mintedAt: now(), lifeMs: LIFE_MS });
        received.add(value);
        return tokenBody(value, { expires_in: 1_800 });
      }
      case 'other kind':
        return tokenBody(key.kind === 'link_token' ? 'public-sandbox-x' : 'link-sandbox-x', {});
      case 'access token':
        return tokenBody('access-sandbox-x', {});
      case 'html':
        return send('<html>Sign in</html>');
      case 'expired':
        return tokenBody(mintOne(key, 0), { expires_in: -5 });
      case 'nothing':
        return send(null);
    }
  }

  /** While somebody waits for this key. */
  async function awaiting<T>(key: TokenKey, work: () => Promise<T>): Promise<T | null> {
    const keyId = idOf(key);
    awaited.set(keyId, (awaited.get(keyId) ?? 0) + 1);
    try {
      return await work();
    } catch {
      return null;
    } finally {
      awaited.set(keyId, (awaited.get(keyId) ?? 0) - 1);
    }
  }

  /** A usable token by the truth, or a reason why not. */
  function problemOf(value: string, key: TokenKey): string | null {
    const truth = truths.get(value);
    if (!truth) return 'was never minted';
    if (truth.keyId !== idOf(key)) return `belongs to ${truth.keyId}`;
    const ageMs = now() - truth.mintedAt;
    if (ageMs >= truth.lifeMs && !isUnknowable(truth))
      return `is ${ageMs} ms old, of ${truth.lifeMs}`;
    return null;
  }

  // A clock set back by as much as the machine slept: no browser can tell that from no time at all.
  const setBacks: number[] = [];
  const sleeps: number[] = [];
  function isUnknowable({ mintedAt }: Truth): boolean {
    return setBacks.some((at) => at >= mintedAt) && sleeps.some((at) => at >= mintedAt);
  }

  function readerAt(index: number): Reader | undefined {
    return readers[index % Math.max(readers.length, 1)];
  }

  /** Its Link is closed, or never was open. */
  function letGo(reader: Reader): void {
    reader.isInUse = false;
    const truth = reader.pinned === null ? undefined : truths.get(reader.pinned);
    if (truth) truth.spentBy = 'reader';
    reader.pinned = null;
  }

  function keyAt(what: { kind: number; item: number }): TokenKey {
    return {
      kind: KINDS[what.kind] ?? 'link_token',
      itemId: ITEMS[what.item] ?? 'item-a',
      accountSelection: false,
    };
  }

  async function play(what: TokenStep): Promise<void> {
    switch (what.type) {
      case 'mount': {
        const reader: Reader = { key: keyAt(what), isInUse: false, pinned: null };
        deeds += 1;
        readers.push(reader);
        surface.add(reader);
        break;
      }
      case 'unmount': {
        const reader = readerAt(what.which);
        if (!reader) break;
        letGo(reader);
        readers.splice(readers.indexOf(reader), 1);
        surface.remove(reader);
        break;
      }
      case 'change item': {
        const reader = readerAt(what.which);
        if (!reader) break;
        deeds += 1;
        letGo(reader);
        reader.key = { ...reader.key, itemId: ITEMS[what.item] ?? 'item-a' };
        surface.update(reader);
        break;
      }
      case 'in use': {
        const reader = readerAt(what.which);
        if (!reader || reader.isInUse === what.inUse) break;
        deeds += 1;
        if (!what.inUse) {
          letGo(reader);
          surface.update(reader);
          break;
        }
        reader.isInUse = true;
        const { token } = surface.read(reader);
        if (token !== null) takeForLink(token, reader);
        surface.update(reader);
        break;
      }
      case 'refresh': {
        const reader = readerAt(what.which);
        if (!reader) break;
        deeds += 1;
        void awaiting(reader.key, () => surface.refresh(reader));
        break;
      }
      case 'focus': {
        const reader = readerAt(what.which);
        if (reader) void store.load(reader.key);
        break;
      }
      case 'prepare': {
        const key = keyAt(what);
        deeds += 3;
        void awaiting(key, () => store.acquire(key, { attempts: 3 })).then((token) => {
          if (!token) return;
          const problem = problemOf(token.value, key);
          if (problem) fail(`A token was handed to a session that ${problem}.`);
          prepared.push(token);
        });
        break;
      }
      case 'open': {
        const token = prepared[what.which % Math.max(prepared.length, 1)];
        if (!token) break;
        deeds += 1;
        if (!store.claim(token)) break;
        const truth = truths.get(token.value) ?? fail('A session opened what was never minted.');
        if (truth.spentBy) fail(`A token spent by a ${truth.spentBy} was opened by a session.`);
        const problem = problemOf(token.value, token.key);
        if (problem) fail(`Link was opened with a token that ${problem}.`);
        truth.spentBy = 'session';
        opened += 1;
        break;
      }
      case 'pass':
        await env.pass(what.ms);
        break;
      case 'sleep':
        sleeps.push(now());
        slept += what.ms;
        await env.sleepFor(what.ms);
        break;
      case 'set clock':
        if (what.byMs < 0) setBacks.push(now());
        env.setWallClock(what.byMs);
        if (isClockHeard) env.wake();
        break;
      case 'visible':
        env.setVisible(what.isVisible);
        break;
      case 'online':
        env.setOnline(what.isOnline);
        break;
      case 'bfcache':
        // Frozen for longer than any token lives, then shown again.
        sleeps.push(now());
        slept += HOUR;
        await env.sleepFor(HOUR);
        break;
      case 'backend':
        answers = what.answers;
    }
  }

  /** A reader opens its Link with what it sees. */
  function takeForLink(token: string, reader: Reader): void {
    const truth = truths.get(token) ?? fail('A token that was never minted.');
    if (truth.keyId !== idOf(reader.key)) fail('A token of another Item is in use.');
    if (truth.spentBy) fail(`A token spent by a ${truth.spentBy} went to a reader's Link.`);
    truth.spentBy = 'reader';
    reader.pinned = token;
  }

  function check(): void {
    const owners = new Map<string, Reader>();
    for (const reader of readers) {
      const { token, status } = surface.read(reader);
      if ((token !== null) !== (status === 'ready')) fail(`Status ${status} with token ${token}.`);
      if (token === null) continue;
      shown += 1;
      // It was in use before there was a token; the first that came since is its own.
      if (reader.isInUse && reader.pinned === null) takeForLink(token, reader);
      if (reader.pinned !== null) {
        // In use, and this reader's alone, for as long as its Link is open.
        if (token !== reader.pinned) fail('A token in use was replaced.');
        if (owners.has(token)) fail('A token in use is shown to another reader.');
        owners.set(token, reader);
        continue;
      }
      const truth = truths.get(token);
      if (truth?.spentBy) fail(`A reader holds a token spent by a ${truth.spentBy}.`);
      const problem = problemOf(token, reader.key);
      if (problem) fail(`A reader holds a token that ${problem}.`);
    }
  }

  try {
    for (const what of steps) {
      await play(what);
      await settle();
      check();
    }
    await checkPace();
    if (problems[0]) throw new Error(problems[0]);
  } finally {
    surface.end();
  }
  return { shown, opened };

  /** An hour in which nobody does anything, with whatever backend there is, and whatever the clocks say. */
  async function checkPace(): Promise<void> {
    const [start, done] = [now(), deeds];
    await env.pass(HOUR);
    check();
    const perKey = new Map<string, number>();
    for (const { keyId, at } of requests) {
      if (at >= start) perKey.set(keyId, (perKey.get(keyId) ?? 0) + 1);
    }
    for (const [keyId, count] of perKey) {
      if (count > HOUR_LIMIT) fail(`${count} requests in an idle hour for ${keyId}.`);
    }
    const limit = (now() / HOUR + 1) * HOUR_LIMIT * ITEMS.length * KINDS.length + done;
    if (requests.length > limit) {
      fail(`${requests.length} requests in ${now() / HOUR} h after ${done} deeds.`);
    }
  }
}

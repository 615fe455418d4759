import type { TokenKey } from '../../../src/core/tokens/token';
import type { FakeEnvironment } from '../fake-environment';

/** What is true of one token, whatever a browser believes. */
export interface Truth {
  keyId: string;
  mintedAt: number;
  lifeMs: number;
  spentBy: Spender | null;
}
export type Spender = 'session' | 'reader';

/** The truth about every token of a history, by a clock that cannot be set and that does not stop in sleep. */
export interface TokenModel {
  /** Milliseconds by that clock. */
  now(): number;
  /** The machine sleeps: the browser's monotonic clock stops, this one does not. */
  sleep(ms: number): Promise<void>;
  setClock(byMs: number): void;
  /** A new token of this key, by its value. */
  mint(key: TokenKey, lifeMs: number): string;
  truthOf(value: string | null): Truth | undefined;
  newestOf(key: TokenKey): string | undefined;
  /** Why the token may not be used for this key now, or null. */
  problemOf(value: string, key: TokenKey): string | null;
  /** Link opens with the token: it must be this key's, and not spent. */
  spend(value: string, key: TokenKey, by: Spender): void;
  /** Reports a broken promise. */
  fail(what: string): never;
  /** Every broken promise, also one whose error the store has swallowed. */
  problems(): readonly string[];
}

/** Over all histories, since a page remembers its spent tokens. */
let minted = 0;

export const idOf = (key: TokenKey): string => `${key.kind} ${key.itemId}`;

export function createTokenModel(env: FakeEnvironment): TokenModel {
  const truths = new Map<string, Truth>();
  const problems: string[] = [];
  let slept = 0;
  const setBacks: number[] = [];
  const sleeps: number[] = [];

  /** A clock set back by as much as the machine slept: no browser can tell that from no time at all. */
  function isUnknowable({ mintedAt }: Truth): boolean {
    return setBacks.some((at) => at >= mintedAt) && sleeps.some((at) => at >= mintedAt);
  }

  const model: TokenModel = {
    now: () => env.monotonicNow() + slept,
    async sleep(ms) {
      sleeps.push(model.now());
      slept += ms;
      await env.sleepFor(ms);
    },
    setClock(byMs) {
      if (byMs < 0) setBacks.push(model.now());
      env.setWallClock(byMs);
    },
    mint(key, lifeMs) {
      const prefix = key.kind === 'public_token' ? 'public' : 'link';
      const value = `${prefix}-sandbox-${key.itemId}-${(minted += 1)}`;
      truths.set(value, { keyId: idOf(key), mintedAt: model.now(), lifeMs, spentBy: null });
      return value;
    },
    truthOf: (value) => (value === null ? undefined : truths.get(value)),
    newestOf: (key) =>
      [...truths.keys()].findLast((value) => truths.get(value)?.keyId === idOf(key)),
    problemOf(value, key) {
      const truth = truths.get(value);
      if (!truth) return 'was never minted';
      if (truth.keyId !== idOf(key)) return `belongs to ${truth.keyId}`;
      const ageMs = model.now() - truth.mintedAt;
      if (ageMs >= truth.lifeMs && !isUnknowable(truth))
        return `is ${ageMs} ms old, of ${truth.lifeMs}`;
      return null;
    },
    spend(value, key, by) {
      const truth =
        truths.get(value) ?? model.fail(`A ${by} opened a token that was never minted.`);
      if (truth.keyId !== idOf(key)) model.fail(`A ${by} opened a token of another Item.`);
      if (truth.spentBy) model.fail(`A token spent by a ${truth.spentBy} was opened by a ${by}.`);
      truth.spentBy = by;
    },
    fail(what) {
      problems.push(`${what} (at ${model.now()} ms)`);
      throw new Error(what);
    },
    problems: () => problems,
  };
  return model;
}

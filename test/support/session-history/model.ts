import type { RelinkResult } from '../../../src/core/client/session-types';
import type { FakeEnvironment } from '../fake-environment';
import type { FakeMountedLink } from '../fake-link-port';

const LIFE_MS = 30 * 60_000;

/** What is true of one Link, whatever the browser believes. */
export interface LinkTruth {
  itemId: string;
  isSeen: boolean;
  isOver: boolean;
  isWrongMode: boolean;
}

export interface Click {
  itemId: string;
  outcomes: RelinkResult[];
}

/** The truth about each token, Link, click and Item of a history. */
export interface SessionModel {
  /** Milliseconds by a clock that does not stop in sleep. */
  now(): number;
  /** The machine sleeps: the browser's monotonic clock stops, this one does not. */
  sleep(ms: number): Promise<void>;
  /** A new token for the Item. */
  mint(itemId: string): string;
  itemOf(token: string): string | undefined;
  /** Link, or Plaid's own page, opens with the token: once, before it expires, for a click. Returns the Item. */
  openWith(token: string): string;
  /** What happened in each Link that was made. */
  links: Map<FakeMountedLink, LinkTruth>;
  clicks: Click[];
  /** The Items that the user has repaired. */
  healed: Set<string>;
  /** The Items that the backend has called broken, and that are not repaired since. */
  saidBroken: Set<string>;
  /** The Items of which another tab has said that it relinked them. */
  heardOf: Set<string>;
  /** The Items in whose Link the user has succeeded. */
  succeeded: Set<string>;
  /** The Items that the backend has called healthy. */
  saidHealthy: Set<string>;
  /** The Items whose pages of Plaid's own the user was sent to. */
  pagesOf: Set<string>;
  /** How many outcomes of Links can count. */
  linkOutcomes: number;
  /** How often the app was told of an outcome, by `onSuccess` or `onExit`. */
  callbacks: number;
  /** How many clicks ended with a healthy Item. */
  relinked: number;
  isProviderMounted: boolean;
  /** Reports a broken promise. The history goes on. */
  fail(what: string): void;
  problems(): readonly string[];
}

/** Over all histories, since a page remembers its spent tokens. */
let minted = 0;

export function createSessionModel(env: FakeEnvironment): SessionModel {
  const mintedFor = new Map<string, { itemId: string; at: number }>();
  const openings = new Map<string, number>();
  const problems: string[] = [];
  let slept = 0;

  const model: SessionModel = {
    now: () => env.monotonicNow() + slept,
    sleep(ms) {
      slept += ms;
      return env.sleepFor(ms);
    },
    mint(itemId) {
      const token = `link-sandbox-${itemId}-${(minted += 1)}`;
      mintedFor.set(token, { itemId, at: model.now() });
      return token;
    },
    itemOf: (token) => mintedFor.get(token)?.itemId,
    openWith(token) {
      const { itemId, at } = mintedFor.get(token) ?? { itemId: '', at: -Infinity };
      const count = (openings.get(token) ?? 0) + 1;
      openings.set(token, count);
      if (count > 1) model.fail(`G2: ${token} was opened ${count} times`);
      if (model.now() - at >= LIFE_MS) model.fail(`G1: ${token} was opened expired`);
      const isClicked = model.clicks.some(
        (click) => click.itemId === itemId && click.outcomes.length === 0,
      );
      if (!isClicked) model.fail(`G4: Link opened for ${itemId} without a click on it`);
      return itemId;
    },
    links: new Map(),
    clicks: [],
    healed: new Set(),
    saidBroken: new Set(),
    heardOf: new Set(),
    succeeded: new Set(),
    saidHealthy: new Set(),
    pagesOf: new Set(),
    linkOutcomes: 0,
    callbacks: 0,
    relinked: 0,
    isProviderMounted: true,
    fail: (what) => void problems.push(`${what} (at ${model.now()} ms)`),
    problems: () => problems,
  };
  return model;
}

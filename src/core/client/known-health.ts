import type { ItemHealth } from '../types';
import type { RelinkClient } from './client';

/** What the backend has said of each Item on this page, whether a hook or a session asked: an Item has one truth. */
export interface KnownHealth {
  /**
   * Asks with `ask`, and remembers the answer, unless the answer to a later question is newer. `unavailable` is not
   * remembered: it says nothing about the Item.
   */
  learn(itemId: string, ask: () => Promise<ItemHealth>): Promise<ItemHealth>;
  /** The Item has changed: the answers to questions that are under way say nothing about it any more. */
  outdate(itemId: string): void;
  /** Remembers health that came with the page, where no question about the Item has been answered. */
  suppose(itemId: string, health: ItemHealth): void;
  /** Whether the backend has answered a question about the Item. */
  hasAnswer(itemId: string): boolean;
  /** The last answer that is remembered, or the health that came with the page. */
  healthOf(itemId: string): ItemHealth | null;
  /** The bank's name by any answer about the Item, also one that says nothing else. */
  bankOf(itemId: string): string | null;
  /** Whether the Item was broken by the last answer that is remembered. */
  isBroken(itemId: string): boolean;
  /** Hears of each answer that is remembered. */
  listen(listener: (itemId: string, health: ItemHealth) => void): () => void;
  /** The app says that an Item, or any, may have changed. */
  doubt(itemId: string | undefined): void;
  listenToDoubts(listener: (itemId: string | undefined) => void): () => void;
  /** Hears of every answer, also of one that is not remembered. */
  listenToAll(listener: (itemId: string) => void): void;
}

// Beside the client, not in it: an idle button asks nothing.
const known = new WeakMap<RelinkClient, KnownHealth>();

export function knownHealthOf(client: RelinkClient): KnownHealth {
  let health = known.get(client);
  if (!health) known.set(client, (health = createKnownHealth()));
  return health;
}

/** The name of the Item's bank, where this page has heard it. */
export function bankOf(client: RelinkClient, itemId: string): string | null {
  return knownHealthOf(client).bankOf(itemId);
}

export function createKnownHealth(): KnownHealth {
  /** The number of the question that was answered last, and its answer. */
  const answers = new Map<string, { question: number; health: ItemHealth }>();
  /** The last question of each Item that was asked before the Item changed. */
  const outdated = new Map<string, number>();
  const listeners = new Set<(itemId: string, health: ItemHealth) => void>();
  const doubters = new Set<(itemId: string | undefined) => void>();
  const allListeners: ((itemId: string) => void)[] = [];
  const banks = new Map<string, string>();
  let questions = 0;

  function rememberBank(itemId: string, { institutionName }: ItemHealth): void {
    if (institutionName) banks.set(itemId, institutionName);
  }

  /** Of two answers that overtake each other, a backend's cache may have given the one to the later question. */
  function isLate(itemId: string, question: number, { checkedAt }: ItemHealth): boolean {
    if ((outdated.get(itemId) ?? 0) >= question) return true;
    const last = answers.get(itemId);
    if (!last || last.question < question) return false;
    return !(checkedAt && last.health.checkedAt && checkedAt > last.health.checkedAt);
  }

  return {
    async learn(itemId, ask) {
      const question = (questions += 1);
      const health = await ask();
      rememberBank(itemId, health);
      for (const listener of allListeners) listener(itemId);
      if (health.state === 'unavailable' || isLate(itemId, question, health)) return health;
      answers.set(itemId, { question, health });
      for (const listener of [...listeners]) listener(itemId, health);
      return health;
    },
    outdate(itemId) {
      outdated.set(itemId, questions);
    },
    suppose(itemId, health) {
      rememberBank(itemId, health);
      if (health.state === 'unavailable' || answers.has(itemId)) return;
      answers.set(itemId, { question: 0, health });
    },
    hasAnswer: (itemId) => (answers.get(itemId)?.question ?? 0) > 0,
    healthOf: (itemId) => answers.get(itemId)?.health ?? null,
    bankOf: (itemId) => banks.get(itemId) ?? null,
    isBroken(itemId) {
      const health = answers.get(itemId)?.health;
      return health !== undefined && health.state !== 'healthy';
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    doubt(itemId) {
      for (const listener of [...doubters]) listener(itemId);
    },
    listenToDoubts(listener) {
      doubters.add(listener);
      return () => doubters.delete(listener);
    },
    listenToAll: (listener) => void allListeners.push(listener),
  };
}

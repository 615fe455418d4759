import type { ItemHealth } from '../types';
import type { RelinkClient } from './client';

/** What the backend has said of each Item on this page, whether a hook or a session asked: an Item has one truth. */
export interface KnownHealth {
  /**
   * Asks with `ask`, and remembers the answer, unless a later question has been answered already. `unavailable` is not
   * remembered: it says nothing about the Item.
   */
  learn(itemId: string, ask: () => Promise<ItemHealth>): Promise<ItemHealth>;
  /** Remembers health that came with the page, where no question about the Item has been answered. */
  suppose(itemId: string, health: ItemHealth): void;
  /** Whether the Item was broken by the last answer that is remembered. */
  isBroken(itemId: string): boolean;
  /** Hears of each answer that is remembered. */
  listen(listener: (itemId: string, health: ItemHealth) => void): () => void;
}

// Beside the client, not in it: an idle button asks nothing.
const known = new WeakMap<RelinkClient, KnownHealth>();

export function knownHealthOf(client: RelinkClient): KnownHealth {
  let health = known.get(client);
  if (!health) known.set(client, (health = createKnownHealth()));
  return health;
}

export function createKnownHealth(): KnownHealth {
  /** The number of the question that was answered last, and its answer. */
  const answers = new Map<string, { question: number; isBroken: boolean }>();
  const listeners = new Set<(itemId: string, health: ItemHealth) => void>();
  let questions = 0;

  return {
    async learn(itemId, ask) {
      const question = (questions += 1);
      const health = await ask();
      const isLate = (answers.get(itemId)?.question ?? 0) > question;
      if (isLate || health.state === 'unavailable') return health;
      answers.set(itemId, { question, isBroken: health.state !== 'healthy' });
      for (const listener of [...listeners]) listener(itemId, health);
      return health;
    },
    suppose(itemId, { state }) {
      if (state === 'unavailable' || answers.has(itemId)) return;
      answers.set(itemId, { question: 0, isBroken: state !== 'healthy' });
    },
    isBroken: (itemId) => answers.get(itemId)?.isBroken === true,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

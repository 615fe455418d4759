import type { Environment } from '../clock';
import { createItemListeners } from './item-listeners';

/** When the backend last answered about each Item. */
export interface AnswerTimes {
  /** The backend has answered. */
  note(itemId: string): void;
  /** By this browser's clock; null before the first answer. The same object until the next. */
  at(itemId: string): Date | null;
  listen(itemId: string, listener: () => void): () => void;
}

export function createAnswerTimes(env: Pick<Environment, 'wallNow'>): AnswerTimes {
  const times = new Map<string, Date>();
  const listeners = createItemListeners();
  return {
    note(itemId) {
      times.set(itemId, new Date(env.wallNow()));
      listeners.tell(itemId);
    },
    at: (itemId) => times.get(itemId) ?? null,
    listen: listeners.add,
  };
}

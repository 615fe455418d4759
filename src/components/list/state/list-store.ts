import type { ListState } from './list-entry';
import { afterEvents, type ListEvent } from './list-state';

/** Collects what happens to a list until React reads the state: a batch of answers is one change of it, and not a hundred. */
export interface ListStore {
  /** @returns false where `read` is due anyway, after an earlier event */
  push(event: ListEvent): boolean;
  /** The state after all that has happened: the same object until something changes it. */
  read(): ListState;
  /** Whether the Item's row has reported anything but that the Item is healthy. */
  hadNotice(itemId: string): boolean;
}

export function createListStore(state: ListState): ListStore {
  const noticed = new Set<string>();
  let waiting: ListEvent[] = [];
  return {
    push(event) {
      if (event.type === 'updated' && event.update.topic !== 'healthy') noticed.add(event.itemId);
      return waiting.push(event) === 1;
    },
    read() {
      if (waiting.length > 0) {
        const events = waiting;
        waiting = [];
        state = afterEvents(state, events);
      }
      return state;
    },
    hadNotice: (itemId) => noticed.has(itemId),
  };
}

import { applyUpdate } from './apply-update';
import { createDraft, type ListDraft } from './list-draft';
import type { ListState } from './list-entry';
import { orderOfKnown } from './list-order';
import { isWorking } from './login-groups';
import type { RowUpdate } from './row-update';

export const EMPTY_LIST: ListState = {
  entries: new Map(),
  healthy: new Set(),
  institutions: new Map(),
  pairs: new Map(),
  rechecked: new Set(),
  pinnedOrder: null,
};

/**
 * The state of a list whose rows have health from the start, so that the first render has them in order.
 *
 * @param updateOf what the row of an Item will report, or null where its health is not known yet
 */
export function initialList(
  itemIds: readonly string[],
  updateOf: (itemId: string) => RowUpdate | null,
): ListState {
  const draft = createDraft(EMPTY_LIST);
  for (const itemId of itemIds) {
    const update = updateOf(itemId);
    if (update) applyUpdate(draft, itemId, update);
  }
  return draft.state;
}

export type ListEvent =
  | { type: 'updated'; itemId: string; update: RowUpdate } // from its row, or from its session, which may be earlier
  | { type: 'skipped'; itemId: string }
  | { type: 'recheck'; itemId: string; isUnderWay: boolean } // of an Item that a relink may have broken
  | { type: 'touched'; itemIds: readonly string[] };

export function nextList(state: ListState, event: ListEvent): ListState {
  return afterEvents(state, [event]);
}

/** The same for several events at once, which cost one copy of the state. */
export function afterEvents(state: ListState, events: readonly ListEvent[]): ListState {
  const draft = createDraft(state);
  for (const event of events) applyEvent(draft, event);
  return draft.state;
}

function applyEvent(draft: ListDraft, event: ListEvent): void {
  const { state } = draft;
  switch (event.type) {
    case 'touched':
      if (!state.pinnedOrder) draft.pin(orderOfKnown(state, event.itemIds));
      break;
    case 'skipped': {
      const entry = state.entries.get(event.itemId);
      if (entry) draft.setEntry(event.itemId, { ...entry, isSkipped: true });
      break;
    }
    case 'recheck':
      draft.setRechecked(event.itemId, event.isUnderWay);
      break;
    case 'updated':
      applyUpdate(draft, event.itemId, event.update);
  }
}

/** The Items of the same bank that work, as far as the list knows. */
export function workingSiblings(state: ListState, itemId: string): string[] {
  const bank = state.institutions.get(itemId);
  if (bank === undefined) return [];
  return [...state.institutions].flatMap(([otherId, otherBank]) =>
    otherId !== itemId && otherBank === bank && isWorking(state, otherId) ? [otherId] : [],
  );
}

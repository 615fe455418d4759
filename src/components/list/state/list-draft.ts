import type { ListEntry, ListState, Pair } from './list-entry';

/** What a list's state becomes. A change that changes nothing leaves the state as it is. */
export interface ListDraft {
  /** So far. The state that the draft began with, where nothing has changed. */
  readonly state: ListState;
  setEntry(itemId: string, entry: ListEntry): void;
  /** The Item has no problem, and is not to be shown as repaired. */
  setHealthy(itemId: string): void;
  setInstitution(itemId: string, institutionId: string): void;
  /** @param pair null where the Item is not one too many */
  setPair(itemId: string, pair: Pair | null): void;
  setRechecked(itemId: string, isUnderWay: boolean): void;
  pin(itemIds: readonly string[]): void;
}

interface WritableState {
  entries: Map<string, ListEntry>;
  healthy: Set<string>;
  institutions: Map<string, string>;
  pairs: Map<string, Pair>;
  rechecked: Set<string>;
  pinnedOrder: Set<string> | null;
}

/** Copies the state at its first change and only then: a thousand rows may report at once, and most reports change nothing. */
export function createDraft(before: ListState): ListDraft {
  let changed: WritableState | null = null;
  const state = (): ListState => changed ?? before;
  const write = (): WritableState => (changed ??= copyOf(before));
  return {
    get state() {
      return state();
    },
    setEntry(itemId, entry) {
      if (isSameEntry(state().entries.get(itemId), entry)) return;
      const { entries, healthy, pinnedOrder } = write();
      entries.set(itemId, entry);
      healthy.delete(itemId);
      pinnedOrder?.add(itemId);
    },
    setHealthy(itemId) {
      if (state().healthy.has(itemId) && !state().entries.has(itemId)) return;
      const { entries, healthy } = write();
      entries.delete(itemId);
      healthy.add(itemId);
    },
    setInstitution(itemId, institutionId) {
      if (state().institutions.get(itemId) !== institutionId)
        write().institutions.set(itemId, institutionId);
    },
    setPair(itemId, pair) {
      const known = state().pairs.get(itemId);
      if (known?.keptId === pair?.keptId && known?.isDeclared === pair?.isDeclared) return;
      const { pairs } = write();
      if (pair) pairs.set(itemId, pair);
      else pairs.delete(itemId);
    },
    setRechecked(itemId, isUnderWay) {
      if (state().rechecked.has(itemId) === isUnderWay) return;
      const { rechecked } = write();
      if (isUnderWay) rechecked.add(itemId);
      else rechecked.delete(itemId);
    },
    pin(itemIds) {
      write().pinnedOrder = new Set(itemIds);
    },
  };
}

function copyOf(state: ListState): WritableState {
  return {
    entries: new Map(state.entries),
    healthy: new Set(state.healthy),
    institutions: new Map(state.institutions),
    pairs: new Map(state.pairs),
    rechecked: new Set(state.rechecked),
    pinnedOrder: state.pinnedOrder && new Set(state.pinnedOrder),
  };
}

function isSameEntry(a: ListEntry | undefined, b: ListEntry): boolean {
  return (
    a !== undefined &&
    (Object.keys(b) as (keyof ListEntry)[]).every((field) => a[field] === b[field])
  );
}

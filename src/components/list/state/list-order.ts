import type { ListEntry, ListState } from './list-entry';

/**
 * What is broken before what will break, what a login repairs before what takes more, then what could not be checked and
 * may need the user, outages, which do not, and new accounts last.
 * Of those with one rank, the one that ends first.
 */
const RANKS: Readonly<Record<ListEntry['problem'], number>> = {
  relink: 0,
  accounts: 1,
  new_link: 2,
  duplicate: 3,
  visit_bank: 4,
  expiring: 5,
  migrating: 5,
  unchecked: 6,
  wait: 7,
  new_accounts: 8,
};

/** The app's Items, worst first until the user touches the list. */
export function inOrder({ entries, pinnedOrder }: ListState, itemIds: readonly string[]): string[] {
  // An Item that the app lists twice would be the same React key twice.
  const listed = new Set(itemIds);
  const ids = [...listed];
  if (pinnedOrder) {
    return [
      ...[...pinnedOrder].filter((itemId) => listed.has(itemId)),
      ...ids.filter((itemId) => !pinnedOrder.has(itemId)),
    ];
  }
  const rows = ids.flatMap((itemId) => {
    const entry = entries.get(itemId);
    return entry ? [{ itemId, rank: RANKS[entry.problem], end: entry.untilMs ?? Infinity }] : [];
  });
  // A difference of two ends that are not known is no number.
  rows.sort((a, b) => a.rank - b.rank || (a.end === b.end ? 0 : a.end - b.end));
  return [...rows.map(({ itemId }) => itemId), ...ids.filter((itemId) => !entries.has(itemId))];
}

/** The Items with a row, in that order. */
export function orderOfKnown(state: ListState, itemIds: readonly string[]): string[] {
  return inOrder(state, itemIds).filter((itemId) => state.entries.has(itemId));
}

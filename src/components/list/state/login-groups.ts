import type { ListState } from './list-entry';

/** Items of one login, which a list shows as one bank. */
export interface LoginGroup {
  /** The one to keep. */
  keptId: string;
  /** Those that are one too many, in the list's order. */
  otherIds: readonly string[];
  /** Whether the Item to keep works, so that the others are of no use. */
  isConnected: boolean;
  /** The one whose row stands for all: that of the Item to keep, or of one that the user is to remove. */
  standingId: string;
  /** Whether the backend said that one of them is to go. */
  isDeclared: boolean;
}

/** @param order the app's Items, in the list's order: an Item whose partner is not listed stands alone */
export function loginGroups(state: ListState, order: readonly string[]): LoginGroup[] {
  if (state.pairs.size === 0) return [];
  const listed = new Map(order.map((itemId, at) => [itemId, at]));
  const others = new Map<string, string[]>();
  for (const itemId of order) {
    const keptId = keptOf(state, itemId, listed);
    if (keptId !== itemId) others.set(keptId, [...(others.get(keptId) ?? []), itemId]);
  }
  return [...others].map(([keptId, otherIds]) => {
    const isConnected = isWorking(state, keptId);
    const toRemove = otherIds.find((itemId) => isToRemove(state, itemId));
    return {
      keptId,
      otherIds,
      isConnected,
      standingId: (isConnected ? toRemove : undefined) ?? keptId,
      isDeclared: otherIds.some((itemId) => state.pairs.get(itemId)?.isDeclared),
    };
  });
}

/** Follows from a duplicate to the Item to keep. Where a backend names two Items each other, the one that works is kept, else the first. */
function keptOf(
  { pairs, ...state }: ListState,
  itemId: string,
  listed: ReadonlyMap<string, number>,
): string {
  const path = [itemId];
  for (let last = itemId; ;) {
    const next = pairs.get(last)?.keptId;
    if (next === undefined || !listed.has(next)) return last;
    const seenAt = path.indexOf(next);
    if (seenAt >= 0) {
      const circle = path.slice(seenAt);
      circle.sort((a, b) => (listed.get(a) ?? 0) - (listed.get(b) ?? 0));
      return circle.find((id) => isWorking(state, id)) ?? circle[0] ?? last;
    }
    path.push(next);
    last = next;
  }
}

/** Whether the Item has no problem, as far as the list knows. */
export function isWorking(
  { entries, healthy }: Pick<ListState, 'entries' | 'healthy'>,
  itemId: string,
): boolean {
  const topic = entries.get(itemId)?.topic;
  return topic === 'repaired' || topic === 'new_accounts' || healthy.has(itemId);
}

function isToRemove({ entries }: ListState, itemId: string): boolean {
  const entry = entries.get(itemId);
  return entry?.topic === 'duplicate' && entry.isActionable;
}

/** The same order, with the standing row of each group where its first Item was. */
export function inGroups(order: readonly string[], groups: readonly LoginGroup[]): string[] {
  const standing = new Map<string, string>();
  for (const { keptId, otherIds, standingId } of groups)
    for (const itemId of [keptId, ...otherIds]) standing.set(itemId, standingId);
  const placed = new Set<string>();
  for (const itemId of order) {
    placed.add(standing.get(itemId) ?? itemId);
    placed.add(itemId);
  }
  return [...placed];
}

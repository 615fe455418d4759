import type { DuplicateCandidate, DuplicateItem } from './duplicate-options';
import { matchAccounts, type AccountFacts, type AccountMatch } from './match-accounts';
import type { ReadItem } from './read-item';

/** An Item that can be compared. */
export interface ComparedItem<Item extends DuplicateCandidate> extends ReadItem<Item> {
  accounts: readonly AccountFacts[];
}

interface Kept<Item extends DuplicateCandidate> {
  kept: ComparedItem<Item>;
  matches: AccountMatch[];
}

/**
 * Those of a user's Items at one bank that are one too many. Each has accounts of the Item that it is a duplicate of: no Item
 * is one because of a third one.
 *
 * @param items in the app's order
 */
export function pairItems<Item extends DuplicateCandidate>(
  institutionId: string,
  items: readonly ComparedItem<Item>[],
): DuplicateItem<Item>[] {
  const kept: ComparedItem<Item>[] = [];
  const duplicates: DuplicateItem<Item>[] = [];
  // Reversed, so that of two that are alike the app's later one counts as the newer one.
  for (const item of [...items].reverse().sort(bestFirst)) {
    const best = kept.map((one): Kept<Item> => ({ kept: one, matches: matchesOf(item, one) }));
    best.sort((a, b) => b.matches.length - a.matches.length);
    const [found] = best;
    if (found && found.matches.length > 0) duplicates.push(toDuplicate(institutionId, item, found));
    else kept.push(item);
  }
  return duplicates;
}

function bestFirst(
  a: ComparedItem<DuplicateCandidate>,
  b: ComparedItem<DuplicateCandidate>,
): number {
  if (a.isHealthy !== b.isHealthy) return a.isHealthy ? -1 : 1;
  const [newA, newB] = [a.createdAt ?? '', b.createdAt ?? ''];
  if (newA === newB) return 0;
  return newA > newB ? -1 : 1;
}

function matchesOf<Item extends DuplicateCandidate>(
  item: ComparedItem<Item>,
  kept: ComparedItem<Item>,
): AccountMatch[] {
  const isPair =
    (item.pairedItemId !== null && item.pairedItemId === kept.plaidItemId) ||
    (kept.pairedItemId !== null && kept.pairedItemId === item.plaidItemId);
  return isPair ? [] : matchAccounts(item.accounts, kept.accounts);
}

function toDuplicate<Item extends DuplicateCandidate>(
  institutionId: string,
  { item, accounts }: ComparedItem<Item>,
  { kept, matches }: Kept<Item>,
): DuplicateItem<Item> {
  const isSure = matches.some(({ evidence }) => evidence === 'persistent_account_id');
  const matched = new Set(matches.map(({ from }) => from));
  return {
    duplicate: item,
    keep: kept.item,
    institutionId,
    evidence: isSure ? 'persistent_account_id' : 'name_and_mask',
    accounts: matches,
    unmatched: accounts.map(({ account_id: id }) => id).filter((id) => !matched.has(id)),
  };
}

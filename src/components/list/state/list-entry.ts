import type { RelinkErrorCode } from '../../../core/errors/code';
import type { ItemProblem } from '../../../core/item/item-problem';
import type { NoticeTopic } from '../../../core/types';

/** An Item that has, or had, a problem, has new accounts, or could not be checked. */
export interface ListEntry {
  topic: NoticeTopic;
  /** The last problem, also once it is repaired: the row keeps its place. */
  problem: ItemProblem | 'new_accounts' | 'unchecked';
  untilMs: number | null;
  /** The bank's name, where it is known. */
  bank: string | null;
  isActionable: boolean;
  /** Whether the row ever had a button that solves a problem: "2 of 5" counts those rows. */
  isCounted: boolean;
  isSkipped: boolean;
  /** Why the Item could not be checked, while the topic is 'unchecked'. */
  failure: RelinkErrorCode | null;
  /** Whether a later check may tell how the Item is, while the topic is 'unchecked'. */
  isPending: boolean;
}

/** What is known of an Item that shares its login with another one. */
export interface Pair {
  keptId: string;
  /** Whether the backend says so, in the Item's health; else the list has seen that a relink of the other broke it. */
  isDeclared: boolean;
}

/** The state of a list. */
export interface ListState {
  /** The Items that had a problem. Those that the app removes are kept: it may add them again. */
  readonly entries: ReadonlyMap<string, ListEntry>;
  /** The Items without a problem so far. */
  readonly healthy: ReadonlySet<string>;
  /** Plaid's id of each Item's bank, where it is known. */
  readonly institutions: ReadonlyMap<string, string>;
  /** By Item that is one too many: the Item to keep. */
  readonly pairs: ReadonlyMap<string, Pair>;
  /** The Items that a relink may have broken, and that are being asked for. */
  readonly rechecked: ReadonlySet<string>;
  /**
   * The order since the user first touched the list, so that no button moves away under a finger; null before. Items
   * that break later come last.
   */
  readonly pinnedOrder: ReadonlySet<string> | null;
}

import type { HTMLAttributes, ReactNode } from 'react';
import type { RelinkOptions } from '../../core/client/session-types';
import type { SignIn } from '../notice/use-notice';
import type { RelinkListRowState } from './relink-list-row';

/** How a list ended. */
export interface RelinkListSummary {
  /** The `item_id`s that needed the user and are healthy now. */
  repaired: string[];
  /** The `item_id`s that are still broken: skipped, in need of something else, or with a bank that is down. */
  left: string[];
  /** The `item_id`s whose health cannot be known: no later check would tell. They are neither repaired nor left. */
  unchecked: string[];
}

/** The relink options that make sense for all Items at once: each of these callbacks gets the `itemId`. */
type SharedOptions = Pick<RelinkOptions, 'tokenKind' | 'purpose' | 'onRelinked' | 'onError'>;

/** Props of {@link RelinkList}, and all props of a `<div>`, which gets them with `ref`. */
export interface RelinkListProps
  extends SharedOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /**
   * The `item_id`s of the user's Items, in any order and in any state: the list shows those with a problem. You may
   * remove a repaired Item; it still counts. If the Items can become another user's, give the list a `key`.
   */
  itemIds: readonly string[];
  /**
   * Called when the user presses "Connect again", where update mode cannot help (`remedy: 'new_link'`): open your usual
   * Link for a new Item. Without this prop the row says what is wrong and has no button.
   */
  onConnectAgain?: ((itemId: string) => void) | undefined;
  /** @deprecated Use `onConnectAgain`, which wins where both are given. */
  onNewLink?: ((itemId: string) => void) | undefined;
  /**
   * Called when the user presses "Remove one", where two Items have the same login and the bank keeps one of the two: ask
   * which one to remove, and remove it (`/item/remove`). The second id is that of the Item that works, or null where the
   * list does not know it. Without this prop the row says what is wrong and has no button.
   */
  onDuplicate?: ((itemId: string, otherItemId: string | null) => void) | undefined;
  /**
   * Offers to share accounts that are new at a bank, below the problems and never counted. See `newAccounts` of
   * `<RelinkNotice>`.
   * @default false
   */
  newAccounts?: boolean | undefined;
  /** Called when the user dismisses the new accounts of an Item. The row is gone until the list mounts again. */
  onDismiss?: ((itemId: string) => void) | undefined;
  /** Called when the user leaves an Item for later. Its row stays, and so does its button. */
  onSkip?: ((itemId: string) => void) | undefined;
  /**
   * Called when the health of every Item is known and each is repaired, skipped, or not for the user to repair; not where no
   * Item needed the user. An Item that could not be checked holds it up while a retry or a sign-in may still tell, since it
   * may need the user too; one that cannot be checked at all, such as one that is not the user's, does not.
   */
  onDone?: ((summary: RelinkListSummary) => void) | undefined;
  /**
   * Called when the user presses "Sign in", where the Item could not be checked because the user is signed out of your app.
   * Where it returns a promise, every Item of the page is asked about again once that resolves; else call `invalidate()` of
   * `useRelinkClient` after the sign-in. Without this prop the button says "Try again".
   */
  onSignIn?: SignIn | undefined;
  /** Renders the inside of each row, in place of its title, text and buttons. */
  children?: ((row: RelinkListRowState) => ReactNode) | undefined;
}

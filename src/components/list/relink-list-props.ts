import type { HTMLAttributes, ReactNode } from 'react';
import type { RelinkOptions } from '../../core/client/session-types';
import type { SignIn } from '../../core/client/config';
import type { RelinkError } from '../../core/errors/relink-error';
import type { RelinkListRowState } from './relink-list-row';

/** How a list ended. */
export interface RelinkListSummary {
  /** The `item_id`s that needed the user and are healthy now. */
  repaired: string[];
  /** The `item_id`s that are still broken: skipped, in need of something else, or with a bank that is down. */
  left: string[];
  /** The `item_id`s whose health cannot be known: no later check would tell. They are neither repaired nor left. */
  unchecked: string[];
  /**
   * The `item_id`s that are one too many: another Item of the list has the same login, and works. They are in none of the
   * other three, unless they were repaired too. Remove them, or ask the user.
   */
  duplicates: string[];
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
   * Called when the user presses "Set up again", where update mode cannot help (`remedy: 'new_link'`): open your usual
   * Link for a new Item. Without this prop the row says what is wrong and has no button.
   */
  onConnectAgain?: ((itemId: string) => void) | undefined;
  /** @deprecated Use `onConnectAgain`, which wins where both are given. */
  onNewLink?: ((itemId: string) => void) | undefined;
  /**
   * Called when the user presses "Remove one", where two Items have the same login and the bank keeps one of the two: ask
   * which one to remove, and remove it (`/item/remove`). The second id is that of the Item to keep, or null where the list
   * does not know it. Without this prop the list asks for no removal: see `duplicates` of `onDone`.
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
   * How long the list says that every bank is connected, in milliseconds. It stays while the user points at it, has the focus
   * in it, or is in another tab, and for as long again after that. A list whose button the user has pressed has the focus after
   * Link, so its time begins where the user goes on. With false it stays until the user presses "Done".
   * @default 8000
   */
  dismissAfter?: number | false | undefined;
  /**
   * Called when the list is gone: the user has pressed "Done" at its end, or `dismissAfter` is over. It comes back where an Item
   * needs the user again.
   */
  onClose?: (() => void) | undefined;
  /**
   * Called when the user presses "Sign in", where the backend says that they are signed out of your app. Where it returns a
   * promise, every Item of the page is asked about again once that resolves; else call `invalidate()` of `useRelinkClient`
   * after the sign-in. Without it the button says "Try again".
   * @default `onSignIn` of the provider
   */
  onSignIn?: SignIn | undefined;
  /**
   * Called when the user presses "Get help", where another try cannot help. Send your support `error.requestId`, or
   * `error.code` and `error.itemId` where it is null. Without it there is no such button.
   * @default `onSupport` of the provider
   */
  onSupport?: ((error: RelinkError) => void) | undefined;
  /**
   * Whether the list says that the user signs in through Plaid, and that your app never sees the password.
   * @default `trust` of the provider, which is true by default
   */
  trust?: boolean | undefined;
  /**
   * The level of the title as a heading. The names of the banks, and the titles of groups, are one level below it.
   * @default none: the titles are paragraphs
   */
  headingLevel?: 2 | 3 | 4 | 5 | undefined;
  /** Renders the inside of each row, in place of its title, text and buttons. */
  children?: ((row: RelinkListRowState) => ReactNode) | undefined;
}

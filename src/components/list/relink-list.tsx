import {
  forwardRef,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useReducer,
  useRef,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH_LIST } from '../../messages/list';
import type { ListMessages } from '../../messages/types';
import type { RelinkOptions } from '../../core/client/session-types';
import { deriveList, type DerivedList } from './derive-list';
import { initialList, nextList, workingSiblings } from './list-state';
import { rowUpdate, type RowUpdate } from './row-update';
import { healthSourceOf } from '../../browser/health-source';
import { clientOf, RelinkContext } from '../../react/context';
import { useIsHydrated } from '../../react/use-is-hydrated';
import { topicOf } from '../notice/notice-topic';
import { useLatest } from '../../react/use-latest';
import { focusables, tryFocus } from '../../browser/page/focus';
import { listAttributes, partAttributes } from '../dom/dom-contract';
import { labelledBy, splitProps } from '../dom/props';
import { RelinkListRow, type RelinkListRowState } from './relink-list-row';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';

/** How a list ended. */
export interface RelinkListSummary {
  /** The `item_id`s that needed the user and are healthy now. */
  repaired: string[];
  /** The `item_id`s that are still broken: skipped, in need of something else, or with a bank that is down. */
  left: string[];
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
  /** Called when the health of every Item is known and each is repaired, skipped, or not for the user to repair. */
  onDone?: ((summary: RelinkListSummary) => void) | undefined;
  /** Renders the inside of each row, in place of its title, text and buttons. */
  children?: ((row: RelinkListRowState) => ReactNode) | undefined;
}

/**
 * Guides a user through several broken Items, as when a bank moves all its users to a new login: what is wrong with
 * each, worst first, and how many are done. It never opens Link without a click. It renders nothing while all Items are
 * healthy.
 *
 * Where a relink of one Item breaks another, because both have the same login and the bank keeps one connection for each,
 * the other row becomes a `duplicate`, which no login can repair.
 *
 * One Link session runs at a time. The order stays once the user has touched the list. When a focused button disappears,
 * the focus goes to the next Item's button, and at the end to the list itself.
 *
 * DOM contract: `data-relink="list"`, with `data-done` at the end. Rows have `data-topic`, `data-state`,
 * `data-current` and `data-skipped`.
 *
 * @example
 * <RelinkList itemIds={items.map(({ id }) => id)} onConnectAgain={openUsualLink} onDone={close} />
 */
export const RelinkList = forwardRef<HTMLDivElement, RelinkListProps>(
  function RelinkList(props, ref): ReactElement | null {
    const {
      itemIds,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
      onNewLink,
      onConnectAgain = onNewLink,
      onDuplicate,
      newAccounts = false,
      onDismiss,
      onSkip,
      onDone,
      children,
      ...rest
    } = props;
    const { elementProps } = splitProps(rest);
    const context = useContext(RelinkContext);
    const messages = { ...ENGLISH_LIST, ...context?.messages };
    const isHydrated = useIsHydrated();
    const source = healthSourceOf(clientOf(context));
    const [state, dispatch] = useReducer(nextList, itemIds, (itemIds) =>
      initialList(itemIds, (itemId) => {
        const health = source.initial(itemId, isHydrated);
        if (!health) return null;
        return rowUpdate(topicOf(health, newAccounts) ?? 'healthy', health, {
          canConnectAgain: onConnectAgain !== undefined,
          canRemoveDuplicate: onDuplicate !== undefined,
        });
      }),
    );
    const list = deriveList(state, itemIds);
    const { order, currentId, counted, repaired, skipped, broken, isDone } = list;
    // Hidden, not unmounted: its rows ask for the health of their Items, and remember which had a problem.
    const isHidden = list.shown.length === 0;
    const focus = useFocusKeeper(focusNextStep, isHidden);
    const titleId = useId();
    const composedRef = useMemo(
      () => composeRefs<HTMLDivElement>(ref, focus.ref),
      [ref, focus.ref],
    );

    const latest = useLatest({ state, onSkip, onDone, onDuplicate, broken, repaired });
    // Changes only with the app's props: when the list renders by itself, its rows do not.
    const options = useMemo((): RelinkOptions => {
      const { onRelinked, ...others } = splitProps(props).options;
      return {
        ...others,
        onRelinked: (result) => {
          dispatch({ type: 'updated', itemId: result.itemId, update: { topic: 'repaired' } });
          // The relink may have broken an Item with the same login.
          for (const other of workingSiblings(latest().state, result.itemId)) source.reload(other);
          onRelinked?.(result);
        },
      };
    }, [props, latest, source]);
    const chooseDuplicate = useCallback(
      (itemId: string): void => {
        const { state, onDuplicate } = latest();
        onDuplicate?.(itemId, workingSiblings(state, itemId)[0] ?? null);
      },
      [latest],
    );
    const onUpdate = useCallback((itemId: string, update: RowUpdate) => {
      const apply = (): void => dispatch({ type: 'updated', itemId, update });
      // A repair has removed a focused button, so it renders at once. Other updates may come by the hundred.
      if (update.topic === 'repaired') apply();
      else startTransition(apply);
    }, []);
    const skip = useCallback(
      (itemId: string): void => {
        dispatch({ type: 'skipped', itemId });
        latest().onSkip?.(itemId);
      },
      [latest],
    );
    const touch = (): void => dispatch({ type: 'touched', itemIds });
    const wasDone = useRef(false);
    useEffect(() => {
      if (isDone && !wasDone.current) {
        const { onDone, broken, repaired } = latest();
        onDone?.({ repaired: [...repaired], left: [...broken] });
      }
      wasDone.current = isDone;
    }, [isDone, latest]);

    const subject = { total: counted.length, done: repaired.length };
    return (
      <div
        tabIndex={-1}
        {...labelledBy(elementProps, titleId)}
        {...elementProps}
        {...listAttributes(isDone)}
        hidden={isHidden}
        onFocus={composeEventHandlers(elementProps.onFocus, (event) => {
          touch();
          focus.onFocus(event);
        })}
        onBlur={composeEventHandlers(elementProps.onBlur, focus.onBlur)}
        onPointerEnter={composeEventHandlers(elementProps.onPointerEnter, touch)}
        ref={composedRef}
      >
        {focus.guard}
        <div {...partAttributes('list-head')}>
          <p {...partAttributes('list-title')} id={titleId}>
            {titleOf(list, messages)}
          </p>
          {/* In the page from the start: a live region that appears together with its text is not read out. Off until
              the user touches the list, so that loading is not read out either. */}
          <p {...partAttributes('list-progress')} aria-live={state.pinnedOrder ? 'polite' : 'off'}>
            {counted.length > 1 && messages.listProgress(subject)}
          </p>
          {counted.length > 1 && (
            // Hidden from screen readers, which would add "33 percent" to "1 of 3 reconnected".
            <progress
              {...partAttributes('list-meter')}
              aria-hidden
              max={subject.total}
              value={subject.done}
            />
          )}
        </div>
        <ol {...partAttributes('list-items')}>
          {order.map((itemId) => (
            <RelinkListRow
              key={itemId}
              itemId={itemId}
              isCurrent={itemId === currentId}
              isSkipped={skipped.includes(itemId)}
              sharesLogin={list.sharingLogin.includes(itemId)}
              options={options}
              newAccounts={newAccounts}
              onConnectAgain={onConnectAgain}
              onDuplicate={onDuplicate && chooseDuplicate}
              onDismiss={onDismiss}
              onUpdate={onUpdate}
              onSkip={skip}
            >
              {children}
            </RelinkListRow>
          ))}
        </ol>
      </div>
    );
  },
);

function titleOf(list: DerivedList, messages: ListMessages): string {
  const { counted, repaired, shown, troubled, broken, isComplete, isDone } = list;
  if (shown.length > 0 && troubled.length === 0) return messages.listNewAccounts;
  if (isDone || (broken.length === 0 && isComplete)) {
    return messages.listDone({ total: troubled.length, done: troubled.length - broken.length });
  }
  if (broken.length === 0) return messages.listChecking;
  return messages.listTitle({ total: counted.length, done: repaired.length });
}

/** Focuses the current Item's button, or the list itself, whose title says that all is done. */
function focusNextStep(list: HTMLElement): void {
  const current = list.querySelector('[data-relink="list-item"][data-current]');
  const isFocused = current && focusables(current).some((element) => tryFocus(element));
  if (!isFocused) tryFocus(list);
}

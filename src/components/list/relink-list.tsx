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
  type ReactElement,
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
import type { RelinkListProps } from './relink-list-props';
import { RelinkListRow } from './relink-list-row';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';

/**
 * Guides a user through several broken Items, as when a bank moves all its users to a new login: what is wrong with
 * each, worst first, and how many are done. It never opens Link without a click. It renders nothing while all Items are
 * healthy.
 *
 * Items that could not be checked are below those that the user can repair, and are not counted. Their banks are not known,
 * so one row stands for all whose checks failed alike, unless the app renders the rows. The provider's `onError` hears of
 * each failure.
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
      onSignIn,
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
    const { order, currentId, counted, repaired, skipped, failedAlike, isDone } = list;
    // Hidden, not unmounted: its rows ask for the health of their Items, and remember which had a problem.
    const isHidden = list.shown.length === 0;
    const focus = useFocusKeeper(focusNextStep, isHidden);
    const titleId = useId();
    const composedRef = useMemo(
      () => composeRefs<HTMLDivElement>(ref, focus.ref),
      [ref, focus.ref],
    );

    const latest = useLatest({ state, list, onSkip, onDone, onDuplicate });
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
    const checkOthers = useCallback(
      (itemId: string): void => {
        const alike = latest().list.failedAlike.get(itemId) ?? [];
        for (const other of alike) if (other !== itemId) source.reload(other);
      },
      [latest, source],
    );
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
        const { onDone, list } = latest();
        const { repaired, broken, unchecked } = list;
        onDone?.({ repaired: [...repaired], left: [...broken], unchecked: [...unchecked] });
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
              onSignIn={onSignIn}
              uncheckedCount={failedAlike.get(itemId)?.length ?? 0}
              onCheckOthers={checkOthers}
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
  const { counted, repaired, shown, unchecked, troubled, broken, isComplete, isDone } = list;
  // Of those Items the title may say neither that they work nor that they do not.
  if (broken.length === 0 && unchecked.length > 0) return messages.listUnchecked;
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

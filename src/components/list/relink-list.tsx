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
import { ENGLISH_LIST, type ListMessages } from '../../messages/list';
import type { RelinkOptions } from '../../core/client/session-types';
import { EMPTY_LIST, nextList, viewOfList, type RowUpdate, type ListView } from './list-state';
import { RelinkContext } from '../../react/context';
import { useLatest } from '../../react/use-latest';
import { focusables, tryFocus } from '../../browser/page/focus';
import { listAttributes, part } from '../dom/dom-contract';
import { labelledBy } from '../dom/named';
import { pickRelinkOptions } from '../dom/options-of';
import { RelinkListRow, type RelinkListRowState } from './relink-list-row';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';
import { omitRelinkOptions } from '../dom/without-options';

/** Where a list ended. */
export interface RelinkListSummary {
  /** Item ids that needed the user and are healthy now. */
  repaired: string[];
  /** Those that the user skipped, that need something else, or whose bank is down. */
  left: string[];
}

/** The options that can be meant for all Items of a list: what they are told names the Item. */
type SharedOptions = Pick<RelinkOptions, 'tokenKind' | 'onRelinked' | 'onError'>;

/** Props of {@link RelinkList}, and all of a `<div>`, which are passed on with `ref`. */
export interface RelinkListProps
  extends SharedOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /**
   * The user's Items, in any order and in any state: only those with a problem are shown. What is repaired may be taken
   * out, and still counts. Where they can become another user's, give the list a `key`.
   */
  itemIds: readonly string[];
  /**
   * Connects a bank anew, where update mode cannot help (`remedy: 'new_link'`): open your usual Link there. Without it
   * the row says what is wrong, and has no button.
   */
  onNewLink?: ((itemId: string) => void) | undefined;
  /** The user leaves an Item for later. Its row stays, and its button goes on working. */
  onSkip?: ((itemId: string) => void) | undefined;
  /** Every Item is known, and is repaired, skipped, or not for the user to repair. */
  onDone?: ((summary: RelinkListSummary) => void) | undefined;
  /** The inside of each row, in place of its title, text and buttons. */
  children?: ((row: RelinkListRowState) => ReactNode) | undefined;
}

/**
 * Several Items at once, as when a bank moves all its users to a new login: what is wrong with each, worst first, and
 * how many are done. It leads from one to the next, and opens nothing by itself. Nothing while all Items are healthy.
 *
 * Items have one Link session at a time. Once the user has touched the list its order stays. When a button has done
 * its work and is gone, the focus goes to the next Item's, and at the end to the list itself.
 *
 * DOM contract: `data-relink="list"`, with `data-done` at the end. Rows have `data-topic`, `data-state`,
 * `data-current` and `data-skipped`.
 *
 * @example
 * <RelinkList itemIds={items.map(({ id }) => id)} onNewLink={openUsualLink} onDone={close} />
 */
export const RelinkList = forwardRef<HTMLDivElement, RelinkListProps>(
  function RelinkList(props, ref): ReactElement | null {
    const { itemIds, onNewLink, onSkip, onDone, children, ...rest } = props;
    const elementProps = omitRelinkOptions(rest);
    const messages = { ...ENGLISH_LIST, ...useContext(RelinkContext)?.messages };
    const [state, dispatch] = useReducer(nextList, EMPTY_LIST);
    const view = viewOfList(state, itemIds);
    const { order, currentId, counted, repaired, skipped, troubled, broken, isDone } = view;
    // Not taken away: the rows ask how their Items are, and a row that is mounted anew has forgotten what was wrong.
    const isHidden = troubled.length === 0;
    const focus = useFocusKeeper(focusNextStep, isHidden);
    const titleId = useId();
    const joinedRef = useMemo(() => composeRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

    // Of the app's last render, however often the list renders by itself: its rows have no reason to.
    const options = useMemo((): RelinkOptions => {
      const { onRelinked, ...others } = pickRelinkOptions(props);
      return {
        ...others,
        onRelinked: (result) => {
          dispatch({ type: 'repaired', itemId: result.itemId });
          onRelinked?.(result);
        },
      };
    }, [props]);
    const latest = useLatest({ onSkip, onDone, broken, repaired });
    const onNews = useCallback((itemId: string, news: RowUpdate | 'healthy') => {
      const tell = (): void => dispatch({ type: 'news', itemId, news });
      // Hundreds of Items are told one by one as their answers come. A repair has taken a button from under the focus.
      if (news !== 'healthy' && news.topic === 'repaired') tell();
      else startTransition(tell);
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
        ref={joinedRef}
      >
        {focus.guard}
        <div {...part('list-head')}>
          <p {...part('list-title')} id={titleId}>
            {titleOf(view, messages)}
          </p>
          {/* In the page from the start: a live region that comes with its text is not read out. Nor is how it loads. */}
          <p {...part('list-progress')} aria-live={state.kept ? 'polite' : 'off'}>
            {counted.length > 1 && messages.listProgress(subject)}
          </p>
          {counted.length > 1 && (
            // To be seen only: a screen reader would say "33 percent" beside "1 of 3 reconnected".
            <progress
              {...part('list-meter')}
              aria-hidden
              max={subject.total}
              value={subject.done}
            />
          )}
        </div>
        <ol {...part('list-items')}>
          {order.map((itemId) => (
            <RelinkListRow
              key={itemId}
              itemId={itemId}
              isCurrent={itemId === currentId}
              isSkipped={skipped.includes(itemId)}
              options={options}
              onNewLink={onNewLink}
              onNews={onNews}
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

function titleOf(view: ListView, messages: ListMessages): string {
  const { counted, repaired, troubled, broken, isComplete, isDone } = view;
  if (isDone || (broken.length === 0 && isComplete)) {
    return messages.listDone({ total: troubled.length, done: troubled.length - broken.length });
  }
  if (broken.length === 0) return messages.listChecking;
  return messages.listTitle({ total: counted.length, done: repaired.length });
}

/** Where to go on: the current Item's button, or the list itself, which says that all is done. */
function focusNextStep(list: HTMLElement): void {
  const current = list.querySelector('[data-relink="list-item"][data-current]');
  const isGiven = current && focusables(current).some((element) => tryFocus(element));
  if (!isGiven) tryFocus(list);
}

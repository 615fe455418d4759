import {
  forwardRef,
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
import { ENGLISH_LIST } from '../core/list-messages';
import type { RelinkOptions } from '../core/relink';
import { EMPTY_LIST, nextList, viewOfList, type ListNews } from '../core/relink-list';
import { RelinkContext } from '../react/context';
import { useLatest } from '../react/use-latest';
import { listAttributes, part } from './dom-contract';
import { RelinkListRow, type RelinkListRowState } from './relink-list-row';
import { joinHandlers, joinRefs } from './slot';
import { withoutOptions } from './without-options';
import { useFocusKeeper } from './use-focus-keeper';

/** Where a list ended. */
export interface RelinkListSummary {
  /** Item ids that needed the user and are healthy now. */
  repaired: string[];
  /** Those that the user skipped, or that need something else. */
  left: string[];
}

/** The options that can be meant for all Items of a list: what they are told names the Item. */
type SharedOptions = Pick<RelinkOptions, 'tokenKind' | 'onRelinked' | 'onError'>;

/** Props of {@link RelinkList}, and all of a `<div>`, which are passed on with `ref`. */
export interface RelinkListProps
  extends SharedOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  /** The user's Items, in any order and in any state: only those with a problem are shown. */
  itemIds: readonly string[];
  /**
   * Connects a bank anew, where update mode cannot help (`remedy: 'new_link'`): open your usual Link there. Without it
   * the row says what is wrong, and has no button.
   */
  onNewLink?: ((itemId: string) => void) | undefined;
  /** The user leaves an Item for later. Its row stays, and its button goes on working. */
  onSkip?: ((itemId: string) => void) | undefined;
  /** Every Item is repaired, skipped, or not for the user to repair. */
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
export const RelinkList = forwardRef<HTMLDivElement, RelinkListProps>(function RelinkList(
  { itemIds, onNewLink, onSkip, onDone, children, ...options },
  ref,
): ReactElement | null {
  const elementProps = withoutOptions(options);
  const messages = { ...ENGLISH_LIST, ...useContext(RelinkContext)?.messages };
  const [state, dispatch] = useReducer(nextList, EMPTY_LIST);
  const { order, currentId, counted, repaired, skipped } = viewOfList(state, itemIds);
  const isShown = order.some((itemId) => state.entries.has(itemId));
  const isDone = counted.length > 0 && currentId === null;
  const focus = useFocusKeeper(
    [currentId, repaired.length, skipped.length, isDone].join(),
    nextStep,
  );
  const titleId = useId();
  const progressId = useId();
  const joinedRef = useMemo(() => joinRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

  const latest = useLatest({ onSkip, onDone, counted, repaired });
  const onNews = useCallback(
    (itemId: string, news: ListNews | null) => dispatch({ type: 'news', itemId, news }),
    [],
  );
  const skip = (itemId: string): void => {
    dispatch({ type: 'skipped', itemId });
    onSkip?.(itemId);
  };
  const touch = (): void => dispatch({ type: 'touched', itemIds });
  const wasDone = useRef(false);
  useEffect(() => {
    if (isDone && !wasDone.current) {
      const { onDone, counted, repaired } = latest();
      onDone?.({
        repaired: [...repaired],
        left: counted.filter((itemId) => !repaired.includes(itemId)),
      });
    }
    wasDone.current = isDone;
  }, [isDone, latest]);

  const subject = { total: counted.length, done: repaired.length };
  return (
    <div
      tabIndex={-1}
      aria-labelledby={titleId}
      {...elementProps}
      {...listAttributes(isDone)}
      // Not taken away: the rows ask how their Items are, and a row that is mounted anew has forgotten what was wrong.
      hidden={!isShown}
      onFocus={joinHandlers(elementProps.onFocus, () => {
        touch();
        focus.onFocus();
      })}
      onBlur={joinHandlers(elementProps.onBlur, focus.onBlur)}
      onPointerEnter={joinHandlers(elementProps.onPointerEnter, touch)}
      ref={joinedRef}
    >
      <div {...part('list-head')}>
        <p {...part('list-title')} id={titleId}>
          {isDone ? messages.listDone(subject) : messages.listTitle(subject)}
        </p>
        {/* In the page from the start: a live region that comes with its text is not read out. */}
        <p {...part('list-progress')} id={progressId} aria-live="polite">
          {counted.length > 1 && messages.listProgress(subject)}
        </p>
        {counted.length > 1 && (
          <progress
            {...part('list-meter')}
            aria-labelledby={progressId}
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
});

/** Where to go on: the current Item's button, or the list itself, which says that all is done. */
function nextStep(list: HTMLElement): HTMLElement {
  const current = list.querySelector<HTMLElement>('[data-relink="list-item"][data-current]');
  return current?.querySelector<HTMLElement>('button, a[href], [tabindex]') ?? list;
}

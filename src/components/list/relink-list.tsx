'use client';

import { forwardRef, useContext, useId, useMemo, useRef, type ReactElement } from 'react';
import { focusables, tryFocus } from '../../browser/page/focus';
import { RelinkContext } from '../../react/context';
import { useShallow } from '../../react/use-shallow';
import { listAttributes, listItemsAttributes, partAttributes } from '../dom/dom-contract';
import { langOf } from '../dom/lang';
import { joinClasses, labelledBy, splitProps } from '../dom/props';
import { composeEventHandlers, composeRefs } from '../dom/slot';
import { useFocusKeeper } from '../dom/use-focus-keeper';
import { type HeadingLevel } from '../notice/notice-lines';
import { DISMISS_AFTER_MS, useAutoDismiss } from '../notice/use-auto-dismiss';
import { LIST_GROUPS } from './state/derive-list';
import type { LoginGroup } from './state/login-groups';
import { ListHead } from './list-head';
import { listTexts } from './list-texts';
import { isAllSet } from './list-words';
import type { RelinkListProps } from './relink-list-props';
import { RelinkListRow, type SharedByRows } from './relink-list-row';
import { useList } from './use-list';

/**
 * Guides a user through several broken Items, as when a bank moves all its users to a new login: what is wrong with
 * each, worst first, and how many are done. It never opens Link without a click. It renders nothing while all Items are
 * healthy. What the user can do nothing about is in a group of its own, and so is what the user has left for later.
 *
 * Items that could not be checked are below those that the user can repair, and are not counted. Their banks are not known,
 * so one row stands for all whose checks failed alike, unless the app renders the rows. The provider's `onError` hears of
 * each failure.
 *
 * Two Items with one login are one row, where the backend says so (`duplicateOf`), or where a relink of one has broken the
 * other. The row repairs the Item to keep. Once that works, the other one is for the app to remove; with `onDuplicate` the
 * row then asks the user (topic `duplicate`).
 *
 * One Link session runs at a time. The order stays once the user has touched the list. When a focused button disappears,
 * the focus goes to the next Item's button, and at the end to the list itself. The end stays until the user presses "Done",
 * or `dismissAfter` is over.
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
      itemIds: _itemIds,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
      onNewLink: _onNewLink,
      onConnectAgain: _onConnectAgain,
      onDuplicate,
      newAccounts = false,
      onDismiss: _onDismiss,
      onSignIn: _onSignIn,
      onSupport: _onSupport,
      onSkip: _onSkip,
      onDone: _onDone,
      dismissAfter = DISMISS_AFTER_MS,
      onClose,
      trust,
      headingLevel,
      children,
      ...rest
    } = props;
    const { elementProps } = splitProps(rest);
    const { classNames, messages, trust: isTrustSaid = true } = useContext(RelinkContext) ?? {};
    const texts = listTexts(messages);
    const { state, list, isClosed, options, callbacks, events } = useList(props);
    const { entries } = state;
    const loginOf = useMemo(() => byItem(list.logins), [list.logins]);
    // Hidden, not unmounted: its rows ask for the health of their Items, and remember which had a problem.
    const isHidden = list.shown.length === 0 || (list.isDone && isClosed);
    const focus = useFocusKeeper(focusNextStep, isHidden);
    const root = useRef<HTMLDivElement>(null);
    const titleId = useId();
    const composedRef = useMemo(
      () => composeRefs<HTMLDivElement>(ref, focus.ref, root),
      [ref, focus.ref],
    );
    const close = (): void => {
      events.close();
      onClose?.();
    };
    useAutoDismiss(root, isAllSet(list) && !isHidden, dismissAfter, close);
    const rowLevel = headingLevel && ((headingLevel + 1) as HeadingLevel);
    const { onConnectAgain, onDismiss, onSignIn, onSupport } = callbacks;
    const shared = useShallow<SharedByRows>({
      options,
      newAccounts,
      headingLevel: rowLevel,
      onConnectAgain,
      onDuplicate: onDuplicate && events.chooseDuplicate,
      onDismiss,
      onSignIn,
      onSupport,
      onCheckOthers: events.checkOthers,
      onUpdate: events.update,
      hadNotice: events.hadNotice,
      onSkip: events.skip,
      children,
    });
    const titles = { todo: null, nothing: texts.listNothingToDo, later: texts.listLater };

    return (
      <div
        tabIndex={-1}
        lang={langOf(messages)}
        {...labelledBy(elementProps, titleId)}
        {...elementProps}
        {...listAttributes(list.isDone)}
        className={joinClasses(classNames?.list, elementProps.className)}
        hidden={isHidden}
        onFocus={composeEventHandlers(elementProps.onFocus, (event) => {
          events.touch();
          focus.onFocus(event);
        })}
        onBlur={composeEventHandlers(elementProps.onBlur, focus.onBlur)}
        onPointerEnter={composeEventHandlers(elementProps.onPointerEnter, events.touch)}
        ref={composedRef}
      >
        {focus.guard}
        <ListHead
          {...{ state, list, titleId, headingLevel }}
          trust={trust ?? isTrustSaid}
          onClose={close}
        />
        <ol
          {...partAttributes('list-items', classNames)}
          {...listItemsAttributes(list.shown.length)}
        >
          {/* One list with its keys, so that no row mounts again where it changes its group. */}
          {LIST_GROUPS.flatMap((group) => {
            const itemIds = list.groups[group];
            const title = itemIds.some((itemId) => entries.has(itemId)) && titles[group];
            return [
              title && (
                <li key={`group ${group}`} {...partAttributes('list-group', classNames)}>
                  <GroupTitle level={rowLevel}>{title}</GroupTitle>
                </li>
              ),
              ...itemIds.map((itemId) => (
                <RelinkListRow
                  key={`item ${itemId}`}
                  itemId={itemId}
                  isCurrent={itemId === list.currentId}
                  isSkipped={entries.get(itemId)?.isSkipped === true}
                  login={loginOf.get(itemId) ?? null}
                  isBehind={list.behind.has(itemId)}
                  uncheckedCount={list.failedAlike.get(itemId)?.length ?? 0}
                  shared={shared}
                />
              )),
            ];
          })}
        </ol>
      </div>
    );
  },
);

function byItem(logins: readonly LoginGroup[]): ReadonlyMap<string, LoginGroup> {
  return new Map(
    logins.flatMap((login) =>
      [login.keptId, ...login.otherIds].map((itemId) => [itemId, login] as const),
    ),
  );
}

/** A heading where the app gives a level; else text, since the list's item is an element already. */
function GroupTitle({
  level,
  children,
}: {
  level: HeadingLevel | undefined;
  children: string;
}): ReactElement {
  const Tag = level ? (`h${level}` as const) : 'span';
  return <Tag>{children}</Tag>;
}

/** Focuses the current Item's button, or the list itself, whose title says that all is done. */
function focusNextStep(list: HTMLElement): void {
  const current = list.querySelector('[data-relink="list-item"][data-current]');
  const isFocused = current && focusables(current).some((element) => tryFocus(element));
  if (!isFocused) tryFocus(list);
}

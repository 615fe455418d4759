import { useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { elapsedMs, markNow, type Mark } from '../../core/clock';
import { cancelSession } from '../../core/client/cancel-session';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkView } from '../../core/client/session-types';
import { ENGLISH_ASIDE } from '../../messages/aside';
import { browserEnvironment as env } from '../../browser/environment';
import { RelinkContext } from '../../react/context';
import { clientOf } from '../../react/client-of';
import { focused } from '../../browser/page/focus';
import { ActionButton } from '../dom/action-button';
import { partAttributes } from '../dom/dom-contract';
import { langOf } from '../dom/lang';
import { pressedButton } from './pressed-button';
import { subjectOf } from './subject';

/** When the wait for Link is long enough to offer a way out. */
const LONG_WAIT_MS = 4_000;
/** An exit is followed by a question to the server, whose answer may say more. */
const EXIT_DELAY_MS = 300;
const EXIT_SHOWN_MS = 3_000;

interface StatusLineProps {
  itemId: string;
  view: RelinkView;
  /** The bank's name, where the app knows it. */
  bank?: string | undefined;
  /** Shown while there is nothing to say. */
  children?: ReactNode;
}

/**
 * Says that Link is still opening, with a way out; that the sign-in goes on in another tab; or that the user has left and
 * nothing has changed.
 */
export function StatusLine({ itemId, view, bank, children = null }: StatusLineProps): ReactNode {
  const { status } = view;
  const isWaiting = useIsPast(status === 'opening', LONG_WAIT_MS);
  const context = useContext(RelinkContext);
  const client = clientOf(context);
  // The session's own view: each button has a copy of it.
  const isNews = useIsNews(sessionStoreOf(client).view(itemId));
  const isExit = status === 'exited' && isNews;
  const isExited = useIsPast(isExit, EXIT_DELAY_MS);
  const isOver = useIsPast(isExit, EXIT_DELAY_MS + EXIT_SHOWN_MS);
  const { classNames, messages } = context ?? {};
  const line = useRef<HTMLParagraphElement>(null);
  const cancel = (): void => {
    // "Cancel" is about to leave the page, with the focus.
    if (line.current?.contains(focused())) pressedButton()?.focus({ preventScroll: true });
    cancelSession(client, itemId);
  };
  useEscape(isWaiting, (element) => {
    const isHere = [line.current, pressedButton()].some((one) => one?.contains(element));
    if (isHere) cancel();
    return isHere;
  });

  const isElsewhere = status === 'open' && view.isInOtherTab;
  if (!isWaiting && !isElsewhere && (!isExited || isOver)) return children;
  const texts = { ...ENGLISH_ASIDE, ...messages };
  return (
    <p {...partAttributes('status', classNames)} lang={langOf(messages)} ref={line}>
      {isWaiting ? (
        <>
          {texts.stillOpening}{' '}
          <ActionButton part="cancel" variant="plain" onClick={cancel}>
            {texts.cancel}
          </ActionButton>
        </>
      ) : isElsewhere ? (
        texts.inOtherTab
      ) : (
        texts.nothingChanged(subjectOf(client, itemId, messages, bank))
      )}
    </p>
  );
}

/** When each view was first shown beside a button. */
const shownAt = new WeakMap<RelinkView, Mark>();

/**
 * Whether a view is one that the user has not had the time to read: a component that mounts long after the user has left Link
 * has nothing to say about it.
 */
function useIsNews(view: RelinkView): boolean {
  const [known, setKnown] = useState(() => ageOf(view));
  if (known.view === view) return known.isNews;
  const next = ageOf(view, known.view);
  setKnown(next);
  return next.isNews;
}

/** @param before the view that it follows: another one of the same status is no news by itself */
function ageOf(view: RelinkView, before = view): { view: RelinkView; isNews: boolean } {
  const last = before.status === view.status ? shownAt.get(before) : undefined;
  const mark = shownAt.get(view) ?? last ?? markNow(env);
  shownAt.set(view, mark);
  return { view, isNews: elapsedMs(mark, env) < EXIT_DELAY_MS + EXIT_SHOWN_MS };
}

/**
 * Hears the Escape key ahead of a dialog around the component.
 *
 * @param onEscape gets the focused element, and says whether the key was meant for it
 */
function useEscape(isOn: boolean, onEscape: (element: Element) => boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const element = focused();
      if (event.key !== 'Escape' || !element || !onEscape(element)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  });
}

/** Whether a condition has been true for this long without a break. */
function useIsPast(isTrue: boolean, delayMs: number): boolean {
  const [isPast, setIsPast] = useState(false);
  if (!isTrue && isPast) setIsPast(false);
  useEffect(() => {
    if (!isTrue) return undefined;
    const timer = setTimeout(() => setIsPast(true), delayMs);
    return () => clearTimeout(timer);
  }, [isTrue, delayMs]);
  return isTrue && isPast;
}

import {
  forwardRef,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH } from '../core/messages';
import {
  ENGLISH_NOTICE,
  topicOf,
  wordsOf,
  type NoticeTopic,
  type NoticeWords,
} from '../core/notice';
import type { RelinkOptions, RelinkView } from '../core/relink';
import type { ItemHealth } from '../core/types';
import { RelinkContext, useClient } from '../react/context';
import { useItemHealth } from '../react/use-item-health';
import { useSession } from '../react/use-session';
import { noticeAttributes, part } from './dom-contract';
import { RelinkButton } from './relink-button';
import { joinHandlers, joinRefs } from './slot';
import { splitProps } from './split-props';
import { useAnnouncement } from './use-announcement';

/** What a notice of your own look is made of. */
export interface NoticeState {
  topic: NoticeTopic;
  /** In the user's language, from the provider's `messages`. */
  words: NoticeWords;
  /** What the server says about the Item. */
  health: ItemHealth;
  /** The Item's session. */
  session: RelinkView;
  /** The button that helps, or null where there is nothing to press. */
  action: ReactElement | null;
}

export interface RelinkNoticeProps
  extends RelinkOptions, Omit<HTMLAttributes<HTMLDivElement>, keyof RelinkOptions | 'children'> {
  itemId: string;
  /**
   * Connects the bank anew, where update mode cannot help (`remedy: 'new_link'`): open your usual Link there. Without
   * it the notice says what is wrong, and has no button.
   */
  onNewLink?: ((itemId: string) => void) | undefined;
  /** The inside of the notice, in place of the title, the text and the button. */
  children?: ((notice: NoticeState) => ReactNode) | undefined;
}

/**
 * A banner for one Item: what is wrong with it, in the user's words, and the one button that helps. Nothing while the
 * Item is healthy, or not yet known. Once repaired it says so, and stays until you take it away or the page goes.
 *
 * It asks the backend how the Item is (`getItem`), and sees no problem where that is not there.
 *
 * DOM contract: `data-relink="notice"` with `data-topic` and `data-state`; its parts have `data-relink` too. The focus
 * goes to the notice itself when its button has done its work and is gone.
 *
 * @example
 * <RelinkNotice itemId={item.id} onNewLink={openUsualLink} />
 */
export const RelinkNotice = forwardRef<HTMLDivElement, RelinkNoticeProps>(function RelinkNotice(
  { itemId, onNewLink, children, ...rest },
  ref,
): ReactElement | null {
  const { options, elementProps } = splitProps(rest);
  const { messages } = useContext(RelinkContext) ?? {};
  const { health, refresh } = useItemHealth(itemId);
  const { view } = useSession(useClient(), itemId, options);
  useAnnouncement(itemId, view);
  const topic = useTopic(itemId, health, view);
  const focus = useFocusKeeper(topic);
  const titleId = useId();
  const joinedRef = useMemo(() => joinRefs<HTMLDivElement>(ref, focus.ref), [ref, focus.ref]);

  if (!topic || !health) return null;
  const words = wordsOf(topic, health, { ...ENGLISH_NOTICE, ...messages });
  const action = actionOf(topic);
  return (
    <div
      tabIndex={-1}
      {...(children ? { 'aria-label': words.title } : { 'aria-labelledby': titleId })}
      {...elementProps}
      {...noticeAttributes(topic, view.status)}
      onFocus={joinHandlers(elementProps.onFocus, focus.onFocus)}
      onBlur={joinHandlers(elementProps.onBlur, focus.onBlur)}
      ref={joinedRef}
    >
      {children ? children({ topic, words, health, session: view, action }) : parts()}
    </div>
  );

  function parts(): ReactElement {
    const failed = messages?.failed ?? ENGLISH.failed;
    return (
      <>
        <div {...part('notice-body')}>
          <p {...part('notice-title')} id={titleId}>
            {words.title}
          </p>
          {view.status === 'failed' && topic !== 'repaired' ? (
            <p {...part('notice-error')}>{failed(view.error)}</p>
          ) : (
            <p {...part('notice-text')}>{words.text}</p>
          )}
        </div>
        {action && <div {...part('notice-action')}>{action}</div>}
      </>
    );
  }

  function actionOf(about: NoticeTopic): ReactElement | null {
    switch (about) {
      case 'repaired':
        return null;
      case 'new_link':
        return onNewLink ? (
          <button type="button" {...part('button')} onClick={() => onNewLink(itemId)}>
            {words.action}
          </button>
        ) : null;
      case 'wait':
        return <CheckButton onCheck={refresh}>{words.action}</CheckButton>;
      default:
        return (
          <RelinkButton
            itemId={itemId}
            {...options}
            accountSelection={options.accountSelection ?? about === 'accounts'}
          >
            {({ status }) =>
              status === 'opening' || status === 'open' || status === 'confirming'
                ? { ...ENGLISH, ...messages }[status]
                : words.action
            }
          </RelinkButton>
        );
    }
  }
});

function CheckButton({
  onCheck,
  children,
}: {
  onCheck: () => Promise<void>;
  children: string;
}): ReactElement {
  const [isBusy, setIsBusy] = useState(false);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    // A failure shows as what it is: the notice stays.
    await onCheck().finally(() => setIsBusy(false));
  };
  return (
    <button
      type="button"
      {...part('button')}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={() => {
        if (!isBusy) void check();
      }}
    >
      {children}
    </button>
  );
}

/** What to show. A problem that was shown and is gone is told too: a banner that just vanishes leaves a doubt. */
function useTopic(
  itemId: string,
  health: ItemHealth | null,
  { status }: RelinkView,
): NoticeTopic | null {
  const [before, setBefore] = useState({ itemId, health });
  const problem = health && topicOf(health);
  // The session hears of the repair before the next answer about the Item is here: this one is of before.
  const isOfBefore = before.itemId === itemId && before.health === health;
  const isRelinked = status === 'relinked';
  const hadProblem = before.itemId === itemId && before.health && topicOf(before.health);
  const isNews = !isOfBefore && !isRelinked && (problem || !hadProblem);
  if (isNews) setBefore({ itemId, health });
  if (problem && !(isRelinked && isOfBefore)) return problem;
  return hadProblem ? 'repaired' : null;
}

interface FocusKeeper {
  ref(element: HTMLElement | null): void;
  onFocus(): void;
  onBlur(event: FocusEvent): void;
}

/** The focus of a button that has gone goes to the notice around it, not to the top of the page. */
function useFocusKeeper(topic: NoticeTopic | null): FocusKeeper {
  const root = useRef<HTMLElement | null>(null);
  // React fires no blur for an element that it removes, so this still tells where the focus was.
  const isWithin = useRef(false);
  useEffect(() => {
    const isLost = document.activeElement === document.body || !document.activeElement;
    if (isWithin.current && isLost) root.current?.focus({ preventScroll: true });
  }, [topic]);
  return useMemo(
    () => ({
      ref: (element) => {
        root.current = element;
      },
      onFocus: () => {
        isWithin.current = true;
      },
      onBlur: ({ currentTarget, relatedTarget }) => {
        isWithin.current = currentTarget.contains(relatedTarget);
      },
    }),
    [],
  );
}

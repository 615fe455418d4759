import {
  useContext,
  useInsertionEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH_BUTTON } from '../../messages/button';
import type { RelinkOptions } from '../../core/client/session-types';
import { RelinkContext } from '../../react/context';
import { RelinkButton } from '../button/relink-button';
import { partAttributes } from '../dom/dom-contract';
import { loadFeedback } from '../feedback/load-feedback';
import type { ItemHealth } from '../../core/types';
import { canCheckAgain, lacksConsent, type NoticeTopic } from './notice-topic';
import type { Notice } from './use-notice';

export interface NoticeActionOptions {
  notice: Notice;
  itemId: string;
  options: RelinkOptions;
  onConnectAgain: ((itemId: string) => void) | undefined;
  onDuplicate: ((itemId: string) => void) | undefined;
  /** The id of the element that says which Item this is about, where several notices are below each other. */
  describedBy?: string | undefined;
}

/** The button that helps, or null where there is nothing to press. */
export function noticeAction({
  notice: { topic, words, health, error, refresh, signIn },
  itemId,
  options,
  onConnectAgain,
  onDuplicate,
  describedBy,
}: NoticeActionOptions): ReactElement | null {
  const described = describedBy ? { 'aria-describedby': describedBy } : {};
  const appButton = (
    onPress: ((itemId: string) => void) | null | undefined,
  ): ReactElement | null =>
    onPress ? (
      <button
        type="button"
        {...partAttributes('button')}
        {...described}
        onClick={() => onPress(itemId)}
      >
        {words.action}
      </button>
    ) : null;
  const checkButton = (
    <CheckButton onCheck={refresh} {...described}>
      {words.action}
    </CheckButton>
  );
  switch (topic) {
    case 'repaired':
      return null;
    case 'new_link':
      return appButton(onConnectAgain);
    case 'duplicate':
      return appButton(onDuplicate);
    case 'unchecked':
      if (signIn) return appButton(() => void signIn());
      return error && canCheckAgain(error) ? checkButton : null;
    case 'wait':
      return checkButton;
    default:
      return (
        <NoticeButton
          itemId={itemId}
          options={{ ...options, purpose: options.purpose ?? purposeOf(topic, health) }}
          isAboutAccounts={topic === 'accounts' || topic === 'new_accounts'}
          {...described}
        >
          {words.action}
        </NoticeButton>
      );
  }
}

/** What a relink is for, where the app does not say: the server chooses Link's products and texts by it. */
function purposeOf(topic: NoticeTopic, health: ItemHealth | null): RelinkOptions['purpose'] {
  if (topic === 'expiring' || topic === 'migrating') return 'renew';
  // Undefined for other topics: the session decides by `accountSelection`.
  return topic === 'relink' && health && lacksConsent(health) ? 'consent' : undefined;
}

/** The button that takes the notice away, or null where the notice is about a problem. */
export function noticeDismiss(
  { topic, dismiss }: Notice,
  label: string,
  describedBy?: string,
): ReactElement | null {
  if (topic !== 'new_accounts') return null;
  return (
    <button
      type="button"
      {...partAttributes('notice-dismiss')}
      {...(describedBy && { 'aria-describedby': describedBy })}
      onClick={dismiss}
    >
      {label}
    </button>
  );
}

interface NoticeButtonProps {
  itemId: string;
  options: RelinkOptions;
  isAboutAccounts: boolean;
  children: string;
  'aria-describedby'?: string;
}

/** Its label stays short: the notice shows the errors beside it. */
function NoticeButton({
  itemId,
  options,
  isAboutAccounts,
  children,
  ...described
}: NoticeButtonProps): ReactElement {
  const messages = { ...ENGLISH_BUTTON, ...useContext(RelinkContext)?.messages };
  return (
    <RelinkButton
      itemId={itemId}
      {...options}
      {...described}
      // Undefined for other topics: the session decides, and may have learned from the server that accounts are missing.
      accountSelection={options.accountSelection ?? (isAboutAccounts || undefined)}
    >
      {({ status }) =>
        status === 'opening' || status === 'open' || status === 'confirming'
          ? messages[status]
          : children
      }
    </RelinkButton>
  );
}

interface CheckButtonProps {
  onCheck: () => Promise<void>;
  children: string;
  'aria-describedby'?: string;
}

function CheckButton({ onCheck, children, ...described }: CheckButtonProps): ReactElement {
  const [isBusy, setIsBusy] = useState(false);
  const element = useRef<HTMLButtonElement>(null);
  // React runs the clean-up of an insertion effect before it removes the element, which still has the focus then.
  useInsertionEffect(
    () => () => {
      const { current } = element;
      if (current) loadFeedback(({ handOverFocus }) => handOverFocus(current));
    },
    [],
  );
  const messages = { ...ENGLISH_BUTTON, ...useContext(RelinkContext)?.messages };
  const check = async (): Promise<void> => {
    setIsBusy(true);
    await onCheck().finally(() => setIsBusy(false));
  };
  return (
    <button
      type="button"
      {...partAttributes('button')}
      {...described}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      ref={element}
      onClick={() => {
        if (!isBusy) void check();
      }}
    >
      {isBusy ? messages.confirming : children}
    </button>
  );
}

interface NoticePartsProps {
  notice: Notice;
  titleId: string;
  /** The buttons. */
  children: ReactNode;
}

/** The inside of a notice: title, text or error, and the buttons. */
export function NoticeParts({ notice, titleId, children }: NoticePartsProps): ReactElement {
  const failed = useContext(RelinkContext)?.messages?.failed ?? ENGLISH_BUTTON.failed;
  const { topic, words, error } = notice;
  return (
    <>
      <div {...partAttributes('notice-body')}>
        <p {...partAttributes('notice-title')} id={titleId}>
          {words.title}
        </p>
        {error && topic !== 'unchecked' ? (
          <p {...partAttributes('notice-error')}>{failed(error)}</p>
        ) : (
          <p {...partAttributes('notice-text')}>{words.text}</p>
        )}
      </div>
      {children && <div {...partAttributes('notice-action')}>{children}</div>}
    </>
  );
}

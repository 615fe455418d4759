import {
  useContext,
  useInsertionEffect,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { ENGLISH } from '../../messages/button';
import type { RelinkOptions } from '../../core/client/session-types';
import { RelinkContext } from '../../react/context';
import { part } from '../dom/dom-contract';
import { RelinkButton } from '../button/relink-button';
import type { Notice } from './use-notice';
import { loadFeedback } from '../feedback/load-feedback';

export interface NoticeActionOptions {
  notice: Notice;
  itemId: string;
  options: RelinkOptions;
  onNewLink: ((itemId: string) => void) | undefined;
  /** The element that says which Item this is about, where several stand below each other. */
  describedBy?: string | undefined;
}

/** The button that helps, or null where there is nothing to press. */
export function noticeAction({
  notice: { topic, words, check },
  itemId,
  options,
  onNewLink,
  describedBy,
}: NoticeActionOptions): ReactElement | null {
  const described = describedBy ? { 'aria-describedby': describedBy } : {};
  switch (topic) {
    case 'repaired':
      return null;
    case 'new_link':
      return onNewLink ? (
        <button type="button" {...part('button')} {...described} onClick={() => onNewLink(itemId)}>
          {words.action}
        </button>
      ) : null;
    case 'wait':
      return (
        <CheckButton onCheck={check} {...described}>
          {words.action}
        </CheckButton>
      );
    default:
      return (
        <NoticeButton
          itemId={itemId}
          options={options}
          isAboutAccounts={topic === 'accounts'}
          {...described}
        >
          {words.action}
        </NoticeButton>
      );
  }
}

interface NoticeButtonProps {
  itemId: string;
  options: RelinkOptions;
  isAboutAccounts: boolean;
  children: string;
  'aria-describedby'?: string;
}

/** Its errors are told beside it, so that it keeps its size. */
function NoticeButton({
  itemId,
  options,
  isAboutAccounts,
  children,
  ...described
}: NoticeButtonProps): ReactElement {
  const messages = { ...ENGLISH, ...useContext(RelinkContext)?.messages };
  return (
    <RelinkButton
      itemId={itemId}
      {...options}
      {...described}
      // Left open where it is about none: the session may have learned better by then.
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
  // The clean-up of such an effect runs before React takes the element out of the page, with its focus.
  useInsertionEffect(
    () => () => {
      const { current } = element;
      if (current) loadFeedback(({ handOverFocus }) => handOverFocus(current));
    },
    [],
  );
  const messages = { ...ENGLISH, ...useContext(RelinkContext)?.messages };
  const check = async (): Promise<void> => {
    setIsBusy(true);
    await onCheck().finally(() => setIsBusy(false));
  };
  return (
    <button
      type="button"
      {...part('button')}
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
  /** Its buttons. */
  children: ReactNode;
}

/** The inside of a notice: title, text or error, and the buttons. */
export function NoticeParts({ notice, titleId, children }: NoticePartsProps): ReactElement {
  const failed = useContext(RelinkContext)?.messages?.failed ?? ENGLISH.failed;
  const { words, error } = notice;
  return (
    <>
      <div {...part('notice-body')}>
        <p {...part('notice-title')} id={titleId}>
          {words.title}
        </p>
        {error ? (
          <p {...part('notice-error')}>{failed(error)}</p>
        ) : (
          <p {...part('notice-text')}>{words.text}</p>
        )}
      </div>
      {children && <div {...part('notice-action')}>{children}</div>}
    </>
  );
}

import { useContext, useRef, useState, type ReactElement } from 'react';
import type { RelinkError } from '../../core/errors/relink-error';
import { ENGLISH_ASIDE } from '../../messages/aside';
import { RelinkContext } from '../../react/context';
import { ActionButton } from '../dom/action-button';
import { partAttributes } from '../dom/dom-contract';
import { langOf } from '../dom/lang';
import { Icon } from '../icon/icon';

/** Plaid's reference of an error that only support can mend, to copy. Null for other errors, and without a reference. */
export function ErrorReference({ error }: { error: RelinkError }): ReactElement | null {
  const { classNames, messages } = useContext(RelinkContext) ?? {};
  const [copied, setCopied] = useState<string | null>(null);
  const text = useRef<HTMLSpanElement>(null);
  const { requestId } = error;
  if (requestId === null || !needsSupport(error)) return null;
  const texts = { ...ENGLISH_ASIDE, ...messages };
  const isCopied = copied === requestId;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(requestId);
      setCopied(requestId);
    } catch {
      // A page without https has no clipboard, and the user may refuse it: the user copies what is selected.
      if (text.current) getSelection()?.selectAllChildren(text.current);
    }
  };
  return (
    <p {...partAttributes('support', classNames)} lang={langOf(messages)}>
      <span ref={text}>{texts.reference({ requestId })}</span>{' '}
      <ActionButton part="copy" variant="plain" onClick={() => void copy()}>
        <Icon name={isCopied ? 'check' : 'copy'} /> {isCopied ? texts.copied : texts.copy}
      </ActionButton>
    </p>
  );
}

/** Whether neither another try nor the user's bank can help. */
export function needsSupport({ retryable, remedy, code }: RelinkError): boolean {
  if (retryable || code === 'unauthorized' || code === 'redirect_not_resumable') return false;
  return remedy === null || remedy === 'new_link';
}

import { useContext, useInsertionEffect, useRef, useState, type ReactElement } from 'react';
import { ENGLISH_BUTTON } from '../../messages/button';
import { RelinkContext } from '../../react/context';
import type { RelinkVariant } from '../../react/slots';
import { ActionButton } from '../dom/action-button';
import { loadFeedback } from '../feedback/load-feedback';
import { buttonName } from './button-name';

interface CheckButtonProps {
  label: string;
  bank: string | null;
  variant: RelinkVariant;
  onCheck: () => Promise<void>;
  'aria-describedby'?: string | undefined;
}

/** Asks the server how the Item is. */
export function CheckButton({ label, bank, onCheck, ...props }: CheckButtonProps): ReactElement {
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
  const confirming = useContext(RelinkContext)?.messages?.confirming ?? ENGLISH_BUTTON.confirming;
  const check = async (): Promise<void> => {
    setIsBusy(true);
    await onCheck().finally(() => setIsBusy(false));
  };
  const shown = isBusy ? confirming : label;
  return (
    <ActionButton
      part="button"
      {...props}
      {...buttonName(shown, bank)}
      data-labels={`${label}\n${confirming}`}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      ref={element}
      onClick={() => {
        if (!isBusy) void check();
      }}
    >
      {shown}
    </ActionButton>
  );
}

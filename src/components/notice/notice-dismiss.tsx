import type { ReactElement } from 'react';
import { ActionButton } from '../dom/action-button';
import { buttonName } from './button-name';
import type { Notice } from './use-notice';

/** The button that takes the notice away, or null where the notice is about a problem. */
export function noticeDismiss(
  { topic, texts, bank, dismiss }: Notice,
  describedBy?: string,
): ReactElement | null {
  if (topic !== 'new_accounts' && topic !== 'repaired') return null;
  const isDone = topic === 'repaired';
  const label = isDone ? texts.done : texts.noticeDismiss;
  return (
    <ActionButton
      // Another button, and not the same one with another label.
      key={topic}
      part={isDone ? 'notice-done' : 'notice-dismiss'}
      variant="plain"
      {...buttonName(label, bank)}
      aria-describedby={describedBy}
      onClick={() => dismiss()}
    >
      {label}
    </ActionButton>
  );
}

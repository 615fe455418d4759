import type { ReactElement } from 'react';
import type { SignIn } from '../../core/client/config';
import type { RelinkOptions } from '../../core/client/session-types';
import type { ItemHealth } from '../../core/types';
import type { RelinkError } from '../../core/errors/relink-error';
import type { RelinkVariant } from '../../react/slots';
import { SessionButton } from '../button/relink-button';
import { lacksConsent, type NoticeTopic } from './notice-topic';

interface NoticeButtonProps {
  itemId: string;
  topic: NoticeTopic;
  health: ItemHealth | null;
  options: RelinkOptions;
  label: string;
  /** Whether the session's failure is about a problem that the Item no longer has: the button does not speak of it. */
  isOutdated: boolean;
  bank: string | null;
  variant: RelinkVariant;
  onSignIn: SignIn | undefined;
  onSupport: ((error: RelinkError) => void) | undefined;
  'aria-describedby'?: string | undefined;
}

/** The relink button of a notice, which itself shows the error, and how the session stands. */
export function NoticeButton({
  topic,
  health,
  options,
  label,
  isOutdated,
  variant,
  bank,
  ...props
}: NoticeButtonProps): ReactElement {
  const isAboutAccounts = topic === 'accounts' || topic === 'new_accounts';
  return (
    <SessionButton
      {...options}
      {...props}
      label={label}
      bank={bank ?? undefined}
      data-variant={variant}
      purpose={options.purpose ?? purposeOf(topic, health)}
      // Undefined for other topics: the session decides, and may have learned from the server that accounts are missing.
      accountSelection={options.accountSelection ?? (isAboutAccounts || undefined)}
    >
      {isOutdated && label}
    </SessionButton>
  );
}

/** What a relink is for, where the app does not say: the server chooses Link's products and texts by it. */
function purposeOf(topic: NoticeTopic, health: ItemHealth | null): RelinkOptions['purpose'] {
  if (topic === 'expiring' || topic === 'migrating') return 'renew';
  // Undefined for other topics: the session decides by `accountSelection`.
  return topic === 'relink' && health && lacksConsent(health) ? 'consent' : undefined;
}

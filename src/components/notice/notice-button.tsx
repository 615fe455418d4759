import type { ReactElement } from 'react';
import type { SignIn } from '../../core/client/config';
import type { RelinkOptions } from '../../core/client/session-types';
import type { ItemHealth, NoticeTopic } from '../../core/types';
import type { RelinkError } from '../../core/errors/relink-error';
import type { RelinkVariant } from '../../react/slots';
import { SessionButton } from '../button/relink-button';
import { noticePurpose } from './notice-purpose';

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
  return (
    <SessionButton
      {...options}
      {...props}
      label={label}
      bank={bank ?? undefined}
      data-variant={variant}
      {...noticePurpose(topic, health, options)}
    >
      {isOutdated && label}
    </SessionButton>
  );
}

import type { ReactElement } from 'react';
import type { RelinkView } from '../../core/client/session-types';
import type { Notice } from './use-notice';

/** The buttons of a notice. */
interface NoticeButtons {
  /** The button that helps, or null where there is nothing to press. With a link to the bank's site, where that is known. */
  action: ReactElement | null;
  /** The button that takes the notice away: of new accounts, and of a repair. Else null. */
  dismiss: ReactElement | null;
}

/** What the render function of a notice gets. */
export interface NoticeState
  extends Pick<Notice, 'topic' | 'words' | 'health' | 'view' | 'error'>, NoticeButtons {
  /** @deprecated Use `view`. */
  session: RelinkView;
}

export function noticeState(
  { topic, words, health, view, error }: Notice,
  buttons: NoticeButtons,
): NoticeState {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name still works.
  return { topic, words, health, view, error, session: view, ...buttons };
}

import { useEffect, useState, type ReactNode } from 'react';
import type { RelinkView } from '../../core/client/session-types';
import { loadedFeedback, loadFeedback } from './load-feedback';

interface SessionStatusProps {
  itemId: string;
  view: RelinkView;
  /** The bank's name, where it is known. */
  bank?: string | undefined;
  children: ReactNode;
}

/**
 * What a session has to say beside its button ("Still opening…", "Sign-in continues in the other tab.", "Nothing has
 * changed"), in place of its children for as long as it says so.
 */
export function SessionStatus({ view, children, ...props }: SessionStatusProps): ReactNode {
  const [feedback, setFeedback] = useState(loadedFeedback);
  const isWanted = view.status !== 'idle';
  useEffect(() => {
    if (isWanted) loadFeedback((loaded) => setFeedback(loaded));
  }, [isWanted]);
  if (!isWanted || !feedback) return children;
  return (
    <feedback.StatusLine view={view} {...props}>
      {children}
    </feedback.StatusLine>
  );
}

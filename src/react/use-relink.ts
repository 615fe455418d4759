import { useContext } from 'react';
import type { RelinkError } from '../core/errors/relink-error';
import { createEarlyError } from '../core/errors/early-errors';
import type { RelinkOptions, RelinkResult } from '../core/client/session-types';
import type { RelinkStatus } from '../core/types';
import { RelinkContext } from './context';
import { useSession } from './use-session';

/** What {@link useRelink} returns. */
export interface Relink {
  /** Of the Item's session, whichever component began it. */
  status: RelinkStatus;
  /** Set exactly while `status` is 'failed'. */
  error: RelinkError | null;
  /** Gets token, script and a hidden Link ahead of the click. Cheap to call again. */
  prepare: () => void;
  /**
   * Opens Link in update mode and resolves when the relink is over. Never rejects. A call while it is being prepared
   * is kept; one while a session runs joins it.
   */
  open: () => Promise<RelinkResult>;
}

/**
 * The session behind the button, for custom UIs. Works under a <RelinkProvider>, which hosts the session: Link stays
 * open when the component that called this hook goes away.
 *
 * @throws RelinkError `missing_provider`
 * @example
 * const { status, error, prepare, open } = useRelink(item.id);
 */
export function useRelink(itemId: string, options: RelinkOptions = {}): Relink {
  const context = useContext(RelinkContext);
  if (!context) {
    throw createEarlyError('missing_provider', {
      message:
        'Could not find <RelinkProvider>; wrap the part of your app that calls useRelink() in it. It hosts the Link session.',
    });
  }
  const { view, prepare, open } = useSession(context.client, itemId, options);
  return { status: view.status, error: view.error, prepare, open };
}

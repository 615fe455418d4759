'use client';

import { useCallback, useContext } from 'react';
import { cancelSession } from '../core/client/cancel-session';
import { missingProvider } from '../core/errors/early-errors';
import type { RelinkOptions, RelinkResult, RelinkView } from '../core/client/session-types';
import { RelinkContext } from './context';
import { showNewest, useSession } from './use-session';

/** What {@link useRelink} returns beside the view of the Item's session, whichever component began it. */
export interface RelinkControls {
  /** Fetches the token and Link's script, and makes a hidden Link, ahead of the click. Cheap to call again. */
  prepare: () => void;
  /**
   * Opens Link in update mode, as soon as it is prepared. Resolves when the relink is over, and never rejects. A call
   * while the Item's session runs gets the result of that session.
   */
  open: () => Promise<RelinkResult>;
  /**
   * Ends a session whose status is 'opening', for a user who does not want to wait any longer: the status becomes 'exited', and
   * so does the result of `open()`. Does nothing otherwise: the user alone closes a Link that shows.
   */
  cancel: () => void;
}

/** What {@link useRelink} returns. */
export type Relink = RelinkView & RelinkControls;

/**
 * The Item's Link session, for custom UIs. Needs a `<RelinkProvider>`, which runs the session: Link stays open when the
 * component that called this hook unmounts.
 *
 * @throws RelinkError `missing_provider`
 * @example
 * const { status, error, prepare, open } = useRelink(item.id);
 */
export function useRelink(itemId: string, options: RelinkOptions = {}): Relink {
  const context = useContext(RelinkContext);
  if (!context) throw missingProvider();
  const { client } = context;
  const [view, { prepare, open }] = useSession(client, itemId, () => options, false, showNewest);
  const cancel = useCallback(() => cancelSession(client, itemId), [client, itemId]);
  return { ...view, prepare, open, cancel };
}

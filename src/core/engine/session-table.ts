import type { RelinkStatus } from '../types';

/** What can happen to a session. */
export type SessionEvent =
  | 'prepare' // the user may be about to click
  | 'click'
  | 'linkReady' // a hidden Link with a usable token
  | 'linkLost' // that Link was given up unopened: superseded, or its token too old
  | 'linkOpened'
  | 'linkSucceeded'
  | 'linkExited'
  | 'confirmed' // the server says that the Item is healthy after this Link
  | 'repaired' // the server says that it is healthy without this Link: another tab, device or app did it
  | 'failed'
  | 'forgotten'; // nobody shows this Item any more

/**
 * The session as a table. What is not listed cannot happen and is ignored: a late callback of Link, a second click,
 * a hover over a button that already says what came out.
 */
export const SESSION_TABLE: Record<RelinkStatus, Partial<Record<SessionEvent, RelinkStatus>>> = {
  idle: { prepare: 'preparing', click: 'opening', repaired: 'relinked' },
  preparing: { linkReady: 'ready', linkLost: 'idle', click: 'opening' },
  ready: { linkLost: 'idle', click: 'opening' },
  // Success or exit without OPEN: Link's event may be missing, its outcome counts all the same.
  opening: {
    linkOpened: 'open',
    linkSucceeded: 'confirming',
    linkExited: 'exited',
    repaired: 'relinked',
    failed: 'failed',
  },
  // Plaid's own page reports nothing: what came of it is asked of the server.
  open: {
    linkSucceeded: 'confirming',
    linkExited: 'exited',
    repaired: 'relinked',
    failed: 'failed',
  },
  confirming: { confirmed: 'relinked', failed: 'failed' },
  relinked: { click: 'opening', forgotten: 'idle' },
  // The server is asked after an exit too, and may know more than the user did.
  exited: { click: 'opening', repaired: 'relinked', failed: 'failed', forgotten: 'idle' },
  failed: { click: 'opening', repaired: 'relinked', forgotten: 'idle' },
};

/** The status after an event, or null where the event means nothing now. */
export function nextStatus(status: RelinkStatus, event: SessionEvent): RelinkStatus | null {
  return SESSION_TABLE[status][event] ?? null;
}

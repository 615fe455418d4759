import type { RowWords } from './notice-types';
import type { ListMessages } from './types';

export type RowMessages = Pick<ListMessages, Extract<keyof ListMessages, `row${string}`>>;

export const only = (status: string): RowWords => ({ status, detail: null });

/** A row says in a few words what the notice of its topic says in two sentences. */
export const ENGLISH_ROWS: RowMessages = {
  rowRelink({ reason, lastUpdate }) {
    switch (reason) {
      case 'OAUTH_USER_REVOKED':
        return { status: 'Access turned off', detail: lastUpdate };
      case 'OAUTH_CONSENT_EXPIRED':
        return { status: 'Permission ended', detail: lastUpdate };
      case 'ADDITIONAL_CONSENT_REQUIRED':
        return only('Permission missing');
      default:
        return { status: 'Signed out', detail: lastUpdate };
    }
  },
  rowAccounts: () => only('Account not shared'),
  rowExpiring: ({ inDays, until }) => only(`Access ends ${inDays ?? until ?? 'soon'}`),
  rowMigrating: ({ inDays, until }) => only(`Connection ends ${inDays ?? until ?? 'soon'}`),
  rowNewLink: ({ lastUpdate }) => ({ status: 'Connection ended', detail: lastUpdate }),
  rowDuplicate: () => only('Connected twice'),
  rowTwice: () => 'the duplicate will be removed',
  rowVisitBank: () => only('To sort out with the bank'),
  rowWait: () => ({ status: 'Not responding', detail: 'we keep checking' }),
  rowNewAccounts: () => only('New accounts'),
  rowUnchecked: ({ code }) => ({
    status: 'Not checked',
    detail:
      code === 'unauthorized' ? 'you’re signed out' : code === 'offline' ? 'you’re offline' : null,
  }),
  rowRepaired: () => ({ status: 'Connected', detail: 'catching up' }),
};

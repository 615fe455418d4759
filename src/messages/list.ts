import type { ListMessages } from './types';

export const ENGLISH_LIST: ListMessages = {
  listTitle: ({ total, done }) => {
    if (total === 0) return 'Some banks have a problem';
    const left = total - done;
    return left === 1 ? 'One bank connection needs you' : `${left} bank connections need you`;
  },
  listDone: ({ total, done }) =>
    done === total ? 'Your bank connections work' : 'That is all for now',
  listChecking: 'Checking your other bank connections…',
  listNewAccounts: 'You can add more accounts',
  listUnchecked: 'Your bank connections',
  listProgress: ({ total, done }) => `${done} of ${total} reconnected`,
  listSkip: 'Skip for now',
};

import { ENGLISH_ROWS } from './rows';
import type { ListMessages } from './types';

export const ENGLISH_LIST: ListMessages = {
  listTitle({ total, done, task }) {
    if (total === 0) {
      return task === 'wait' ? 'Some banks aren’t responding' : 'Some banks have a problem';
    }
    const left = total - done;
    const banks = `${left}${done > 0 ? ' more' : ''} ${left === 1 ? 'bank' : 'banks'}`;
    return task === 'sign_in' ? `Sign in to ${banks}` : `Update ${banks}`;
  },
  listText({ left, next }) {
    if (left === 0) return 'Nothing for you to do.';
    if (left === 1) return 'It takes about a minute.';
    return next
      ? `About a minute each. Start with ${next}, or pick any.`
      : 'About a minute each. Pick any.';
  },
  listDone: ({ total, done }) =>
    done === total
      ? 'All set. Every bank is connected.'
      : `${done} of ${total} connected, ${total - done} for later`,
  listChecking: 'Checking your other banks…',
  listNewAccounts: 'You can add more accounts',
  listUnchecked: 'Your banks',
  listProgress: ({ total, done }) => `${done} of ${total} connected`,
  listStep: ({ step, total }) => `Step ${step} of ${total}`,
  listNothingToDo: 'Nothing to do',
  listLater: 'Later',
  listSkip: 'Later',
  listTwice: () =>
    'This bank is connected twice with the same sign-in, and only one connection can stay.',
  ...ENGLISH_ROWS,
};

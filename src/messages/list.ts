/** What the words of a list may speak of. */
export interface ListSubject {
  /** How many Items needed the user. */
  total: number;
  /** How many of them are repaired. */
  done: number;
}

/** The texts of `<RelinkList>`. */
export interface ListMessages {
  /** While there is something to do; also where there is nothing that the user could do (`total` 0). */
  listTitle: (subject: ListSubject) => string;
  /** When nothing is left for the user to do now. `total` counts outages and lost connections too. */
  listDone: (subject: ListSubject) => string;
  /** In place of the title: what was broken is repaired, and the server has yet to say how the others are. */
  listChecking: string;
  /** How many are done. */
  listProgress: (subject: ListSubject) => string;
  /** Leaves an Item for later. */
  listSkip: string;
}

export const ENGLISH_LIST: ListMessages = {
  listTitle: ({ total, done }) => {
    if (total === 0) return 'Some banks have a problem';
    const left = total - done;
    return left === 1 ? 'One bank connection needs you' : `${left} bank connections need you`;
  },
  listDone: ({ total, done }) =>
    done === total ? 'Your bank connections work again' : 'That is all for now',
  listChecking: 'Checking your other bank connections…',
  listProgress: ({ total, done }) => `${done} of ${total} reconnected`,
  listSkip: 'Skip for now',
};

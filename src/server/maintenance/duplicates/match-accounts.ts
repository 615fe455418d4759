import { isRecord, nonEmptyString } from '../../../core/unknown';
import { assertOption } from '../../options/assert/assert-option';

/**
 * What tells an account: fields of Plaid's `/accounts/get`, as Plaid sends them or as you stored them. The more of them
 * there are, the surer a match is.
 */
export interface AccountFacts {
  /** Plaid's id of the account. It is another one in each Item. */
  account_id: string;
  /**
   * The same in each Item. Plaid has it for depository accounts at banks with tokenized account numbers: Chase, PNC and
   * US Bank (`AccountBase` in the official client's types).
   */
  persistent_account_id?: string | null | undefined;
  name?: string | null | undefined;
  /** The last digits that the bank shows. They need not be those of the account number. */
  mask?: string | null | undefined;
  subtype?: string | null | undefined;
}

/**
 * How it is known that two accounts are one. `persistent_account_id` is Plaid's own word. `name_and_mask` is a guess: name,
 * mask and subtype are equal, and no other account of the two Items has the same.
 */
export type AccountEvidence = 'persistent_account_id' | 'name_and_mask';

/** One account of a bank that is in two Items. */
export interface AccountMatch {
  /** Its `account_id` in the first list. */
  from: string;
  /** Its `account_id` in the second list. */
  to: string;
  evidence: AccountEvidence;
}

/**
 * Finds the accounts of one Item in another Item of the same bank, as after a user has connected a bank again: by
 * `persistent_account_id`, else by name, mask and subtype together. An account that could be two of the other's is left
 * out, and so is one without a mask. It does not know the banks: compare Items of one bank alone.
 *
 * @throws RelinkError `invalid_options` for what are no lists of accounts with `account_id`
 * @example
 * for (const { from, to } of matchAccounts(oldAccounts, newAccounts)) await moveTransactions(from, to);
 */
export function matchAccounts(
  from: readonly AccountFacts[],
  to: readonly AccountFacts[],
): AccountMatch[] {
  assertAccounts(from, 'from');
  assertAccounts(to, 'to');
  const strong = pairUp(from, to, ({ persistent_account_id: id }) => nonEmptyString(id));
  const isMatched = (side: 'from' | 'to', { account_id: id }: AccountFacts): boolean =>
    strong.some((match) => match[side] === id);
  const weak = pairUp(
    from.filter((account) => !isMatched('from', account)),
    to.filter((account) => !isMatched('to', account)),
    nameAndMask,
    // Two persistent ids that differ are two accounts, whatever they are called.
    (a, b) => !(nonEmptyString(a.persistent_account_id) && nonEmptyString(b.persistent_account_id)),
  );
  return [
    ...strong.map((match) => ({ ...match, evidence: 'persistent_account_id' as const })),
    ...weak.map((match) => ({ ...match, evidence: 'name_and_mask' as const })),
  ];
}

function assertAccounts(accounts: unknown, name: string): void {
  assertOption(
    Array.isArray(accounts) &&
      accounts.every((account) => isRecord(account) && nonEmptyString(account.account_id)),
    name,
    'must be a list of accounts, each with its account_id',
    'Pass the accounts of /accounts/get, with the names that Plaid gives their fields.',
    'matchAccounts',
  );
}

type KeyOf = (account: AccountFacts) => string | null;

/** Of each key that one account of each list has. */
function pairUp(
  from: readonly AccountFacts[],
  to: readonly AccountFacts[],
  keyOf: KeyOf,
  mayMatch: (a: AccountFacts, b: AccountFacts) => boolean = () => true,
): { from: string; to: string }[] {
  const others = byKey(to, keyOf);
  return [...byKey(from, keyOf)].flatMap(([key, [account, ...more]]) => {
    const [other, ...moreOthers] = others.get(key) ?? [];
    if (!account || !other || more.length > 0 || moreOthers.length > 0) return [];
    return mayMatch(account, other) ? [{ from: account.account_id, to: other.account_id }] : [];
  });
}

function byKey(accounts: readonly AccountFacts[], keyOf: KeyOf): Map<string, AccountFacts[]> {
  const groups = new Map<string, AccountFacts[]>();
  for (const account of accounts) {
    const key = keyOf(account);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return groups;
}

/** "Checking" alone is the name of half of all accounts, so that a name without a mask tells nothing. */
function nameAndMask({ name, mask, subtype }: AccountFacts): string | null {
  const [known, digits] = [nonEmptyString(name), nonEmptyString(mask)];
  return known && digits ? JSON.stringify([known, digits, subtype ?? null]) : null;
}

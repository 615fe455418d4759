import { isRecord } from '../../../core/unknown';
import { withThrownPage } from '../../http/error-page';
import { assertKnownOptions } from '../../options/assert/assert-known-keys';
import {
  assertOption,
  assertTimeout,
  isFunction,
  isNonEmptyString,
} from '../../options/assert/assert-option';
import { mapInLanes } from '../../routes/map-in-lanes';
import { createPacing, type Pacing } from '../sweep/pacing';
import { Stopped } from '../sweep/plaid-caller';
import type {
  DuplicateCandidate,
  DuplicateItems,
  DuplicatesOptions,
  DuplicatesPlaidClient,
  UnreadItem,
} from './duplicate-options';
import { pairItems, type ComparedItem } from './pair-items';
import { readAccounts, readItem, type ReadItem } from './read-item';

const OPTIONS: Readonly<Record<keyof DuplicatesOptions, true>> = {
  callsPerMinute: true,
  concurrency: true,
  timeoutMs: true,
  signal: true,
  now: true,
  sleep: true,
};

/**
 * Finds Items that one user has twice: the same bank, and the same accounts. Run it for one user's Items when they have
 * connected a bank, or as a job for all Items. It compares Items of one user alone, removes nothing, and says of each pair
 * how it is known and which one to keep.
 *
 * It asks Plaid only about users who have several Items, and for accounts only where two of them are at one bank. It keeps
 * to `callsPerMinute`; after a 429 of Plaid's it slows down and asks again.
 *
 * @param items those of one user, or of all
 * @throws RelinkError `invalid_options`
 * @throws Error where nothing was answered for 10 minutes, or where Plaid refuses the app's keys
 * @throws the reason of the signal
 *
 * @example
 * const { duplicates } = await findDuplicateItems(plaid, await db.items.ofUser(user.id));
 * for (const { duplicate, keep } of duplicates) await db.items.update(duplicate.itemId, { duplicateOf: keep.itemId });
 */
export async function findDuplicateItems<Item extends DuplicateCandidate>(
  plaid: DuplicatesPlaidClient,
  items: Iterable<Item>,
  options: DuplicatesOptions = {},
): Promise<DuplicateItems<Item>> {
  const list = assertArguments(plaid, items, options);
  const pacing = createPacing(options);
  try {
    return await search(plaid, list, options.concurrency ?? 10, pacing).catch((thrown: unknown) => {
      throw thrown instanceof Stopped ? whyStopped(pacing, options) : thrown;
    });
  } finally {
    pacing.end();
  }
}

function whyStopped({ hopeless }: Pacing, { signal }: DuplicatesOptions): unknown {
  const reason = hopeless();
  if (!reason) return signal?.reason;
  const message = withThrownPage(`findDuplicateItems: ${reason.message}`, 'findDuplicateItems');
  return new Error(message, { cause: reason.cause });
}

async function search<Item extends DuplicateCandidate>(
  plaid: DuplicatesPlaidClient,
  items: readonly Item[],
  concurrency: number,
  { caller }: Pacing,
): Promise<DuplicateItems<Item>> {
  const suspects = groupsOf(items, ({ clientUserId }) => clientUserId).flatMap(worthAsking);
  const read = await mapInLanes(suspects, concurrency, (item) => readItem(plaid, item, caller));
  const groups = groupsOf(read, bankOfUser);
  const unread: UnreadItem<Item>[] = read.flatMap(({ item, institutionId, errorCode }) =>
    institutionId === null && errorCode !== null ? [{ item, errorCode }] : [],
  );
  const compared = await mapInLanes(groups.flat(), concurrency, async (one) => {
    const accounts = await readAccounts(plaid, one, caller);
    if ('errorCode' in accounts) unread.push({ item: one.item, errorCode: accounts.errorCode });
    return 'errorCode' in accounts ? [] : [{ ...one, accounts } satisfies ComparedItem<Item>];
  });
  const duplicates = groupsOf(compared.flat(), bankOfUser).flatMap((group) =>
    pairItems(group[0]?.institutionId ?? '', group),
  );
  return { duplicates, unread };
}

/** Null where the bank is not known, as of an Item whose accounts were entered by hand. */
function bankOfUser({ item, institutionId }: ReadItem<DuplicateCandidate>): string | null {
  return institutionId === null ? null : JSON.stringify([item.clientUserId, institutionId]);
}

/** Those of a user's Items that may be at one bank, as far as the app knows. */
function worthAsking<Item extends DuplicateCandidate>(items: readonly Item[]): Item[] {
  return items.filter(({ institutionId }, at) =>
    items.some(
      (other, index) =>
        index !== at &&
        (!institutionId || !other.institutionId || other.institutionId === institutionId),
    ),
  );
}

/** Values with the same key, where there are several. */
function groupsOf<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string | null,
): Value[][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** @returns the items, which a generator gives once */
function assertArguments<Item extends DuplicateCandidate>(
  plaid: DuplicatesPlaidClient,
  items: Iterable<Item>,
  options: DuplicatesOptions,
): Item[] {
  const assert = (condition: boolean, name: string, rule: string, advice: string): void =>
    assertOption(condition, name, rule, advice, 'findDuplicateItems');
  assert(
    isRecord(plaid) && isFunction(plaid.itemGet) && isFunction(plaid.accountsGet),
    'plaid',
    'has no itemGet() and accountsGet()',
    'Pass the official client.',
  );
  assert(
    isRecord(items) && Symbol.iterator in items,
    'items',
    'must be a list',
    'Such as the rows of a user’s Items.',
  );
  const list = [...items];
  for (const item of list)
    assert(
      isRecord(item) &&
        [item.itemId, item.accessToken, item.clientUserId].every((field) =>
          isNonEmptyString(field),
        ),
      'items',
      'has an entry without { itemId, accessToken, clientUserId }, all texts',
      'Without its user an Item could be called the duplicate of another user’s.',
    );
  assert(isRecord(options), 'options', 'must be an object', 'Leave them out for the defaults.');
  assertKnownOptions(options, OPTIONS, 'findDuplicateItems');
  for (const name of ['callsPerMinute', 'concurrency'] as const) {
    const { [name]: value = 1 } = options;
    const isCount = Number.isInteger(value) && value > 0;
    assert(isCount, name, 'must be a whole number above 0', 'Leave it out for the default.');
  }
  assertTimeout(options.timeoutMs ?? 1, 10_000, 'findDuplicateItems');
  return list;
}

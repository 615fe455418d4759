import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemFlag } from '../../src/core/item/item-flag';
import { parseRecord, type ItemRecord } from '../../src/core/item/item-record';
import { nextRecord, type ItemChange } from '../../src/core/item/next-record';
import { accountChanges, activeFlags, healthOfRecord } from '../../src/core/item/record-health';
import type { ItemFlagKind } from '../../src/core/types';

const ID = 'item-plaid-1';
const DAY = 24 * 60 * 60_000;
const START = Date.UTC(2026, 10, 1);
/** The time of a day, counted from the first one. */
const day = (days: number): string => new Date(START + days * DAY).toISOString();

const flag = (kind: ItemFlagKind, since: string, more: Partial<ItemFlag> = {}): ItemFlag => ({
  kind,
  since,
  ...more,
});
const webhook = (at: string, raised: ItemFlag | null = null): ItemChange => ({
  type: 'webhook',
  at,
  flag: raised,
});
const announced = (at: string, until?: string): ItemChange =>
  webhook(at, flag('disconnect', at, { until, reason: 'INSTITUTION_MIGRATION' }));
const answer = (at: string, item: object = {}, accounts?: object[]): ItemChange => ({
  type: 'answer',
  at,
  item: { error: null, consent_expiration_time: null, institution_id: 'ins_1', ...item },
  accounts,
});
const relink = (at: string, purpose: string | null = 'repair'): ItemChange => ({
  type: 'relink',
  at,
  purpose,
});

function recordOf(first: ItemChange, ...others: ItemChange[]): ItemRecord {
  return others.reduce(
    (record, change) => nextRecord(ID, record, change),
    nextRecord(ID, null, first),
  );
}
const after = (record: ItemRecord | null, news: readonly ItemChange[]): ItemRecord | null =>
  news.reduce((last, change) => nextRecord(ID, last, change), record);
const kindsOf = (...changes: [ItemChange, ...ItemChange[]]): ItemFlagKind[] =>
  activeFlags(recordOf(...changes)).map(({ kind }) => kind);
const healthAt = (days: number, ...changes: [ItemChange, ...ItemChange[]]) =>
  healthOfRecord(recordOf(...changes), START + days * DAY);

const KINDS: ItemFlagKind[] = [
  'disconnect',
  'expiration',
  'permission_revoked',
  'account_revoked',
  'product_permissions',
  'consent',
  'new_accounts',
  'app',
];

const anyTime = fc.integer({ min: 0, max: 40 }).map(day);
const anyFlag = fc.record({
  kind: fc.constantFrom(...KINDS),
  since: anyTime,
  until: fc.option(anyTime),
  reason: fc.constantFrom(null, 'INSTITUTION_MIGRATION', 'auth'),
});
/** Everything but answers: those are asked for, and do not arrive by themselves. */
const anyNews: fc.Arbitrary<ItemChange> = fc.oneof(
  fc.record({ type: fc.constant('webhook' as const), at: anyTime, flag: fc.option(anyFlag) }),
  fc.record({ type: fc.constant('flag' as const), flag: anyFlag }),
  fc.record({
    type: fc.constant('unflag' as const),
    at: anyTime,
    kind: fc.constantFrom(...KINDS),
  }),
  fc.record({
    type: fc.constant('relink' as const),
    at: anyTime,
    purpose: fc.constantFrom('repair', 'accounts', 'renew', null),
    linkSessionId: fc.constantFrom(null, 's-1', 's-2'),
  }),
  fc.record({ type: fc.constant('refusal' as const), at: anyTime }),
);

describe('a record of an Item', () => {
  it('G13: webhooks, flags and relinks lead to the same record in every order and repetition', () => {
    fc.assert(
      fc.property(
        fc.array(anyNews, { minLength: 1, maxLength: 8 }).chain((news) =>
          fc.tuple(
            fc.constant(news),
            fc.shuffledSubarray([...news, ...news], {
              minLength: news.length * 2,
              maxLength: news.length * 2,
            }),
          ),
        ),
        ([inOrder, shuffled]) => {
          expect(after(null, shuffled)).toEqual(after(null, inOrder));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('G13: news that comes twice is no news: the very same object is returned', () => {
    fc.assert(
      fc.property(fc.array(anyNews, { minLength: 1, maxLength: 6 }), (news) => {
        const record = after(recordOf(answer(day(1))), news);
        for (const change of news) expect(nextRecord(ID, record, change)).toBe(record);
      }),
      { numRuns: 200 },
    );
  });

  it('a record survives JSON, and a store that changes the order of its keys', () => {
    fc.assert(
      fc.property(fc.array(anyNews, { minLength: 1, maxLength: 6 }), (news) => {
        const record = recordOf(answer(day(1), {}, [{ account_id: 'a' }]), ...news);
        const stored = JSON.parse(JSON.stringify(record)) as object;
        const reordered = Object.fromEntries(Object.entries(stored).reverse());
        expect(parseRecord(ID, reordered)).toEqual(record);
        expect(JSON.stringify(parseRecord(ID, reordered))).toBe(JSON.stringify(record));
      }),
    );
  });

  it.each([
    ['null', null],
    ['text', '{"version":1'],
    ['a list', []],
    ['an older version', { ...recordOf(answer(day(1))), version: 0 }],
    ['another Item’s', { ...recordOf(answer(day(1))), itemId: 'item-other' }],
    ['a record without flags', { ...recordOf(answer(day(1))), flags: undefined }],
    ['a record with a broken answer', { ...recordOf(answer(day(1))), item: 'healthy' }],
    ['a record with broken ends', { ...recordOf(answer(day(1))), ends: null }],
  ])('a stored value that is %s is treated as no record', (_name, value) => {
    expect(parseRecord(ID, value)).toBeNull();
  });
});

describe('what ends a flag', () => {
  it.each(KINDS.filter((kind) => kind !== 'new_accounts'))(
    'a relink ends the flag %s, and an older webhook does not bring it back',
    (kind) => {
      const raised = webhook(day(1), flag(kind, day(1)));
      expect(kindsOf(raised)).toEqual([kind]);
      expect(kindsOf(raised, relink(day(2)))).toEqual([]);
      expect(kindsOf(relink(day(2)), raised)).toEqual([]);
      expect(kindsOf(relink(day(2)), webhook(day(3), flag(kind, day(3))))).toEqual([kind]);
    },
  );

  it('new accounts are over after a relink with account selection, and after no other', () => {
    const raised = webhook(day(1), flag('new_accounts', day(1)));
    expect(kindsOf(raised, relink(day(2), 'repair'))).toEqual(['new_accounts']);
    expect(kindsOf(raised, relink(day(2), 'accounts'))).toEqual([]);
  });

  it('G13: an old relink that is reported late leaves a newer announcement', () => {
    expect(kindsOf(announced(day(3)), relink(day(2)))).toEqual(['disconnect']);
  });

  it('a consent that moved past the announced end shows that the Item was relinked, though no relink was reported', () => {
    const moved = { consent_expiration_time: day(365) };
    const told = announced(day(1), day(8));
    expect(kindsOf(answer(day(0)), told, answer(day(2)), answer(day(3), moved))).toEqual([]);
    // The consent was there before the announcement, so that it says nothing.
    expect(kindsOf(answer(day(0), moved), told, answer(day(2), moved))).toEqual(['disconnect']);
    // Not established: the consent moved between two answers, and the announcement came between them too.
    expect(kindsOf(answer(day(0)), told, answer(day(2), moved))).toEqual(['disconnect']);
    // A consent that ends with the announced date is the one that ends.
    const ending = { consent_expiration_time: day(8) };
    expect(kindsOf(answer(day(0)), told, answer(day(2)), answer(day(3), ending))).toEqual([
      'disconnect',
    ]);
  });

  it('another institution shows that the Item was moved', () => {
    const told = announced(day(1), day(8));
    const moved = { institution_id: 'ins_2' };
    expect(kindsOf(told, answer(day(2)), answer(day(3), moved))).toEqual([]);
    const failed = { ...moved, error: { error_code: 'ITEM_LOGIN_REQUIRED' } };
    expect(kindsOf(told, answer(day(2)), answer(day(3), failed))).toEqual(['disconnect']);
  });

  it('an announced end is void 48 hours after it, if Plaid reports no error then', () => {
    const told = announced(day(1), day(8));
    expect(kindsOf(told, answer(day(9.9)))).toEqual(['disconnect']);
    expect(kindsOf(told, answer(day(10)))).toEqual([]);
    const broken = { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } };
    expect(kindsOf(told, answer(day(10), broken))).toEqual(['disconnect']);
    // Without a disconnect_time the end is 7 days after the webhook.
    expect(kindsOf(announced(day(1)), answer(day(9.9)))).toEqual(['disconnect']);
    expect(kindsOf(announced(day(1)), answer(day(10)))).toEqual([]);
  });

  it('LOGIN_REPAIRED ends no flag: the next answer of Plaid’s decides', () => {
    const repaired = webhook(day(2));
    expect(kindsOf(announced(day(1)), repaired)).toEqual(['disconnect']);
    expect(healthAt(2, answer(day(1)), repaired)).toBeNull();
  });

  it('the app ends a flag of its own', () => {
    const own: ItemChange = { type: 'flag', flag: flag('app', day(1), { reason: 'duplicate' }) };
    expect(kindsOf(own)).toEqual(['app']);
    expect(kindsOf(own, { type: 'unflag', kind: 'app', at: day(2) })).toEqual([]);
  });
});

describe('the health that a record gives', () => {
  it('G13: a bank that announced its move is expiring until the end, and needs an update after it', () => {
    const changes = [announced(day(1), day(8)), answer(day(2))] as const;
    expect(healthAt(3, ...changes)).toMatchObject({
      state: 'expiring',
      remedy: 'relink',
      reason: 'INSTITUTION_MIGRATION',
      flags: ['disconnect'],
      consentExpiresAt: new Date(day(8)),
      checkedAt: new Date(day(2)),
    });
    expect(healthAt(8.5, ...changes)).toMatchObject({ state: 'needs_update', remedy: 'relink' });
    expect(healthAt(3, ...changes, relink(day(3)), answer(day(3)))).toMatchObject({
      state: 'healthy',
      flags: [],
    });
  });

  it.each<[ItemFlagKind, string, string]>([
    ['permission_revoked', 'needs_update', 'relink'],
    ['account_revoked', 'needs_update', 'relink_with_accounts'],
    ['product_permissions', 'needs_update', 'relink'],
    ['consent', 'needs_update', 'relink'],
    ['app', 'needs_update', 'relink'],
    ['new_accounts', 'healthy', 'none'],
  ])('the flag %s makes an Item %s, with the remedy %s', (kind, state, remedy) => {
    const health = healthAt(3, webhook(day(1), flag(kind, day(1))), answer(day(2)));
    expect(health).toMatchObject({ state, remedy, flags: [kind] });
  });

  it('an error of Plaid’s comes before any flag', () => {
    const locked = { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED' } };
    expect(healthAt(3, announced(day(1)), answer(day(2), locked))).toMatchObject({
      state: 'needs_update',
      remedy: 'visit_bank',
      errorCode: 'ITEM_LOCKED',
      flags: ['disconnect'],
    });
  });

  it('the end that is sooner is shown: that of the consent or the announced one', () => {
    const consent = { consent_expiration_time: day(5) };
    expect(healthAt(3, announced(day(1), day(8)), answer(day(2), consent))).toMatchObject({
      state: 'expiring',
      consentExpiresAt: new Date(day(5)),
    });
    expect(healthAt(6, announced(day(1), day(8)), answer(day(2), consent))).toMatchObject({
      state: 'needs_update',
      remedy: 'relink',
    });
  });

  it('an Item whose permission was withdrawn needs another Item once Plaid mints no token for it', () => {
    const withdrawn = webhook(day(1), flag('permission_revoked', day(1)));
    const refusal: ItemChange = { type: 'refusal', at: day(3) };
    expect(healthAt(4, withdrawn, answer(day(2)), refusal)).toMatchObject({
      state: 'revoked',
      remedy: 'new_link',
    });
    expect(healthAt(5, withdrawn, refusal, relink(day(4)), answer(day(4)))).toMatchObject({
      state: 'healthy',
    });
  });

  it('an Item that is about to stop, and for which Plaid mints no token, is not sent to Link again', () => {
    const refusal: ItemChange = { type: 'refusal', at: day(3) };
    expect(healthAt(4, announced(day(1), day(8)), answer(day(2)), refusal)).toMatchObject({
      state: 'expiring',
      remedy: 'new_link',
    });
    expect(healthAt(4, answer(day(2)), refusal)).toMatchObject({
      state: 'healthy',
      remedy: 'none',
    });
  });

  it('an answer that is older than the newest webhook or relink is not believed', () => {
    expect(healthAt(3, answer(day(2)), webhook(day(2)))).toBeNull();
    expect(healthAt(3, answer(day(2)), relink(day(2.5)))).toBeNull();
    expect(healthAt(3, webhook(day(1)), answer(day(2)))).toMatchObject({ state: 'healthy' });
    // A signature has whole seconds.
    const soon = new Date(START + DAY + 500).toISOString();
    expect(healthAt(3, webhook(day(1)), answer(soon))).toBeNull();
  });

  it('an answer that was overtaken by a newer one is dropped', () => {
    const broken = { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } };
    const [early, late] = [new Date(START), new Date(START + 5 * 60_000)];
    expect(
      healthAt(0, answer(late.toISOString()), answer(early.toISOString(), broken)),
    ).toMatchObject({ state: 'healthy' });
  });

  it('an answer replaces one whose time is hours ahead, since that is from a clock that was wrong', () => {
    const broken = { error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' } };
    expect(healthAt(3, answer(day(2)), answer(day(1), broken))).toMatchObject({
      state: 'needs_update',
    });
  });

  it('a body of Plaid’s that does not say whether the Item has an error is no answer', () => {
    const silent: ItemChange = { type: 'answer', at: day(2), item: {} };
    expect(healthAt(3, silent)).toBeNull();
    expect(healthAt(3, answer(day(1)), silent)).toMatchObject({ checkedAt: new Date(day(1)) });
  });

  it('an Item without an account stays without one until Plaid is asked again', () => {
    expect(healthAt(3, answer(day(2), {}, []))).toMatchObject({ errorCode: 'NO_ACCOUNTS' });
    expect(
      healthAt(3, answer(day(1), {}, []), answer(day(2), {}, [{ account_id: 'a' }])),
    ).toMatchObject({ state: 'healthy' });
  });
});

describe('a Link session that is reported', () => {
  const session = (at: string, linkSessionId: string): ItemChange => ({
    type: 'relink',
    at,
    purpose: 'repair',
    linkSessionId,
  });
  const reported = (linkSessionId: string): ItemChange => ({ type: 'report', linkSessionId });

  it('a repeated report of a Link session ends no flag that is newer than the first report', () => {
    const first = [session(day(1), 's-1'), reported('s-1')] as const;
    const told = webhook(day(2), flag('disconnect', day(2)));
    expect(kindsOf(...first, told, session(day(3), 's-1'))).toEqual(['disconnect']);
    expect(kindsOf(...first, told, session(day(3), 's-2'))).toEqual([]);
  });

  it('G13: a Link session counts from the first time that it is told, in whatever order', () => {
    const news = [session(day(1), 's-1'), announced(day(2)), session(day(3), 's-1')] as const;
    expect(kindsOf(...news)).toEqual(['disconnect']);
    const [first, told, repeated] = news;
    expect(kindsOf(repeated, first, told)).toEqual(['disconnect']);
    expect(kindsOf(told, repeated)).toEqual([]);
  });

  it('a Link session that is older than the ten newest still ends the flags from before it', () => {
    const later = Array.from({ length: 12 }, (_, index) => session(day(3), `later-${index}`));
    expect(kindsOf(announced(day(1)), session(day(2), 's-1'), ...later)).toEqual([]);
    expect(after(null, [session(day(2), 's-1'), ...later])?.relinks).toHaveLength(10);
  });

  it('a record holds the ten newest sessions, each once', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `s-${index}`);
    const record = after(recordOf(answer(day(1))), [...ids, 's-11'].map(reported));
    expect(record?.reportedSessions).toEqual(ids.slice(2));
  });

  it('a record from before sessions were kept is still a record', () => {
    const { reportedSessions: _, ...older } = recordOf(answer(day(1)));
    expect(parseRecord(ID, older)).toEqual(recordOf(answer(day(1))));
  });
});

describe('the accounts that a relink changes', () => {
  it('the accounts added and removed are those of the two lists', () => {
    expect(accountChanges(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
    expect(accountChanges(null, ['a'])).toBeNull();
    expect(accountChanges(['a'], null)).toBeNull();
  });

  it('an answer without accounts leaves the list of the last one', () => {
    const record = recordOf(answer(day(1), {}, [{ account_id: 'a' }]), answer(day(2)));
    expect(record.accountIds).toEqual(['a']);
  });
});

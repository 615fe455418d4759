import { describe, expect, it } from 'vitest';
import {
  deriveList,
  LIST_GROUPS,
  type DerivedList,
} from '../../src/components/list/state/derive-list';
import { EMPTY_LIST, nextList, type ListEvent } from '../../src/components/list/state/list-state';
import type { BrokenRow, RowUpdate } from '../../src/components/list/state/row-update';

const IDS = ['a', 'b', 'c', 'd'];
const after = (events: ListEvent[], itemIds = IDS): DerivedList =>
  deriveList(events.reduce(nextList, EMPTY_LIST), itemIds);
/** From top to bottom. */
const orderOf = ({ groups }: DerivedList): string[] =>
  LIST_GROUPS.flatMap((group) => groups[group]);

const broken = (
  itemId: string,
  topic: BrokenRow['topic'],
  { untilMs = null, isActionable = topic !== 'wait' }: Partial<BrokenRow> = {},
): ListEvent => ({ type: 'updated', itemId, update: { topic, untilMs, isActionable } });
const repaired = (itemId: string): ListEvent => ({
  type: 'updated',
  itemId,
  update: { topic: 'repaired' },
});
const healthy = (itemId: string): ListEvent => ({
  type: 'updated',
  itemId,
  update: { topic: 'healthy' },
});
const skipped = (itemId: string): ListEvent => ({ type: 'skipped', itemId });
const touched: ListEvent = { type: 'touched', itemIds: IDS };

describe('the order of a list', () => {
  it('a list keeps the app’s order while no health is known', () => {
    expect(orderOf(after([]))).toEqual(IDS);
    expect(after([]).currentId).toBeNull();
  });

  it('a list puts broken Items first, then those that expire soonest, then outages', () => {
    const events = [
      broken('a', 'wait'),
      broken('b', 'expiring', { untilMs: 20 }),
      broken('c', 'expiring', { untilMs: 10 }),
      broken('d', 'relink'),
    ];
    expect(orderOf(after(events))).toEqual(['d', 'c', 'b', 'a']);
    expect(after(events).currentId).toBe('d');
  });

  it('a list keeps its order once the user has touched it, and puts an Item that breaks later last', () => {
    const events = [
      broken('b', 'expiring'),
      broken('c', 'migrating'),
      touched,
      broken('a', 'relink'),
    ];
    expect(orderOf(after(events)).slice(0, 3)).toEqual(['b', 'c', 'a']);
  });

  it('a list keeps outages below what the user can do, and skipped Items below both', () => {
    const events = [
      broken('a', 'wait'),
      broken('b', 'relink'),
      broken('c', 'relink'),
      touched,
      skipped('b'),
    ];
    expect(after(events).groups).toEqual({ todo: ['c', 'd'], nothing: ['a'], later: ['b'] });
    expect(after([...events, repaired('b'), repaired('a')]).groups).toEqual({
      todo: ['b', 'c', 'd'],
      nothing: ['a'],
      later: [],
    });
  });

  it('a repaired Item keeps its place in the list', () => {
    const events = [broken('b', 'relink'), broken('a', 'expiring'), repaired('b')];
    expect(orderOf(after(events)).slice(0, 2)).toEqual(['b', 'a']);
  });

  it('a list follows the app’s Items as they come and go, and shows none twice', () => {
    const events = [broken('a', 'relink'), broken('b', 'relink'), touched];
    expect(orderOf(after(events, ['b', 'b', 'e']))).toEqual(['b', 'e']);
    expect(after(events, ['b', 'e']).counted).toEqual(['b']);
  });
});

describe('the progress of a list', () => {
  it('a list leads from Item to Item and counts the repaired ones', () => {
    const events = [broken('a', 'relink'), broken('b', 'expiring')];
    expect(after(events)).toMatchObject({ currentId: 'a', counted: ['a', 'b'], repaired: [] });
    const next = [...events, repaired('a')];
    expect(after(next)).toMatchObject({ currentId: 'b', counted: ['a', 'b'], repaired: ['a'] });
    const last = [...next, repaired('b')];
    expect(after(last)).toMatchObject({ currentId: null, repaired: ['a', 'b'] });
  });

  it('a list passes over a skipped Item, which can still be repaired', () => {
    const events = [broken('a', 'relink'), broken('b', 'relink'), skipped('a')];
    expect(after(events)).toMatchObject({ currentId: 'b', skipped: ['a'] });
    const next = [...events, repaired('a')];
    expect(after(next)).toMatchObject({ repaired: ['a'], skipped: [] });
  });

  it('a list does not count an outage, which the user cannot repair', () => {
    expect(after([broken('a', 'wait'), broken('b', 'relink')])).toMatchObject({
      currentId: 'b',
      counted: ['b'],
    });
  });

  it('a list keeps counting an Item whose bank goes down after the user was asked to relink it', () => {
    expect(after([broken('a', 'relink'), broken('a', 'wait')])).toMatchObject({
      currentId: null,
      counted: ['a'],
      repaired: [],
    });
  });

  it('a list counts neither Items that were healthy all the time nor Items without a health', () => {
    expect(after([repaired('a'), healthy('b'), skipped('c')])).toMatchObject({
      counted: [],
      skipped: [],
    });
  });

  it('a list counts a broken Item as repaired when its row mounts again and reports it healthy', () => {
    expect(after([broken('a', 'relink'), healthy('a')])).toMatchObject({
      counted: ['a'],
      repaired: ['a'],
    });
  });

  it('a list keeps counting a repaired Item that the app takes out, and no other', () => {
    const events = [broken('a', 'relink'), broken('b', 'relink')];
    expect(after(events, ['b']).counted).toEqual(['b']);
    const next = [...events, repaired('a')];
    expect(after(next, ['b'])).toMatchObject({ counted: ['b', 'a'], repaired: ['a'] });
  });
});

describe('the end of a list', () => {
  const known = ['b', 'c', 'd'].map(healthy);

  it('a list is done when every health is known and the user has nothing left to do', () => {
    const events = [broken('a', 'relink'), skipped('a')];
    expect(after(events)).toMatchObject({ isComplete: false, isDone: false });
    expect(after([...events, ...known])).toMatchObject({ isComplete: true, isDone: true });
  });

  it('a list in which nothing was wrong is never done', () => {
    expect(after([healthy('a'), ...known])).toMatchObject({ isComplete: true, isDone: false });
  });

  it('a list is done although an outage is left, which it reports as broken', () => {
    const events = [broken('a', 'relink'), broken('b', 'wait'), repaired('a'), ...known.slice(1)];
    expect(after(events)).toMatchObject({
      isDone: true,
      troubled: ['a', 'b'],
      broken: ['b'],
      counted: ['a'],
    });
  });

  it('a list without Items is done only if each of its Items was repaired', () => {
    const events = [broken('a', 'relink'), broken('b', 'relink'), repaired('a')];
    expect(after(events, [])).toMatchObject({ isDone: false });
    expect(after([...events, repaired('b')], [])).toMatchObject({ isDone: true });
  });

  it('a repair ends a skip, so that the Item becomes the next step when it breaks again', () => {
    const events = [broken('a', 'relink'), skipped('a'), repaired('a'), broken('a', 'relink')];
    expect(after(events)).toMatchObject({ currentId: 'a', skipped: [] });
  });
});

describe('Items of one login', () => {
  /** The health of b says that it is a duplicate of a. */
  const duplicate = (of: string, isActionable: boolean): RowUpdate => ({
    topic: 'duplicate',
    untilMs: null,
    isActionable,
    duplicateOf: of,
  });
  const updated = (itemId: string, update: RowUpdate): ListEvent => ({
    type: 'updated',
    itemId,
    update,
  });
  const standing = (list: DerivedList): string[] =>
    orderOf(list).filter((itemId) => list.shown.includes(itemId));

  it.each([
    ['the Item to keep is broken', [broken('a', 'relink')], ['a'], ['a']],
    ['the Item to keep is repaired', [broken('a', 'relink'), repaired('a')], ['b'], ['b']],
    ['the Item to keep has always worked', [healthy('a')], ['b'], ['b']],
    ['the Item to keep is not known yet', [], [], []],
  ])('one row stands for both where %s', (_when, events, shown, counted) => {
    const list = after([updated('b', duplicate('a', true)), ...events], ['a', 'b']);
    expect(standing(list)).toEqual(shown);
    expect(list.counted).toEqual(counted);
  });

  it('an Item to keep that works has no row of its own where the app asks for no removal', () => {
    const list = after([updated('b', duplicate('a', false)), healthy('a')], ['a', 'b']);
    expect(standing(list)).toEqual([]);
    expect(list.summary.duplicates).toEqual(['b']);
  });

  it('an Item whose only other connection is broken is not among those to remove', () => {
    const events = [updated('b', duplicate('a', false)), broken('a', 'relink'), skipped('a')];
    const list = after(events, ['a', 'b']);
    expect(list.isDone).toBe(true);
    expect(list.summary).toMatchObject({ left: ['a'], duplicates: [] });
  });

  it('the row of the other Item comes to where the first one was', () => {
    const events = [
      broken('a', 'relink'),
      broken('c', 'relink'),
      updated('b', duplicate('a', true)),
      touched,
      repaired('a'),
    ];
    expect(standing(after(events, ['a', 'c', 'b']))).toEqual(['b', 'c']);
  });

  it('a chain of duplicates ends at the Item to keep', () => {
    const events = [
      updated('c', duplicate('b', false)),
      updated('b', duplicate('a', false)),
      broken('a', 'relink'),
    ];
    expect(standing(after(events, ['c', 'b', 'a']))).toEqual(['a']);
  });

  it('the one that works is kept of Items that name each other, else the first', () => {
    const events = [updated('a', duplicate('b', false)), updated('b', duplicate('a', false))];
    expect(after(events, ['a', 'b']).logins).toMatchObject([{ keptId: 'a' }]);
    const works = updated('b', { topic: 'repaired', duplicateOf: 'a' });
    expect(after([...events, works], ['a', 'b']).logins).toMatchObject([{ keptId: 'b' }]);
  });

  it('a list is not done while it asks for an Item that a relink may have broken', () => {
    const recheck = (isUnderWay: boolean): ListEvent => ({
      type: 'recheck',
      itemId: 'b',
      isUnderWay,
    });
    const events = [broken('a', 'relink'), healthy('b'), repaired('a'), recheck(true)];
    expect(after(events, ['a', 'b']).isDone).toBe(false);
    expect(after([...events, recheck(false)], ['a', 'b']).isDone).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import {
  EMPTY_LIST,
  nextList,
  viewOfList,
  type ListEvent,
  type RowUpdate,
} from '../../src/components/list/list-state';

const IDS = ['a', 'b', 'c', 'd'];
const after = (events: ListEvent[], itemIds = IDS) =>
  viewOfList(events.reduce(nextList, EMPTY_LIST), itemIds);

const news = (
  itemId: string,
  topic: RowUpdate['topic'],
  {
    untilMs = null,
    isActionable = topic !== 'repaired' && topic !== 'wait',
  }: Partial<RowUpdate> = {},
): ListEvent => ({ type: 'news', itemId, news: { topic, untilMs, isActionable } });
const healthy = (itemId: string): ListEvent => ({ type: 'news', itemId, news: 'healthy' });
const skipped = (itemId: string): ListEvent => ({ type: 'skipped', itemId });
const touched: ListEvent = { type: 'touched', itemIds: IDS };

describe('the order of a list', () => {
  it('a list keeps the app’s order while no health is known', () => {
    expect(after([]).order).toEqual(IDS);
    expect(after([]).currentId).toBeNull();
  });

  it('a list puts broken Items first, then those that expire soonest, then outages', () => {
    const told = [
      news('a', 'wait'),
      news('b', 'expiring', { untilMs: 20 }),
      news('c', 'expiring', { untilMs: 10 }),
      news('d', 'relink'),
    ];
    expect(after(told).order).toEqual(['d', 'c', 'b', 'a']);
    expect(after(told).currentId).toBe('d');
  });

  it('a list keeps its order once the user has touched it, and puts an Item that breaks later last', () => {
    const told = [news('b', 'expiring'), news('c', 'wait'), touched, news('a', 'relink')];
    expect(after(told).order.slice(0, 3)).toEqual(['b', 'c', 'a']);
  });

  it('a repaired Item keeps its place in the list', () => {
    const told = [news('b', 'relink'), news('a', 'expiring'), news('b', 'repaired')];
    expect(after(told).order.slice(0, 2)).toEqual(['b', 'a']);
  });

  it('a list follows the app’s Items as they come and go, and shows none twice', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), touched];
    expect(after(told, ['b', 'b', 'e']).order).toEqual(['b', 'e']);
    expect(after(told, ['b', 'e']).counted).toEqual(['b']);
  });
});

describe('the progress of a list', () => {
  it('a list leads from Item to Item and counts the repaired ones', () => {
    const told = [news('a', 'relink'), news('b', 'expiring')];
    expect(after(told)).toMatchObject({ currentId: 'a', counted: ['a', 'b'], repaired: [] });
    const next = [...told, news('a', 'repaired')];
    expect(after(next)).toMatchObject({ currentId: 'b', counted: ['a', 'b'], repaired: ['a'] });
    const last = [...next, news('b', 'repaired')];
    expect(after(last)).toMatchObject({ currentId: null, repaired: ['a', 'b'] });
  });

  it('a list passes over a skipped Item, which can still be repaired', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), skipped('a')];
    expect(after(told)).toMatchObject({ currentId: 'b', skipped: ['a'] });
    const repaired = [...told, news('a', 'repaired')];
    expect(after(repaired)).toMatchObject({ repaired: ['a'], skipped: [] });
  });

  it('a list does not count an outage, which the user cannot repair', () => {
    expect(after([news('a', 'wait'), news('b', 'relink')])).toMatchObject({
      currentId: 'b',
      counted: ['b'],
    });
  });

  it('a list keeps counting an Item whose bank goes down after the user was asked to relink it', () => {
    expect(after([news('a', 'relink'), news('a', 'wait')])).toMatchObject({
      currentId: null,
      counted: ['a'],
      repaired: [],
    });
  });

  it('a list counts neither Items that were healthy all the time nor Items without a health', () => {
    expect(after([news('a', 'repaired'), healthy('b'), skipped('c')])).toMatchObject({
      counted: [],
      skipped: [],
    });
  });

  it('a list counts a broken Item as repaired when its row mounts again and reports it healthy', () => {
    expect(after([news('a', 'relink'), healthy('a')])).toMatchObject({
      counted: ['a'],
      repaired: ['a'],
    });
  });

  it('a list keeps counting a repaired Item that the app takes out, and no other', () => {
    const told = [news('a', 'relink'), news('b', 'relink')];
    expect(after(told, ['b']).counted).toEqual(['b']);
    const repaired = [...told, { type: 'repaired', itemId: 'a' } as const];
    expect(after(repaired, ['b'])).toMatchObject({ counted: ['b', 'a'], repaired: ['a'] });
  });
});

describe('the end of a list', () => {
  const known = ['b', 'c', 'd'].map(healthy);

  it('a list is done when every health is known and the user has nothing left to do', () => {
    const told = [news('a', 'relink'), skipped('a')];
    expect(after(told)).toMatchObject({ isComplete: false, isDone: false });
    expect(after([...told, ...known])).toMatchObject({ isComplete: true, isDone: true });
  });

  it('a list in which nothing was wrong is never done', () => {
    expect(after([healthy('a'), ...known])).toMatchObject({ isComplete: true, isDone: false });
  });

  it('a list is done although an outage is left, which it reports as broken', () => {
    const told = [news('a', 'relink'), news('b', 'wait'), news('a', 'repaired'), ...known.slice(1)];
    expect(after(told)).toMatchObject({
      isDone: true,
      troubled: ['a', 'b'],
      broken: ['b'],
      counted: ['a'],
    });
  });

  it('a list without Items is done only if each of its Items was repaired', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), news('a', 'repaired')];
    expect(after(told, [])).toMatchObject({ isDone: false });
    expect(after([...told, news('b', 'repaired')], [])).toMatchObject({ isDone: true });
  });

  it('a repair ends a skip, so that the Item becomes the next step when it breaks again', () => {
    const told = [news('a', 'relink'), skipped('a'), news('a', 'repaired'), news('a', 'relink')];
    expect(after(told)).toMatchObject({ currentId: 'a', skipped: [] });
  });
});

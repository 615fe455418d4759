import { describe, expect, it } from 'vitest';
import {
  EMPTY_LIST,
  nextList,
  viewOfList,
  type ListEvent,
  type ListNews,
} from '../../src/core/relink-list';

const IDS = ['a', 'b', 'c', 'd'];
const after = (events: ListEvent[], itemIds = IDS) =>
  viewOfList(events.reduce(nextList, EMPTY_LIST), itemIds);

const news = (
  itemId: string,
  topic: ListNews['topic'],
  {
    untilMs = null,
    isActionable = topic !== 'repaired' && topic !== 'wait',
  }: Partial<ListNews> = {},
): ListEvent => ({ type: 'news', itemId, news: { topic, untilMs, isActionable } });
const healthy = (itemId: string): ListEvent => ({ type: 'news', itemId, news: 'healthy' });
const skipped = (itemId: string): ListEvent => ({ type: 'skipped', itemId });
const touched: ListEvent = { type: 'touched', itemIds: IDS };

describe('the order of a list', () => {
  it('is the app’s while nothing is known', () => {
    expect(after([]).order).toEqual(IDS);
    expect(after([]).currentId).toBeNull();
  });

  it('is worst first: what is broken, what ends soonest, outages', () => {
    const told = [
      news('a', 'wait'),
      news('b', 'expiring', { untilMs: 20 }),
      news('c', 'expiring', { untilMs: 10 }),
      news('d', 'relink'),
    ];
    expect(after(told).order).toEqual(['d', 'c', 'b', 'a']);
    expect(after(told).currentId).toBe('d');
  });

  it('stays as it is once the user has touched it, and what breaks later comes last', () => {
    const told = [news('b', 'expiring'), news('c', 'wait'), touched, news('a', 'relink')];
    expect(after(told).order.slice(0, 3)).toEqual(['b', 'c', 'a']);
  });

  it('keeps the place of an Item that was repaired', () => {
    const told = [news('b', 'relink'), news('a', 'expiring'), news('b', 'repaired')];
    expect(after(told).order.slice(0, 2)).toEqual(['b', 'a']);
  });

  it('follows the app’s Items as they come and go, and has none twice', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), touched];
    expect(after(told, ['b', 'b', 'e']).order).toEqual(['b', 'e']);
    expect(after(told, ['b', 'e']).counted).toEqual(['b']);
  });
});

describe('the progress of a list', () => {
  it('goes from Item to Item, and counts those that are repaired', () => {
    const told = [news('a', 'relink'), news('b', 'expiring')];
    expect(after(told)).toMatchObject({ currentId: 'a', counted: ['a', 'b'], repaired: [] });
    const next = [...told, news('a', 'repaired')];
    expect(after(next)).toMatchObject({ currentId: 'b', counted: ['a', 'b'], repaired: ['a'] });
    const last = [...next, news('b', 'repaired')];
    expect(after(last)).toMatchObject({ currentId: null, repaired: ['a', 'b'] });
  });

  it('passes over what was skipped, which may still be repaired', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), skipped('a')];
    expect(after(told)).toMatchObject({ currentId: 'b', skipped: ['a'] });
    const repaired = [...told, news('a', 'repaired')];
    expect(after(repaired)).toMatchObject({ repaired: ['a'], skipped: [] });
  });

  it('does not count an outage, with which the user can do nothing', () => {
    expect(after([news('a', 'wait'), news('b', 'relink')])).toMatchObject({
      currentId: 'b',
      counted: ['b'],
    });
  });

  it('still counts an Item whose bank goes down in the middle of it', () => {
    expect(after([news('a', 'relink'), news('a', 'wait')])).toMatchObject({
      currentId: null,
      counted: ['a'],
      repaired: [],
    });
  });

  it('knows nothing of Items that were healthy all the time, or were never heard of', () => {
    expect(after([news('a', 'repaired'), healthy('b'), skipped('c')])).toMatchObject({
      counted: [],
      skipped: [],
    });
  });

  it('counts what a row that mounts anew calls healthy as repaired', () => {
    expect(after([news('a', 'relink'), healthy('a')])).toMatchObject({
      counted: ['a'],
      repaired: ['a'],
    });
  });

  it('still counts a repaired Item that the app takes out, and no other', () => {
    const told = [news('a', 'relink'), news('b', 'relink')];
    expect(after(told, ['b']).counted).toEqual(['b']);
    const repaired = [...told, { type: 'repaired', itemId: 'a' } as const];
    expect(after(repaired, ['b'])).toMatchObject({ counted: ['b', 'a'], repaired: ['a'] });
  });
});

describe('the end of a list', () => {
  const known = ['b', 'c', 'd'].map(healthy);

  it('comes when all is known, and nothing is left that the user can do', () => {
    const told = [news('a', 'relink'), skipped('a')];
    expect(after(told)).toMatchObject({ isComplete: false, isDone: false });
    expect(after([...told, ...known])).toMatchObject({ isComplete: true, isDone: true });
  });

  it('does not come where nothing was wrong', () => {
    expect(after([healthy('a'), ...known])).toMatchObject({ isComplete: true, isDone: false });
  });

  it('leaves outages broken, which do not count', () => {
    const told = [news('a', 'relink'), news('b', 'wait'), news('a', 'repaired'), ...known.slice(1)];
    expect(after(told)).toMatchObject({
      isDone: true,
      troubled: ['a', 'b'],
      broken: ['b'],
      counted: ['a'],
    });
  });

  it('is not that the app has no Items for a moment, unless each is repaired', () => {
    const told = [news('a', 'relink'), news('b', 'relink'), news('a', 'repaired')];
    expect(after(told, [])).toMatchObject({ isDone: false });
    expect(after([...told, news('b', 'repaired')], [])).toMatchObject({ isDone: true });
  });

  it('takes a skip back with the repair: what breaks again is the next step', () => {
    const told = [news('a', 'relink'), skipped('a'), news('a', 'repaired'), news('a', 'relink')];
    expect(after(told)).toMatchObject({ currentId: 'a', skipped: [] });
  });
});

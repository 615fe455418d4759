import { expect, it } from 'vitest';
import { createKnownHealth } from '../../src/core/client/known-health';
import type { ItemHealth } from '../../src/core/types';

const health = (institutionName: string | null, state: ItemHealth['state'] = 'healthy') =>
  ({
    state,
    remedy: 'none',
    errorCode: null,
    consentExpiresAt: null,
    institutionName,
  }) satisfies ItemHealth;

it('the name of a bank is known by any answer that has it, and by health that came with the page', async () => {
  const known = createKnownHealth();
  expect(known.bankOf('item-a')).toBeNull();
  await known.learn('item-a', () => Promise.resolve(health('Tartan Bank', 'unavailable')));
  await known.learn('item-a', () => Promise.resolve(health(null)));
  known.suppose('item-b', health('Gingham Bank'));
  expect([known.bankOf('item-a'), known.bankOf('item-b')]).toEqual(['Tartan Bank', 'Gingham Bank']);
});

it('a listener to all answers hears of those that are not remembered too', async () => {
  const known = createKnownHealth();
  const heard: string[] = [];
  known.listenToAll((itemId) => heard.push(itemId));
  await known.learn('item-a', () => Promise.resolve(health(null, 'unavailable')));
  await known.learn('item-b', () => Promise.resolve(health(null)));
  expect(heard).toEqual(['item-a', 'item-b']);
  expect([known.healthOf('item-a'), known.healthOf('item-b')?.state]).toEqual([null, 'healthy']);
});

import type { FakeItemInit } from 'react-plaid-relink/testing';
import type { StoredItem } from './store';

const DAY_MS = 24 * 60 * 60_000;

/** The user of the demo, and the user whose Items nobody else may see. */
export const ADA = 'ada';
const BOB = 'bob';

export interface Seed extends FakeItemInit {
  institutionName: string;
  scene: StoredItem['scene'];
  userId: typeof ADA | typeof BOB;
  /** The bank announces that it moves to a new login. Only a webhook tells it. */
  isMoving?: boolean;
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** The Items of a new world. Each scene has its own, so that a repair in one leaves the others broken. */
export function seeds(): Seed[] {
  const lastUpdate = { transactions: { lastSuccessfulUpdate: inDays(-12) } };
  const broken = { errorCode: 'ITEM_LOGIN_REQUIRED', status: lastUpdate };
  return [
    ada('notice', 'First Platypus Bank', { institutionId: 'ins_109508', ...broken }),
    ada('list', 'Houndstooth Bank', { institutionId: 'ins_109512', ...broken }),
    ada('list', 'Tattersall Federal Credit Union', {
      institutionId: 'ins_109510',
      errorCode: 'NO_ACCOUNTS',
      status: lastUpdate,
    }),
    ada('list', 'Herringbone Bank', { institutionId: 'ins_demo_herringbone', isMoving: true }),
    ada('list', 'First Gingham Credit Union', {
      institutionId: 'ins_109509',
      errorCode: 'ITEM_LOCKED',
      status: lastUpdate,
    }),
    ada('list', 'Seersucker Savings', {
      institutionId: 'ins_demo_seersucker',
      errorCode: 'INSTITUTION_DOWN',
      status: { transactions: { lastSuccessfulUpdate: inDays(-1) } },
    }),
    ada('button', 'Tartan Bank', { institutionId: 'ins_109511', ...broken }),
    ada('button', 'Madras Credit Union', {
      institutionId: 'ins_demo_madras',
      consentExpirationTime: inDays(3),
    }),
    ada('button', 'Corduroy Bank', { institutionId: 'ins_demo_corduroy' }),
    ada('custom', 'Paisley Union', { institutionId: 'ins_demo_paisley', ...broken }),
    ada('oauth', 'Platypus OAuth Bank', { institutionId: 'ins_127287', ...broken }),
    ada('hook', 'Chambray Bank', { institutionId: 'ins_demo_chambray', ...broken }),
    ada('legacy', 'Argyle Savings', { institutionId: 'ins_demo_argyle', ...broken }),
    // Another user's Item. A request for it gets the same answer as for an Item that does not exist.
    { scene: 'list', institutionName: 'Bob’s Bank', userId: BOB, ...broken },
  ];
}

function ada(
  scene: Seed['scene'],
  institutionName: string,
  init: Omit<Seed, 'scene' | 'institutionName' | 'userId'>,
): Seed {
  return { scene, institutionName, userId: ADA, ...init };
}

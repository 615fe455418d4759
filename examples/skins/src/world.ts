/** A Plaid, a backend and a Link in memory. Your app needs none of this. */
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';

const DAY_MS = 86_400_000;
const CREDENTIALS = { username: 'user_good', password: 'pass_good' };

/** Items with a problem each, and an installed fake Link. */
export function createWorld() {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  createFakeLink({ plaid, ui: 'dialog', prefill: CREDENTIALS }).install();
  const itemOf = (...[init]: Parameters<typeof plaid.createItem>): string => {
    const item = plaid.createItem(init);
    backend.addItem(item);
    return item.itemId;
  };
  return {
    gateway: backend.gateway,
    button: itemOf({
      institutionId: 'ins_2',
      institutionName: 'Tartan Bank',
      errorCode: 'ITEM_LOGIN_REQUIRED',
    }),
    broken: itemOf({
      institutionId: 'ins_3',
      institutionName: 'Tattersall Credit Union',
      errorCode: 'ITEM_LOGIN_REQUIRED',
    }),
    expiring: itemOf({
      institutionId: 'ins_4',
      institutionName: 'Bank of Elms',
      consentExpirationTime: new Date(Date.now() + 3 * DAY_MS).toISOString(),
    }),
    down: itemOf({
      institutionId: 'ins_5',
      institutionName: 'First Gingham',
      errorCode: 'INSTITUTION_DOWN',
    }),
  };
}

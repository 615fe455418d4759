/** An account as Link reports it in its metadata. */
export interface FakeAccount {
  id: string;
  name: string;
  mask: string;
  type: string;
  subtype: string;
  verification_status: null;
  class_type: null;
}

function createAccount(id: string, name: string, mask: string, subtype: string): FakeAccount {
  return {
    id,
    name,
    mask,
    type: 'depository',
    subtype,
    verification_status: null,
    class_type: null,
  };
}

/** The accounts that every user has at every fake bank. */
export const ACCOUNTS: readonly FakeAccount[] = [
  createAccount('acc-checking', 'Plaid Checking', '0000', 'checking'),
  createAccount('acc-saving', 'Plaid Saving', '1111', 'savings'),
];

/** Another account of a user who has `count` accounts. */
export function openAccount(count: number): FakeAccount {
  const mask = String(count).repeat(4).slice(0, 4);
  return createAccount(`acc-new-${count + 1}`, `Plaid Money Market ${mask}`, mask, 'money market');
}

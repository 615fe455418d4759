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

/** The accounts of every user at every fake bank. */
export const ACCOUNTS: readonly FakeAccount[] = [
  ['acc-checking', 'Plaid Checking', '0000', 'checking'] as const,
  ['acc-saving', 'Plaid Saving', '1111', 'savings'] as const,
].map(([id, name, mask, subtype]) => ({
  id,
  name,
  mask,
  type: 'depository',
  subtype,
  verification_status: null,
  class_type: null,
}));

import { SANDBOX_CREDENTIALS, type LinkReply } from '../plaid/sessions/link-backend';
import type { ActionWithoutSession } from './link-types';

/** The steps that the user does before Finish, in their order. */
export const USER_STEPS = ['credentials', 'oauth', 'mfa', 'accounts'] as const;

/** What a user who succeeds does at a step. */
export function successfulAction(
  step: (typeof USER_STEPS)[number],
  { accounts }: LinkReply,
): ActionWithoutSession {
  const { username, password, mfaCode } = SANDBOX_CREDENTIALS;
  switch (step) {
    case 'credentials':
      return { type: 'credentials', username, password };
    case 'oauth':
      return { type: 'oauth', isAllowed: true };
    case 'mfa':
      return { type: 'mfa', code: mfaCode };
    case 'accounts':
      return { type: 'accounts', accountIds: accounts.map(({ id }) => id) };
  }
}

/** `metadata.status` of onExit, by the step at which Link closes (plaid.com/docs/link/web). */
export const EXIT_STATUS: Readonly<Record<LinkReply['step'], string | null>> = {
  credentials: 'requires_credentials',
  oauth: 'requires_oauth',
  mfa: 'requires_code',
  accounts: 'requires_account_selection',
  success: null,
  finished: null,
  dead: 'requires_credentials',
};

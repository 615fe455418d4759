import type { FakeAccount } from '../state/accounts';
import type { FakePlaidErrorBody } from '../state/plaid-error';

/** What Link asks of Plaid. Plaid's own protocol is private: this one follows the same rules, not the same format. */
export type LinkAction =
  | {
      type: 'open';
      token: string;
      key?: string | undefined;
      /** The user returns from the bank's own site. */
      isOAuthReturn?: boolean | undefined;
    }
  | { type: 'credentials'; sessionId: string; username: string; password: string }
  | { type: 'mfa'; sessionId: string; code: string }
  /** The user allowed access in the bank's own window, or closed that window. */
  | { type: 'oauth'; sessionId: string; isAllowed: boolean }
  | { type: 'accounts'; sessionId: string; accountIds: string[] }
  | { type: 'finish'; sessionId: string }
  /** The user, or the app, closed Link. */
  | {
      type: 'exit';
      sessionId: string;
      /** `metadata.status` of onExit. */
      status: string | null;
      error: Record<string, unknown> | null;
    };

/** The state of a Link session. */
export interface LinkReply {
  sessionId: string;
  requestId: string;
  /** What the user is asked for. 'success' waits for Finish; 'dead' can only be closed. */
  step: 'credentials' | 'oauth' | 'mfa' | 'accounts' | 'success' | 'finished' | 'dead';
  error: FakePlaidErrorBody | null;
  isUpdateMode: boolean;
  institution: { name: string; institution_id: string };
  accounts: FakeAccount[];
  publicToken: string | null;
  /** Where an OAuth bank sends the user back to. */
  redirectUri: string | null;
}

/** Link's connection to Plaid: in memory, or over HTTP to a fake Plaid that is served. */
export type LinkBackend = (action: LinkAction) => Promise<LinkReply>;

/** Sandbox's test credentials (plaid.com/docs/sandbox/test-credentials). */
export const SANDBOX_CREDENTIALS = {
  username: 'user_good',
  password: 'pass_good',
  mfaPassword: 'mfa_device',
  mfaCode: '1234',
} as const;

import { nonEmptyString } from '../../core/unknown';
import { parseText } from '../parse-text';
import { ACCOUNTS, type FakeAccount } from './accounts';
import { errorBody, PlaidFailure, type FakePlaidErrorBody } from './errors';
import type { FakePlaidState, MintedToken } from './state';

/** What Link asks of Plaid. Not Plaid's protocol, which is private: only its rules are the same. */
export type LinkAction =
  | {
      type: 'open';
      token: string;
      key?: string | undefined;
      /** The user comes back from the bank's own site. */
      isOAuthReturn?: boolean | undefined;
    }
  | { type: 'credentials'; sessionId: string; username: string; password: string }
  | { type: 'mfa'; sessionId: string; code: string }
  /** What the user did in the bank's own window: allowed it, or went away. */
  | { type: 'oauth'; sessionId: string; isAllowed: boolean }
  | { type: 'accounts'; sessionId: string; accountIds: string[] }
  | { type: 'finish'; sessionId: string };

/** Where a Link session stands. */
export interface LinkReply {
  sessionId: string;
  requestId: string;
  /** What the user is asked for now; 'success' waits for Finish, 'dead' can only be closed. */
  step: 'credentials' | 'oauth' | 'mfa' | 'accounts' | 'success' | 'finished' | 'dead';
  error: FakePlaidErrorBody | null;
  isUpdateMode: boolean;
  institution: { name: string; institution_id: string };
  accounts: FakeAccount[];
  publicToken: string | null;
  /** Where a bank of the OAuth kind would send the user back to. */
  redirectUri: string | null;
}

/** Link's way to Plaid: in memory, or over HTTP to a fake Plaid that is served. */
export type LinkBackend = (action: LinkAction) => Promise<LinkReply>;

/** Sandbox's test credentials (plaid.com/docs/sandbox/test-credentials). */
export const SANDBOX_CREDENTIALS = {
  username: 'user_good',
  password: 'pass_good',
  mfaPassword: 'mfa_device',
  mfaCode: '1234',
} as const;

/** Banks where the user logs in on the bank's own site: Sandbox's Platypus OAuth Bank (plaid.com/docs/link/oauth). */
const OAUTH_INSTITUTIONS: readonly string[] = ['ins_127287'];

/** After as many wrong passwords the token is void (plaid.com/docs/errors/invalid-input, INVALID_LINK_TOKEN). */
const MAX_WRONG_PASSWORDS = 3;

interface LinkSession {
  readonly id: string;
  readonly token: MintedToken;
  step: LinkReply['step'];
  wrongPasswords: number;
  accountIds: string[];
}

export function createLinkSessions(state: FakePlaidState, publicKey: string): LinkBackend {
  const sessions = new Map<string, LinkSession>();

  function reply(session: LinkSession, errorCode?: string, publicToken?: string): LinkReply {
    const { item } = session.token;
    const requestId = state.uuid();
    return {
      sessionId: session.id,
      requestId,
      step: session.step,
      error: errorCode ? errorBody(errorCode, requestId) : null,
      isUpdateMode: item !== null,
      institution: {
        name: item?.institutionName ?? 'First Platypus Bank',
        institution_id: item?.institutionId ?? 'ins_109508',
      },
      accounts: ACCOUNTS.filter(({ id }) => session.accountIds.includes(id)),
      publicToken: publicToken ?? null,
      redirectUri: session.token.redirectUri,
    };
  }

  function open(action: LinkAction & { type: 'open' }): LinkReply {
    const isPublic = action.token.startsWith('public-');
    if (isPublic && action.key !== publicKey) {
      throw new PlaidFailure(action.key ? 'PUBLIC_KEY_NOT_ENABLED' : 'INVALID_LINK_TOKEN');
    }
    if (action.isOAuthReturn) return comeBack(action.token);
    const token = state.redeem(action.token);
    const session: LinkSession = {
      id: state.uuid(),
      token,
      step: isOAuth(token) ? 'oauth' : 'credentials',
      wrongPasswords: 0,
      accountIds: ACCOUNTS.map(({ id }) => id),
    };
    sessions.set(session.id, session);
    return reply(session);
  }

  /** After the bank's redirect Link goes on with the same token, and the user has logged in there. */
  function comeBack(token: string): LinkReply {
    const session = [...sessions.values()].find((known) => known.token.value === token);
    if (!session) throw new PlaidFailure('INVALID_LINK_TOKEN');
    if (session.step !== 'credentials' && session.step !== 'oauth') {
      throw new PlaidFailure('OAUTH_STATE_ID_ALREADY_PROCESSED');
    }
    return passed(session);
  }

  function submitCredentials(session: LinkSession, username: string, password: string): LinkReply {
    const errorCode = /^error_([A-Z_]+)$/.exec(password)?.[1] ?? forcedError(username, password);
    if (errorCode) {
      if (errorCode === 'INVALID_LINK_TOKEN') session.step = 'dead';
      else if (session.token.item) session.token.item.errorCode = errorCode;
      return reply(session, errorCode);
    }
    const isKnown = username === SANDBOX_CREDENTIALS.username;
    if (isKnown && password === SANDBOX_CREDENTIALS.password) return passed(session);
    if (isKnown && password === SANDBOX_CREDENTIALS.mfaPassword) {
      session.step = 'mfa';
      return reply(session);
    }
    session.wrongPasswords += 1;
    if (session.wrongPasswords < MAX_WRONG_PASSWORDS) return reply(session, 'INVALID_CREDENTIALS');
    session.step = 'dead';
    return reply(session, 'INVALID_LINK_TOKEN');
  }

  function passed(session: LinkSession): LinkReply {
    session.step = session.token.accountSelection ? 'accounts' : 'success';
    return reply(session);
  }

  function finish(session: LinkSession): LinkReply {
    session.step = 'finished';
    const item =
      session.token.item ??
      // A token that was minted without the Item makes another one: the duplicate that update mode is to avoid.
      state.addItem({
        institutionId: 'ins_109508',
        institutionName: 'First Platypus Bank',
        errorCode: null,
        consentExpirationTime: null,
        accountCount: ACCOUNTS.length,
        webhook: null,
      });
    item.errorCode = null;
    if (session.token.accountSelection) item.accountCount = session.accountIds.length;
    // Success renews the consent as though the Item were new (plaid.com/docs/link/update-mode).
    if (item.consentExpirationTime !== null) {
      item.consentExpirationTime = new Date(state.now() + YEAR_MS).toISOString();
    }
    item.relinkCount += 1;
    return reply(session, undefined, state.mint('public', item).value);
  }

  function go(action: LinkAction): LinkReply {
    if (action.type === 'open') return open(action);
    const session = sessions.get(action.sessionId);
    if (!session) throw new PlaidFailure('INVALID_LINK_TOKEN');
    switch (action.type) {
      case 'credentials':
        return session.step === 'credentials'
          ? submitCredentials(session, action.username, action.password)
          : reply(session);
      case 'mfa':
        if (session.step !== 'mfa') return reply(session);
        return action.code === SANDBOX_CREDENTIALS.mfaCode
          ? passed(session)
          : reply(session, 'INVALID_MFA');
      case 'oauth':
        if (session.step !== 'oauth') return reply(session);
        // A bank's window that was closed too early (plaid.com/docs/errors/item, INSUFFICIENT_CREDENTIALS).
        return action.isAllowed ? passed(session) : reply(session, 'INSUFFICIENT_CREDENTIALS');
      case 'accounts':
        if (session.step !== 'accounts') return reply(session);
        session.accountIds = action.accountIds;
        session.step = 'success';
        return reply(session);
      case 'finish':
        return session.step === 'success' ? finish(session) : reply(session);
    }
  }

  return (action) => Promise.resolve().then(() => go(action));
}

function isOAuth({ item }: MintedToken): boolean {
  return item !== null && OAUTH_INSTITUTIONS.includes(item.institutionId);
}

const YEAR_MS = 365 * 24 * 60 * 60_000;

/** `user_custom` takes a JSON object as its password (plaid.com/docs/sandbox/user-custom). */
function forcedError(username: string, password: string): string | null {
  return username === 'user_custom' ? nonEmptyString(parseText(password).force_error) : null;
}

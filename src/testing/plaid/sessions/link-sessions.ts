import { nonEmptyString } from '../../../core/unknown';
import { parseJsonObject } from '../../parse-json-object';
import { ACCOUNTS } from '../state/accounts';
import type { SessionRecord, SessionRecords } from './session-records';
import {
  SANDBOX_CREDENTIALS,
  type LinkAction,
  type LinkBackend,
  type LinkReply,
} from './link-backend';
import { errorBody, linkErrorBody, PlaidError } from '../state/plaid-error';
import { OAUTH_INSTITUTIONS } from '../state/institutions';
import { relinkItem, setItemError, type FakeItemState } from '../state/item';
import type { FakePlaidState } from '../state/state';
import type { MintedToken } from '../state/tokens';
import type { WebhookSender } from '../webhooks/webhook-sender';

/** After this many wrong passwords the token is invalid (plaid.com/docs/errors/invalid-input, INVALID_LINK_TOKEN). */
const MAX_WRONG_PASSWORDS = 3;

interface LinkSession {
  readonly id: string;
  readonly token: MintedToken;
  readonly record: SessionRecord;
  step: LinkReply['step'];
  wrongPasswords: number;
  accountIds: readonly string[];
}

/** Link's backend in memory: one session per opening of Link. */
export function createLinkSessions(
  state: FakePlaidState,
  webhooks: WebhookSender,
  records: SessionRecords,
  publicKey: string,
): LinkBackend {
  const sessions = new Map<string, LinkSession>();

  function reply(session: LinkSession, errorCode?: string, publicToken?: string): LinkReply {
    const { item } = session.token;
    const requestId = state.uuid();
    if (errorCode) {
      const { error_type, error_code, error_message } = linkErrorBody(errorCode);
      records.note(session.record, 'ERROR', { error_type, error_code, error_message });
    }
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
      accounts: (item?.bankAccounts ?? ACCOUNTS).filter(({ id }) =>
        session.accountIds.includes(id),
      ),
      publicToken: publicToken ?? null,
      redirectUri: session.token.redirectUri,
    };
  }

  function open(action: LinkAction & { type: 'open' }): LinkReply {
    const isPublic = action.token.startsWith('public-');
    if (isPublic && action.key !== publicKey) {
      throw new PlaidError(action.key ? 'PUBLIC_KEY_NOT_ENABLED' : 'INVALID_LINK_TOKEN');
    }
    if (action.isOAuthReturn) return resume(action.token);
    const token = state.redeem(action.token);
    const id = state.uuid();
    const session: LinkSession = {
      id,
      token,
      record: records.start(id, token),
      step: isOAuth(token) ? 'oauth' : 'credentials',
      wrongPasswords: 0,
      accountIds: offeredAccounts(token),
    };
    sessions.set(id, session);
    records.note(session.record, 'OPEN');
    records.note(session.record, 'TRANSITION_VIEW', { view_name: viewOf(session.step) });
    return reply(session);
  }

  /** After the bank's redirect, Link continues with the same token. The user has logged in at the bank. */
  function resume(token: string): LinkReply {
    const session = [...sessions.values()].find((known) => known.token.value === token);
    if (!session) throw new PlaidError('INVALID_LINK_TOKEN');
    if (session.step !== 'credentials' && session.step !== 'oauth') {
      throw new PlaidError('OAUTH_STATE_ID_ALREADY_PROCESSED');
    }
    return afterLogin(session);
  }

  function submitCredentials(session: LinkSession, username: string, password: string): LinkReply {
    const errorCode = /^error_([A-Z_]+)$/.exec(password)?.[1] ?? forcedError(username, password);
    if (errorCode) {
      if (errorCode === 'INVALID_LINK_TOKEN') session.step = 'dead';
      else if (session.token.item) setItemError(session.token.item, errorCode);
      return reply(session, errorCode);
    }
    const isKnown = username === SANDBOX_CREDENTIALS.username;
    if (isKnown && password === SANDBOX_CREDENTIALS.password) return afterLogin(session);
    if (isKnown && password === SANDBOX_CREDENTIALS.mfaPassword) {
      session.step = 'mfa';
      return reply(session);
    }
    session.wrongPasswords += 1;
    if (session.wrongPasswords < MAX_WRONG_PASSWORDS) return reply(session, 'INVALID_CREDENTIALS');
    session.step = 'dead';
    return reply(session, 'INVALID_LINK_TOKEN');
  }

  function afterLogin(session: LinkSession): LinkReply {
    session.step = session.token.accountSelection ? 'accounts' : 'success';
    return reply(session);
  }

  function finish(session: LinkSession): LinkReply {
    session.step = 'finished';
    const item =
      session.token.item ??
      // A token that was minted without the Item makes a duplicate Item, which update mode must avoid.
      state.addItem({ institutionId: 'ins_109508', institutionName: 'First Platypus Bank' });
    if (session.token.accountSelection) item.accountIds = session.accountIds;
    relinkItem(item, state.now());
    for (const other of state.itemsSharingLogin(item)) invalidate(other);
    const succeeded = reply(session, undefined, state.mint('public', item).value);
    const { publicToken, institution, accounts } = succeeded;
    const metadata = { institution, accounts, link_session_id: session.id };
    records.succeed(session.record, publicToken ?? '', metadata);
    return succeeded;
  }

  /** A bank that keeps one connection per login ends the older one (plaid.com/docs/link/duplicate-items). */
  function invalidate(item: FakeItemState): void {
    setItemError(item, 'ITEM_LOGIN_REQUIRED', 'OAUTH_INVALID_TOKEN');
    void webhooks.send(item, 'ERROR');
  }

  function perform(action: LinkAction): LinkReply {
    if (action.type === 'open') return open(action);
    const session = sessions.get(action.sessionId);
    if (!session) throw new PlaidError('INVALID_LINK_TOKEN');
    for (const name of EVENTS_OF[action.type] ?? []) records.note(session.record, name);
    switch (action.type) {
      case 'credentials':
        return session.step === 'credentials'
          ? submitCredentials(session, action.username, action.password)
          : reply(session);
      case 'mfa':
        if (session.step !== 'mfa') return reply(session);
        return action.code === SANDBOX_CREDENTIALS.mfaCode
          ? afterLogin(session)
          : reply(session, 'INVALID_MFA');
      case 'oauth':
        if (session.step !== 'oauth') return reply(session);
        // The user closed the bank's window too early (plaid.com/docs/errors/item, INSUFFICIENT_CREDENTIALS).
        return action.isAllowed ? afterLogin(session) : reply(session, 'INSUFFICIENT_CREDENTIALS');
      case 'accounts':
        if (session.step !== 'accounts') return reply(session);
        session.accountIds = action.accountIds;
        session.step = 'success';
        return reply(session);
      case 'finish':
        return session.step === 'success' ? finish(session) : reply(session);
      case 'exit': {
        const { institution, requestId } = reply(session);
        records.exit(session.record, action.error, {
          institution,
          link_session_id: session.id,
          request_id: requestId,
          ...(action.status !== null && { status: action.status }),
        });
        session.step = 'dead';
        return reply(session);
      }
    }
  }

  return (action) => Promise.resolve().then(() => perform(action));
}

/** The events that Link sends for a step of the user's (plaid.com/docs/link/web, onEvent). */
const EVENTS_OF: Readonly<Partial<Record<LinkAction['type'], readonly string[]>>> = {
  credentials: ['SUBMIT_CREDENTIALS'],
  mfa: ['SUBMIT_MFA'],
  oauth: ['OPEN_OAUTH', 'CLOSE_OAUTH'],
};

function viewOf(step: LinkReply['step']): string {
  return step === 'oauth' ? 'OAUTH' : 'CREDENTIAL';
}

/** Those that the user can choose from, or those of an Item whose accounts stay as they are. */
function offeredAccounts({ item, accountSelection }: MintedToken): readonly string[] {
  if (item && !accountSelection) return item.accountIds;
  return (item?.bankAccounts ?? ACCOUNTS).map(({ id }) => id);
}

function isOAuth({ item }: MintedToken): boolean {
  return item !== null && OAUTH_INSTITUTIONS.includes(item.institutionId);
}

/** The password of `user_custom` is a JSON object (plaid.com/docs/sandbox/user-custom). */
function forcedError(username: string, password: string): string | null {
  return username === 'user_custom' ? nonEmptyString(parseJsonObject(password).force_error) : null;
}

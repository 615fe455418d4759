import { isRecord, nonEmptyString } from '../../../core/unknown';
import { PlaidError } from '../state/plaid-error';
import type { LinkAction, LinkBackend, LinkReply } from './link-backend';

/** The path of this protocol on a fake Plaid that is served. */
export const LINK_BACKEND_PATH = '/fake/link';

/** Parses an action from the body of a request. @throws PlaidError INVALID_BODY */
export function parseLinkAction(body: Record<string, unknown>): LinkAction {
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value === 'string') return value;
    throw new PlaidError('INVALID_BODY', name);
  };
  switch (body.type) {
    case 'open':
      return {
        type: 'open',
        token: text('token'),
        key: nonEmptyString(body.key) ?? undefined,
        isOAuthReturn: body.isOAuthReturn === true,
      };
    case 'credentials':
      return {
        type: 'credentials',
        sessionId: text('sessionId'),
        username: text('username'),
        password: text('password'),
      };
    case 'mfa':
      return { type: 'mfa', sessionId: text('sessionId'), code: text('code') };
    case 'oauth':
      return { type: 'oauth', sessionId: text('sessionId'), isAllowed: body.isAllowed === true };
    case 'accounts':
      return {
        type: 'accounts',
        sessionId: text('sessionId'),
        accountIds: Array.isArray(body.accountIds) ? body.accountIds.map(String) : [],
      };
    case 'finish':
      return { type: 'finish', sessionId: text('sessionId') };
    case 'exit':
      return {
        type: 'exit',
        sessionId: text('sessionId'),
        status: nonEmptyString(body.status),
        error: isRecord(body.error) ? body.error : null,
      };
    default:
      throw new PlaidError('INVALID_BODY', 'type');
  }
}

/** Link's backend on a fake Plaid that is served, at a path too. It throws the same errors as the backend in memory. */
export function createHttpLinkBackend(baseUrl: string): LinkBackend {
  return async (action) => {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}${LINK_BACKEND_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const body: unknown = await response.json();
    if (response.ok && isReply(body)) return body;
    throw new PlaidError(
      (isRecord(body) && nonEmptyString(body.error_code)) || 'INTERNAL_SERVER_ERROR',
    );
  };
}

// Both ends are this package, so one field is enough to tell its reply from a proxy's.
function isReply(body: unknown): body is LinkReply {
  return isRecord(body) && typeof body.step === 'string';
}

import { isRecord, nonEmptyString } from '../../core/unknown';
import { PlaidFailure } from './errors';
import type { LinkAction, LinkBackend, LinkReply } from './link-sessions';

/** Reads an action that came over HTTP. @throws PlaidFailure INVALID_BODY */
export function parseAction(body: Record<string, unknown>): LinkAction {
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value === 'string') return value;
    throw new PlaidFailure('INVALID_BODY', name);
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
    default:
      throw new PlaidFailure('INVALID_BODY', 'type');
  }
}

/** The same backend behind HTTP; failures arrive as they would in memory. */
export function createRemoteLinkBackend(baseUrl: string): LinkBackend {
  return async (action) => {
    const response = await fetch(new URL(LINK_PATH, baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    const body: unknown = await response.json();
    if (response.ok && isReply(body)) return body;
    throw new PlaidFailure(
      (isRecord(body) && nonEmptyString(body.error_code)) || 'INTERNAL_SERVER_ERROR',
    );
  };
}

export const LINK_PATH = '/fake/link';

// Both ends are this package, so a look at one field tells its answer from a proxy's.
function isReply(body: unknown): body is LinkReply {
  return isRecord(body) && typeof body.step === 'string';
}

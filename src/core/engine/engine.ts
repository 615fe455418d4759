import type { RelinkClient } from '../client/client';
import type { RelinkEngine } from '../client/engine';
import { markNow } from '../clock/environment';
import type { RelinkError } from '../errors/relink-error';
import type { LinkDeps } from './link-attempt';
import { OAUTH_STATE_PARAM, type Tabs } from './ports';
import type { RelinkOptions, RelinkResult } from '../client/session-types';
import { reportTo } from '../errors/report';
import { gatewayOf } from '../client/gateway-of';
import { createSession, type Session } from './session';
import { sessionErrors } from './machine/session-errors';
import { sessionStoreOf } from '../client/session-store';
import { createItemToken, isUsable, TOKEN_LIFETIME_MS } from '../tokens/token';

/** The page and the network around the engine. */
export interface EngineDeps extends LinkDeps {
  tabs: Tabs;
}

/** Runs the sessions of one client, over one Link. */
export function createEngine(
  client: RelinkClient,
  { env, tabs, tokens, link, redirects }: EngineDeps,
): RelinkEngine {
  const views = sessionStoreOf(client);
  const sessions = new Map<string, Session>();
  const stopListening = tabs.listen((itemId) => sessions.get(itemId)?.onRelinkedElsewhere());

  function sessionOf(itemId: string): Session {
    const known = sessions.get(itemId);
    if (known) return known;
    const session = createSession(itemId, {
      env,
      tokens,
      link,
      redirects,
      config: client.config,
      gateway: () => gatewayOf(client),
      show: (view, options) => views.show(itemId, view, options),
      announceRelink: () => tabs.announce(itemId),
    });
    sessions.set(itemId, session);
    return session;
  }

  function notResumable(options: () => RelinkOptions, error: RelinkError): RelinkResult {
    reportTo([options().onError, client.config().onError], error);
    return { status: 'failed', itemId: error.itemId ?? '', error };
  }

  return {
    prepare: (itemId, options) => sessionOf(itemId).prepare(options),
    open: (itemId, options) => sessionOf(itemId).open(options),

    async resume(receivedRedirectUri, options, expected) {
      // Link breaks where it is given a URL that is no OAuth return (react-plaid-link issue 206).
      if (!new URL(receivedRedirectUri).searchParams.has(OAUTH_STATE_PARAM)) {
        const why = `the URL has no ${OAUTH_STATE_PARAM}.`;
        return notResumable(options, sessionErrors.notResumable(null, why));
      }
      const record = redirects.take();
      if (!record) {
        const why =
          'this tab has no record of a session (another browser, a replayed URL, or cleared storage).';
        return notResumable(options, sessionErrors.notResumable(null, why));
      }
      const { itemId } = record;
      if (expected !== undefined && expected !== itemId) {
        // The other Item's own return page may still want it.
        redirects.write(record);
        const why = 'the session that this tab remembers belongs to another Item.';
        return notResumable(options, sessionErrors.notResumable(expected, why));
      }
      const key = { kind: 'link_token', itemId, accountSelection: false } as const;
      const leftMs = Math.min(record.expiresAt - env.wallNow(), TOKEN_LIFETIME_MS);
      const token = createItemToken(key, record.token, leftMs, markNow(env), env);
      if (!isUsable(token, env)) {
        const why = 'its link token has expired, since more than 30 minutes have passed.';
        return notResumable(options, sessionErrors.notResumable(itemId, why));
      }
      const result = await sessionOf(itemId).resume(options, {
        from: 'redirect',
        token,
        receivedRedirectUri,
      });
      // Another Item's Link was in the way, so this one was not even begun.
      const isBusy = result.status === 'failed' && result.error.code === 'session_in_progress';
      if (isBusy) redirects.write(record);
      return result;
    },

    forget(itemId) {
      sessions.get(itemId)?.forget();
      return sessions.has(itemId);
    },

    dispose() {
      stopListening();
      for (const session of sessions.values()) session.dispose();
      sessions.clear();
    },
  };
}

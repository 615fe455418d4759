import type { RelinkClient, RelinkEngine, ResumeOutcome } from '../client/client';
import { gatewayOf } from '../client/config';
import { itemNoticesOf } from '../client/item-notices';
import { knownHealthOf } from '../client/known-health';
import { sessionStoreOf } from '../client/session-store';
import { UNKNOWN_ORIGIN } from '../client/session-types';
import { sessionClosed } from '../errors/early-errors';
import type { RelinkError } from '../errors/relink-error';
import { reportTo } from '../errors/report';
import type { RelinkGateway } from '../gateway/wire';
import { createItemBackend } from './item-backend';
import type { LinkDeps } from './link-attempt';
import type { HostedReturns, Tabs } from './ports';
import { createPreparations } from './preparations';
import { isOfOtherSession, refusalOf, takeResumable, type Refusal } from './resume';
import { createSession, type Session } from './session';

/** The page around the engine. */
export interface EngineDeps extends LinkDeps {
  tabs: Tabs;
  returns: HostedReturns;
  isWebView(): boolean;
}

/** Runs the sessions of one client, one per Item. */
export function createEngine(client: RelinkClient, deps: EngineDeps): RelinkEngine {
  const { tabs, redirects, returns } = deps;
  const store = sessionStoreOf(client);
  const sessions = new Map<string, Session>();
  let isDisposed = false;
  const known = knownHealthOf(client);
  const gateway = (): RelinkGateway => gatewayOf(client);
  const backend = createItemBackend({
    env: deps.env,
    known,
    gateway,
    onError: (error) => reportTo([client.config().onError], error),
  });
  const preparations = createPreparations(deps.env, deps.tokens);
  const stopListening = [
    preparations.dispose,
    tabs.listen((itemId) => sessions.get(itemId)?.onRelinkedElsewhere(), client),
    known.listen((itemId, health) => sessions.get(itemId)?.onHealthSeen(health)),
    known.listenToDoubts((itemId) => {
      for (const [id, session] of [...sessions])
        if (itemId === undefined || itemId === id) session.onInvalidated();
    }),
  ];

  function sessionOf(itemId: string): Session {
    const existing = sessions.get(itemId);
    if (existing) return existing;
    const session = createSession(itemId, {
      ...deps,
      tokens: preparations.tokens,
      countRequest: preparations.countRequest,
      config: client.config,
      gateway,
      backend,
      known,
      notices: itemNoticesOf(client),
      show: (view, options) => store.show(itemId, view, options),
      broadcastRelink: () => tabs.broadcast(itemId, client),
      onForgotten: () => sessions.delete(itemId),
    });
    sessions.set(itemId, session);
    return session;
  }

  store.cancel = (itemId) => sessions.get(itemId)?.cancel();
  return {
    prepare(itemId, options) {
      if (!returns.has(itemId)) {
        preparations.start(itemId, () => sessionOf(itemId).prepare(options));
        return;
      }
      // A session of this very page has left the record for the page that Plaid's leads to, or goes on with it already.
      const record = sessions.has(itemId) ? null : returns.read(itemId);
      if (record) sessionOf(itemId).resumeHosted(options, record);
    },
    open(itemId, options, click) {
      preparations.withdraw(itemId);
      return sessionOf(itemId).open(options, click?.at);
    },

    async resume(page, options) {
      const fail = (error: RelinkError, origin = UNKNOWN_ORIGIN): ResumeOutcome => {
        reportTo([options().onError, client.config().onError], error);
        return { result: { status: 'failed', itemId: error.itemId ?? '', error }, origin };
      };
      const refuse = ({ error, isUnclaimed, origin }: Refusal): ResumeOutcome | null =>
        page.isShared && isUnclaimed ? null : fail(error, origin);
      const refusal = await refusalOf(deps, backend, client.config(), page.itemId);
      if (refusal) return refuse(refusal);
      // The provider went while the backend was asked, and its user with it.
      if (isDisposed) return fail(sessionClosed(page.itemId));
      const resumable = takeResumable(deps, page);
      if (resumable.type === 'refusal') return refuse(resumable);
      const { record, source, origin } = resumable;
      const result = await sessionOf(record.itemId).resume(options, source);
      if (result.status === 'failed') {
        // The user is in another Item's Link, so this session has not begun. A reload may resume it.
        if (result.error.code === 'session_in_progress') redirects.write(record);
        if (page.isShared && isOfOtherSession(result.error)) return null;
      }
      return { result, origin };
    },

    has: (itemId) => sessions.has(itemId) || preparations.has(itemId),
    forget(itemId) {
      preparations.withdraw(itemId);
      const session = sessions.get(itemId);
      session?.forget();
      return session !== undefined;
    },

    dispose() {
      isDisposed = true;
      for (const stop of stopListening) stop();
      for (const session of sessions.values()) session.dispose();
      sessions.clear();
    },
  };
}

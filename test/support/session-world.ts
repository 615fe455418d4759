import { createHostedReturns } from '../../src/browser/hosted-returns';
import { createRedirectStore } from '../../src/browser/redirect-store';
import { onTestFinished, vi } from 'vitest';
import { mintToken } from '../../src/core/tokens/mint';
import type { RelinkOptions, RelinkView } from '../../src/core/client/session-types';
import type { RelinkConfig } from '../../src/core/client/config';
import { createItemNotices } from '../../src/core/client/item-notices';
import { createKnownHealth } from '../../src/core/client/known-health';
import { reportTo } from '../../src/core/errors/report';
import { createItemBackend } from '../../src/core/engine/item-backend';
import { createSession, type Session } from '../../src/core/engine/session';
import { createItemToken, type ItemToken, type TokenKey } from '../../src/core/tokens/token';
import { markNow } from '../../src/core/clock';
import { createTokenStore } from '../../src/core/tokens/store';
import type { ItemBody, RelinkGateway } from '../../src/core/gateway/wire';
import { createFakeEnvironment, settlePromises } from './fake-environment';
import { createFakeLinkPort } from './fake-link-port';

export const ITEM = 'item-a';
export const healthy: ItemBody = { item_id: ITEM, health: 'healthy', remedy: 'none' };
export const broken: ItemBody = {
  item_id: ITEM,
  health: 'needs_update',
  remedy: 'relink',
  error_code: 'ITEM_LOGIN_REQUIRED',
};

// Over all tests: what is spent is remembered for the whole page.
let tokenCount = 0;

/** Sessions without React: time, Link and the backend are the test's. */
export function createSessionWorld() {
  const env = createFakeEnvironment();
  const link = createFakeLinkPort();
  const minted: string[] = [];
  const views: RelinkView[] = [];
  const broadcast = vi.fn<() => void>();
  const known = createKnownHealth();
  const notices = createItemNotices();
  const sessions: Session[] = [];
  const mint = (prefix: string, itemId: string): string => {
    const token = `${prefix}-sandbox-${itemId}-${(tokenCount += 1)}`;
    minted.push(token);
    return token;
  };
  const gateway: RelinkGateway = {
    createLinkToken: (itemId) =>
      Promise.resolve({ link_token: mint('link', itemId), expires_in: 1800 }),
    createPublicToken: (itemId) => Promise.resolve({ public_token: mint('public', itemId) }),
    // The Item is healed by a Link that succeeds, and by nothing else.
    getItem: () => Promise.resolve(link.links.some((one) => one.succeeded) ? healthy : broken),
  };
  const config: RelinkConfig & { gateway: RelinkGateway } = {
    gateway,
    tokenKind: undefined,
    publicKeyOptions: undefined,
    cspNonce: undefined,
    onEvent: undefined,
    onError: undefined,
  };
  const tokens = createTokenStore((key) => mintToken(config.gateway, key, env), env);
  const backend = createItemBackend({
    env,
    known,
    gateway: () => config.gateway,
    onError: (error) => reportTo([config.onError], error),
  });
  const world = {
    env,
    link,
    minted,
    views,
    broadcast,
    known,
    notices,
    gateway,
    config,
    tokens,
    isWebView: false,
    /** What the app passes; the newest counts. */
    options: {} as RelinkOptions,
    latest: (): RelinkOptions => world.options,
    statuses: (): string[] => views.map((view) => view.status),
    newSession(itemId: string): Session {
      const created = createSession(itemId, {
        env,
        link,
        tokens,
        redirects: createRedirectStore(() => undefined),
        returns: createHostedReturns(() => undefined),
        isWebView: () => world.isWebView,
        countRequest: (request) => request,
        config: () => config,
        gateway: () => config.gateway,
        show(view, from) {
          views.push(view);
          from().onStatusChange?.(view.status);
        },
        backend,
        known,
        notices,
        broadcastRelink: broadcast,
        onForgotten() {},
      });
      known.listen((seen, health) => {
        if (seen === itemId) created.onHealthSeen(health);
      });
      sessions.push(created);
      return created;
    },
    /** A hook of the page asks the server about the Item. */
    look: (itemId = ITEM) => backend.getHealth(itemId),
    /** A click, and a Link that shows. */
    async show(session: Session) {
      const result = session.open(world.latest);
      await settlePromises();
      link.current().reportOpen();
      return { result, link: link.current() };
    },
    /** The token of before an OAuth redirect. */
    oldToken(lifetimeMs = 10 * 60_000): ItemToken {
      const key: TokenKey = {
        kind: 'link_token',
        itemId: ITEM,
        accountSelection: false,
        purpose: 'repair',
      };
      const value = `link-sandbox-old-${(tokenCount += 1)}`;
      return createItemToken(key, value, lifetimeMs, markNow(env), env);
    },
  };
  onTestFinished(() => {
    // Link is one per page: what a test leaves open would be in the next one's way.
    for (const left of sessions) left.dispose();
  });
  return world;
}

export type SessionWorld = ReturnType<typeof createSessionWorld>;

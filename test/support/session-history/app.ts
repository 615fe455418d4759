import { browserRedirectStore } from '../../../src/browser/redirect-store';
import { tokenStoreOf } from '../../../src/browser/token-store';
import { createRelinkClient } from '../../../src/core/client/client';
import { sessionStoreOf, type SessionStore } from '../../../src/core/client/session-store';
import type { RelinkOptions } from '../../../src/core/client/session-types';
import { createEngine } from '../../../src/core/engine/engine';
import type { Tabs } from '../../../src/core/engine/ports';
import type { RelinkGateway } from '../../../src/core/gateway/wire';
import type { LinkPort } from '../../../src/core/link/port';
import type { FakeEnvironment } from '../fake-environment';
import type { Click, SessionModel } from './model';
import { ITEMS } from './steps';

/** An app without React: a provider, one component for each Item, and a user who clicks. */
export interface App {
  sessions: SessionStore;
  /** The component of the Item mounts, unless it is mounted. */
  show(itemId: string): void;
  /** The component of the Item unmounts. */
  hide(itemId: string): void;
  mountProvider(): void;
  /** The provider unmounts, with all its components. */
  unmountProvider(): void;
  click(itemId: string): void;
  /** Another tab reports that it has relinked the Item. */
  reportRelinkedElsewhere(itemId: string): void;
}

interface AppDeps {
  env: FakeEnvironment;
  model: SessionModel;
  gateway: RelinkGateway;
  link: LinkPort;
}

/** The options of a component that shows an Item. */
const shown = (): RelinkOptions => ({});

export function createApp({ env, model, gateway, link }: AppDeps): App {
  let tellOfRelink: (itemId: string) => void = () => {};
  const tabs: Tabs = {
    announce() {},
    listen(listener) {
      tellOfRelink = listener;
      return () => {
        tellOfRelink = () => {};
      };
    },
  };
  const client = createRelinkClient({
    env,
    fetchEngine: () =>
      Promise.resolve((self) =>
        createEngine(self, {
          env,
          tabs,
          link,
          tokens: tokenStoreOf(self, env),
          redirects: browserRedirectStore,
        }),
      ),
  });
  const sessions = sessionStoreOf(client);
  client.configure({ gateway });
  let release = client.retain();
  const unsubscribe = new Map<string, () => void>();

  const app: App = {
    sessions,
    show(itemId) {
      if (unsubscribe.has(itemId)) return;
      unsubscribe.set(
        itemId,
        sessions.subscribe(itemId, () => {}, shown),
      );
    },
    hide(itemId) {
      unsubscribe.get(itemId)?.();
      unsubscribe.delete(itemId);
    },
    mountProvider() {
      model.isProviderMounted = true;
      release();
      release = client.retain();
    },
    unmountProvider() {
      model.isProviderMounted = false;
      release();
      release = () => {};
      ITEMS.forEach(app.hide);
    },
    click(itemId) {
      const click: Click = { itemId, outcomes: [] };
      model.clicks.push(click);
      const options: RelinkOptions = {
        onSuccess: () => void (model.callbacks += 1),
        onExit: () => void (model.callbacks += 1),
        onError: () => {},
      };
      void sessions
        .open(itemId, () => options)
        .then((result) => {
          click.outcomes.push(result);
          if (result.itemId !== itemId) model.fail(`G4: ${itemId} was told about ${result.itemId}`);
          const isHealthy = result.status === 'relinked' || result.status === 'already_healthy';
          if (isHealthy && !model.saidHealthy.has(itemId))
            model.fail('G10: relinked, and no server said so');
          if (isHealthy) model.relinked += 1;
        });
    },
    reportRelinkedElsewhere: (itemId) => tellOfRelink(itemId),
  };
  ITEMS.forEach(app.show);
  return app;
}

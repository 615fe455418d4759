import { createHostedReturns } from '../../../src/browser/hosted-returns';
import { createRedirectStore } from '../../../src/browser/redirect-store';
import { tokenStoreOf } from '../../../src/core/client/token-store-of';
import { cancelSession } from '../../../src/core/client/cancel-session';
import { createRelinkClient } from '../../../src/core/client/client';
import { sessionStoreOf, type SessionStore } from '../../../src/core/client/session-store';
import type { RelinkOptions } from '../../../src/core/client/session-types';
import { createEngine } from '../../../src/core/engine/engine';
import type { Tabs } from '../../../src/core/engine/ports';
import type { RelinkGateway } from '../../../src/core/gateway/wire';
import type { LinkPort } from '../../../src/core/link/port';
import { knownHealthOf } from '../../../src/core/client/known-health';
import { fetchItemHealth } from '../../../src/core/item/fetch-item-health';
import type { ItemHealth, RelinkPresentation } from '../../../src/core/types';
import type { FakeEnvironment } from '../fake-environment';
import { checkActivity } from './check-activity';
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
  /** The user does not want to wait for Link any longer. */
  cancel(itemId: string): void;
  /** A hook asks the backend about the Item. */
  look(itemId: string): Promise<void>;
  /** Where the user signs in, from now on. */
  present(presentation: RelinkPresentation | undefined): void;
  /** The app says that the Item may have changed. */
  invalidate(itemId: string): void;
  /** Another tab reports that it has relinked the Item. */
  reportRelinkedElsewhere(itemId: string): void;
}

interface AppDeps {
  env: FakeEnvironment;
  model: SessionModel;
  gateway: RelinkGateway;
  link: LinkPort;
}

/** A repair has a cause that the page has seen, and the server's word. */
function checkRepair(itemId: string, model: SessionModel): void {
  const { saidHealthy, saidBroken, heardOf, succeeded } = model;
  if (!saidHealthy.has(itemId)) model.fail('G10: relinked, and no server said so');
  const causes = [succeeded, saidBroken, heardOf];
  if (!causes.some((items) => items.has(itemId)))
    model.fail(`G10: ${itemId} is called repaired, and the page never saw it broken`);
  for (const items of causes) items.delete(itemId);
}

/** The options of a component that shows an Item. */
const shown = (): RelinkOptions => ({});

export function createApp({ env, model, gateway, link }: AppDeps): App {
  let tellOfRelink: (itemId: string) => void = () => {};
  const tabs: Tabs = {
    broadcast() {},
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
          redirects: createRedirectStore(() => undefined),
          returns: createHostedReturns(() => undefined),
          isWebView: () => false,
        }),
      ),
  });
  const sessions = sessionStoreOf(client);
  const onActivity = checkActivity(model);
  client.configure({ gateway, onActivity });
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
        onRelinked: () => checkRepair(itemId, model),
        onError: () => {},
      };
      void sessions
        .open(itemId, () => options)
        .then((result) => {
          click.outcomes.push(result);
          if (result.itemId !== itemId) model.fail(`G4: ${itemId} was told about ${result.itemId}`);
          const isRepair = result.status === 'relinked' || result.status === 'already_healthy';
          if (isRepair) model.relinked += 1;
        });
    },
    present: (presentation) => client.configure({ gateway, onActivity, presentation }),
    invalidate: (itemId) => knownHealthOf(client).doubt(itemId),
    cancel: (itemId) => cancelSession(client, itemId),
    reportRelinkedElsewhere(itemId) {
      model.heardOf.add(itemId);
      tellOfRelink(itemId);
    },
    async look(itemId) {
      const ask = (): Promise<ItemHealth> => fetchItemHealth(gateway, itemId, env, false);
      await knownHealthOf(client)
        .learn(itemId, ask)
        .catch(() => {});
    },
  };
  ITEMS.forEach(app.show);
  return app;
}

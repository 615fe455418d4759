// @vitest-environment jsdom
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createHostedReturns } from '../../src/browser/hosted-returns';
import { createRedirectStore } from '../../src/browser/redirect-store';
import { createRelinkClient } from '../../src/core/client/client';
import { sessionStoreOf, type SessionStore } from '../../src/core/client/session-store';
import type { RelinkOptions } from '../../src/core/client/session-types';
import { createEngine } from '../../src/core/engine/engine';
import { settlePromises } from '../support/fake-environment';
import { createSessionWorld, type SessionWorld } from '../support/session-world';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const MINUTE = 60_000;

/** What a user does with the button of an Item before the page goes. */
type Visit = (itemId: string, world: SessionWorld, store: SessionStore) => Promise<void>;

const click: Visit = async (itemId, _, store) => {
  void store.open(itemId, () => ({}));
  await settlePromises();
};
const VISITS: Record<string, Visit> = {
  'was only prepared': async (itemId, _, store) => {
    store.prepare(itemId, () => ({}));
    await settlePromises();
  },
  'was prepared, and gave Link up to another Item': async (itemId, world, store) => {
    store.prepare(itemId, () => ({}));
    await settlePromises();
    await click(`other-${itemId}`, world, store);
    world.link.current().exit();
    await settlePromises();
  },
  'was left unchanged': async (itemId, world, store) => {
    await click(itemId, world, store);
    world.link.current().reportOpen();
    world.link.current().exit();
    await settlePromises();
  },
  'was relinked': async (itemId, world, store) => {
    await click(itemId, world, store);
    world.link.current().succeed();
    await settlePromises();
  },
  'failed to open Link': async (itemId, world, store) => {
    world.link.throwOnOpen = true;
    await click(itemId, world, store);
    world.link.throwOnOpen = false;
  },
};

describe('an Item whose components have unmounted', () => {
  it.each(Object.entries(VISITS))(
    'the page of an Item that %s can be collected, while the app goes on',
    async (_, visit) => {
      const world = createSessionWorld();
      const { env, link, tokens } = world;
      const redirects = createRedirectStore(() => undefined);
      const returns = createHostedReturns(() => undefined);
      const isWebView = () => false;
      const tabs = { broadcast() {}, listen: () => () => {} };
      const client = createRelinkClient({
        env,
        fetchEngine: () =>
          Promise.resolve((of) =>
            createEngine(of, { env, link, tokens, redirects, returns, tabs, isWebView }),
          ),
      });
      client.configure(world.config);
      client.retain();
      const store = sessionStoreOf(client);

      // In a function of its own, so that no variable of the test holds the page.
      async function visitPage(itemId: string): Promise<WeakRef<RelinkOptions>> {
        const page: RelinkOptions = {};
        const leave = store.subscribe(
          itemId,
          () => {},
          () => page,
        );
        await visit(itemId, world, {
          ...store,
          open: (id) => store.open(id, () => page),
          prepare: (id) => store.prepare(id, () => page),
        });
        leave();
        return new WeakRef(page);
      }
      const page = await visitPage('item-first');
      await env.pass(MINUTE);
      await settlePromises();
      expect(store.view('item-first').status).toBe('idle');
      // The fake keeps every Link that it has mounted.
      link.links.length = 0;
      // A WeakRef keeps its target to the end of the task.
      await new Promise(setImmediate);
      collectGarbage();
      expect(page.deref()).toBeUndefined();
    },
  );
});

import { createRelinkClient } from '../../src/core/client/client';
import { createEngine } from '../../src/core/engine/engine';
import { createRelinkError } from '../../src/core/errors/catalogue';
import type { RelinkOptions, RelinkResult } from '../../src/core/client/session-types';
import type { LinkPort } from '../../src/core/link/port';
import { sessionStoreOf } from '../../src/core/client/session-store';
import { isBusy } from '../../src/core/client/session-status';
import { browserRedirectStore } from '../../src/browser/redirect-store';
import { tokenStoreOf } from '../../src/browser/token-store';
import type { Tabs } from '../../src/core/engine/ports';
import type { ItemBody, RelinkGateway } from '../../src/core/gateway/wire';
import { createFakeEnvironment, drainMicrotasks } from './fake-environment';
import {
  createFakeLinkPort,
  eventMetadata,
  type FakeLinkPort,
  type FakeMountedLink,
} from './fake-link-port';
import { ITEMS, type SessionStep as Step } from './session-steps';

/**
 * Sessions of two Items under one provider, with a Link that says anything at any time, a backend that fails and
 * dawdles, and users who click everywhere. After every step the guarantees are checked; at the end the world becomes
 * honest, and every Item must be relinkable.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const PAGE_URL = 'https://secure.plaid.com/link/';

/** What is true of one Link, whatever anybody believes. */
interface LinkTruth {
  itemId: string;
  isSeen: boolean;
  isOver: boolean;
  isWrongMode: boolean;
}

interface Click {
  itemId: string;
  outcomes: RelinkResult[];
}

/** The options of a component that shows an Item. */
const mounted = (): RelinkOptions => ({});

// Over all histories: what is spent is remembered for the whole page.
let minted = 0;

export interface SessionHistoryWorld {
  port?: FakeLinkPort;
  settle?: () => Promise<void>;
}

export async function runSessionHistory(
  steps: readonly Step[],
  { port = createFakeLinkPort(), settle = drainMicrotasks }: SessionHistoryWorld = {},
): Promise<{ relinked: number }> {
  const env = createFakeEnvironment({ settle });
  const truths = new Map<FakeMountedLink, LinkTruth>();
  const mintedFor = new Map<string, { itemId: string; at: number }>();
  const openedTokens = new Map<string, number>();
  const clicks: Click[] = [];
  const healed = new Set<string>();
  const saidHealthy = new Set<string>();
  const callbacks = { success: 0, exit: 0 };
  let linkOutcomes = 0;
  let mint: (Step & { type: 'mint' })['does'] = 'token';
  let health: (Step & { type: 'health' })['does'] = 'truth';
  let lastToken = '';
  let slept = 0;
  let relinked = 0;
  let hear: (itemId: string) => void = () => {};
  let isProviderGone = false;
  let isHosted = false;
  /** The Items whose pages of Plaid's own the user was sent to. */
  const pagesOf = new Set<string>();
  /** By a clock that does not stop in sleep. */
  const now = (): number => env.monotonicNow() + slept;

  const problems: string[] = [];
  const fail = (what: string): void => void problems.push(`${what} (at ${now()} ms)`);

  const failure = (status: number): Promise<never> =>
    Promise.reject(Object.assign(new Error('told by the test'), { status }));
  const gateway: RelinkGateway = {
    createLinkToken(itemId, { hostedLink }) {
      if (mint === 'hang') return new Promise(() => {});
      if (mint === '500' || mint === '403') return failure(Number(mint));
      if (mint !== 'repeat' || lastToken === '') {
        lastToken = `link-sandbox-${itemId}-${(minted += 1)}`;
        mintedFor.set(lastToken, { itemId, at: now() });
      }
      return Promise.resolve({
        link_token: lastToken,
        expires_in: 1_800,
        ...(hostedLink && isHosted && { hosted_link_url: PAGE_URL + lastToken }),
      });
    },
    getItem(item_id): Promise<ItemBody> {
      if (health === 'hang') return new Promise(() => {});
      if (health === '500') return failure(500);
      if (health === 'locked') {
        const word = { health: 'needs_update', remedy: 'visit_bank' } as const;
        return Promise.resolve({ item_id, ...word, error_code: 'ITEM_LOCKED' });
      }
      if (health === 'healthy' || healed.has(item_id)) {
        saidHealthy.add(item_id);
        return Promise.resolve({ item_id, health: 'healthy', remedy: 'none' });
      }
      return Promise.resolve({ item_id, health: 'needs_update', remedy: 'relink' });
    },
  };

  const tabs: Tabs = {
    announce() {},
    listen(listener) {
      hear = listener;
      return () => {
        hear = () => {};
      };
    },
  };
  const watched = watchPort();
  const client = createRelinkClient({
    env,
    fetchEngine: () =>
      Promise.resolve((self) =>
        createEngine(self, {
          env,
          tabs,
          link: watched,
          tokens: tokenStoreOf(self, env),
          redirects: browserRedirectStore,
        }),
      ),
  });
  const sessions = sessionStoreOf(client);
  client.configure({ gateway });
  let release = client.retain();
  const leave = new Map(
    ITEMS.map((itemId) => [itemId, sessions.subscribe(itemId, () => {}, mounted)]),
  );

  function checkOpening(token: string): string {
    const { itemId, at } = mintedFor.get(token) ?? { itemId: '', at: -Infinity };
    const count = (openedTokens.get(token) ?? 0) + 1;
    openedTokens.set(token, count);
    if (count > 1) fail(`G2: ${token} was opened ${count} times`);
    if (now() - at >= 30 * MINUTE) fail(`G1: ${token} was opened expired`);
    const isClicked = clicks.some((one) => one.itemId === itemId && one.outcomes.length === 0);
    if (!isClicked) fail(`G4: Link opened for ${itemId}, for which nobody clicked`);
    return itemId;
  }

  /** The port, with every opening checked against the truth. */
  function watchPort(): LinkPort {
    return {
      loadScript: (nonce) => port.loadScript(nonce),
      openHostedPage(url) {
        pagesOf.add(checkOpening(url.slice(PAGE_URL.length)));
      },
      mount(options, given) {
        const mounted = port.mount(options, given);
        const link = port.links.at(-1);
        const source = mintedFor.get(options.token);
        if (!link || !source) throw new Error('Link was made with a token that nobody minted.');
        truths.set(link, {
          itemId: source.itemId,
          isSeen: false,
          isOver: false,
          isWrongMode: false,
        });
        return {
          open() {
            checkOpening(options.token);
            mounted.open();
          },
          remove() {
            const truth = truths.get(link);
            const isShowing = truth?.isSeen && !truth.isOver && !truth.isWrongMode;
            if (isShowing && !link.removed && !isProviderGone)
              fail('G3: an open Link was taken away');
            mounted.remove();
          },
        };
      },
    };
  }

  function click(itemId: string): void {
    const entry: Click = { itemId, outcomes: [] };
    clicks.push(entry);
    const options = {
      onSuccess: () => void (callbacks.success += 1),
      onExit: () => void (callbacks.exit += 1),
      onError: () => {},
    };
    void sessions
      .open(itemId, () => options)
      .then((result) => {
        entry.outcomes.push(result);
        if (result.itemId !== itemId) fail(`G4: ${itemId} was told about ${result.itemId}`);
        const isHealthy = result.status === 'relinked' || result.status === 'already_healthy';
        if (isHealthy && !saidHealthy.has(itemId)) fail('G10: relinked, and no server said so');
        if (isHealthy) relinked += 1;
      });
  }

  function speak(link: FakeMountedLink, says: (Step & { type: 'link' })['says']): void {
    const truth = truths.get(link);
    if (!truth) return;
    const end = (): void => {
      // Only an outcome of a Link that was opened and is still there can count, and only its first.
      if (link.opened === 0 || truth.isOver || link.removed) return;
      linkOutcomes += 1;
      truth.isOver = true;
    };
    const show = (mode: string | null): void => {
      if (link.opened > 0 && !link.removed) {
        truth.isSeen = true;
        truth.isWrongMode ||= mode === 'false';
      }
      link.reportOpen(mode);
    };
    switch (says) {
      case 'ready':
        return link.callbacks.onReady();
      case 'load':
        return link.callbacks.onLoad();
      case 'open':
        return show('true');
      case 'open, other mode':
        return show('false');
      case 'open, mode missing':
        return show(null);
      case 'open and success':
        show('true');
        return speak(link, 'success');
      case 'success':
        if (link.opened > 0 && truth.isSeen && !truth.isWrongMode) healed.add(truth.itemId);
        end();
        return link.succeed();
      case 'exit':
        end();
        return link.exit();
      case 'exit, locked':
        end();
        return link.exit('ITEM_LOCKED');
      case 'exit, invalid token':
        end();
        return link.exit('INVALID_LINK_TOKEN');
      case 'event, invalid token':
        return link.callbacks.onEvent('ERROR', {
          ...eventMetadata,
          error_code: 'INVALID_LINK_TOKEN',
        });
      case 'failure': {
        const { isOver } = truth;
        truth.isOver = true;
        link.callbacks.onFailure(new Error('told by the test'));
        // Not every Link listens to this.
        if (!link.removed) truth.isOver = isOver;
      }
    }
  }

  function setScript(does: (Step & { type: 'script' })['does']): void {
    port.script.hold = does === 'hang' ? hangAsTheRealOne() : null;
    port.script.fail =
      does === 'fail' ? createRelinkError('link_blocked', { message: 'told by the test' }) : null;
  }

  /** The script loader gives up by itself after 15 s. */
  function hangAsTheRealOne(): Promise<never> {
    const promise = new Promise<never>((_resolve, reject) => {
      env.setTimer(
        () => reject(createRelinkError('link_blocked', { message: 'timed out' })),
        15 * SECOND,
      );
    });
    promise.catch(() => {});
    return promise;
  }

  /** The user was on Plaid's own page, and looks at this one again. */
  function comeBack(hasFinished: boolean): void {
    if (hasFinished) for (const itemId of pagesOf) healed.add(itemId);
    env.setVisible(false);
    env.setVisible(true);
  }

  async function play(what: Step): Promise<void> {
    switch (what.type) {
      case 'hover': {
        sessions.prepare(what.item, () => ({ onError: () => {} }));
        return;
      }
      case 'click': {
        click(what.item);
        return;
      }
      case 'link': {
        const link = port.links.at(-1 - what.age);
        if (link) speak(link, what.says);
        return;
      }
      case 'leave':
        leave.get(what.item)?.();
        leave.delete(what.item);
        return;
      case 'come':
        if (!leave.has(what.item))
          leave.set(
            what.item,
            sessions.subscribe(what.item, () => {}, mounted),
          );
        return;
      case 'rumour': {
        hear(what.item);
        return;
      }
      case 'provider':
        isProviderGone = !what.isMounted;
        release();
        release = what.isMounted ? client.retain() : () => {};
        if (!what.isMounted)
          for (const itemId of ITEMS) await play({ type: 'leave', item: itemId });
        return env.pass(1);
      case 'pass':
        return env.pass(what.ms);
      case 'sleep':
        slept += what.ms;
        return env.sleepFor(what.ms);
      case 'visible': {
        env.setVisible(what.isVisible);
        return;
      }
      case 'online': {
        env.setOnline(what.isOnline);
        return;
      }
      case 'script': {
        setScript(what.does);
        return;
      }
      case 'hosted':
        isHosted = what.isOffered;
        return;
      case 'return':
        comeBack(what.hasFinished);
        return;
      case 'create':
        port.ready = what.does === 'by hand' ? 'by hand' : 'at once';
        port.throwOnOpen = what.does === 'throw on open';
        return;
      case 'mint':
        mint = what.does;
        return;
      case 'health':
        health = what.does;
    }
  }

  function check(): void {
    const present = port.links.filter(({ removed }) => !removed);
    if (present.length > 1) fail(`${present.length} Links are in the page`);
    if (callbacks.success + callbacks.exit > linkOutcomes)
      fail(`G5: ${callbacks.success + callbacks.exit} callbacks for ${linkOutcomes} outcomes`);
    for (const { itemId, outcomes } of clicks) {
      if (outcomes.length === 0 && !isBusy(sessions.view(itemId).status) && !isChecking(itemId))
        fail(
          `G11: a click on ${itemId} has no outcome, and its button says ${sessions.view(itemId).status}`,
        );
    }
    for (const itemId of ITEMS) {
      const view = sessions.view(itemId);
      if (view.status !== 'open') continue;
      const isThere = present.some(
        (link) => link.opened > 0 && truths.get(link)?.itemId === itemId,
      );
      if (!isThere && !pagesOf.has(itemId))
        fail(`${itemId} is said to be open, and no Link is there`);
    }
  }

  /** After an exit the server is asked before the promise settles, while the button may be clicked again. */
  const isChecking = (itemId: string): boolean => sessions.view(itemId).status === 'exited';

  /** A minute in which nobody does anything: no button may be left hanging. */
  async function checkQuiet(): Promise<void> {
    await env.pass(2 * MINUTE);
    for (const itemId of ITEMS) {
      const { status } = sessions.view(itemId);
      if (status === 'opening' || status === 'confirming' || status === 'preparing')
        fail(`G11: ${itemId} is still ${status} after two quiet minutes`);
    }
  }

  async function checkRecovery(): Promise<void> {
    env.setVisible(true);
    env.setOnline(true);
    setScript('load');
    [mint, health] = ['token', 'truth'];
    port.ready = 'at once';
    port.throwOnOpen = false;
    if (isProviderGone) release = client.retain();
    isProviderGone = false;
    for (const itemId of ITEMS) {
      if (!leave.has(itemId))
        leave.set(
          itemId,
          sessions.subscribe(itemId, () => {}, mounted),
        );
    }
    // Whatever Link shows, the user closes it.
    for (const link of port.links.filter(({ removed }) => !removed)) speak(link, 'exit');
    comeBack(false);
    await env.pass(2 * MINUTE);
    for (const itemId of ITEMS) {
      healed.delete(itemId);
      pagesOf.clear();
      const before = clicks.length;
      click(itemId);
      await env.pass(SECOND);
      const link = port.links.at(-1);
      // It was offered before the world became honest.
      if (pagesOf.has(itemId)) {
        comeBack(true);
        await env.pass(SECOND);
        const outcome = clicks[before]?.outcomes[0]?.status;
        if (outcome !== 'already_healthy') fail(`G12: ${itemId} ends ${String(outcome)}`);
        continue;
      }
      if (!link || link.removed || link.opened !== 1) {
        fail(`G12: a click on ${itemId} opens nothing: ${sessions.view(itemId).status}`);
        return;
      }
      speak(link, 'open');
      speak(link, 'success');
      await env.pass(5 * SECOND);
      const outcome = clicks[before]?.outcomes[0]?.status;
      if (outcome !== 'relinked') fail(`G12: ${itemId} ends ${String(outcome)}`);
    }
    await env.pass(2 * MINUTE);
    for (const { itemId, outcomes } of clicks) {
      if (outcomes.length !== 1) fail(`G5: a click on ${itemId} has ${outcomes.length} outcomes`);
    }
  }

  try {
    for (const what of steps) {
      await play(what);
      await settle();
      check();
    }
    await checkQuiet();
    await checkRecovery();
    check();
  } finally {
    isProviderGone = true;
    for (const stop of leave.values()) stop();
    release();
    await env.pass(1);
  }
  if (problems[0]) throw new Error(problems[0]);
  return { relinked };
}

import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from '../core/link/plaid-types';
import type { FakePlaid } from './fake-plaid';
import { createDialog } from './link/dialog';
import {
  createHandler,
  type FakeLinkBehaviour,
  type FakeLinkConfig,
  type FakeLinkHandler,
} from './link/handler';
import { installScript, removeTags } from './link/script';
import { linkErrorBody } from './plaid/errors';
import { createRemoteLinkBackend } from './plaid/link-remote';

/** Options of {@link createFakeLink}. */
export interface FakeLinkOptions {
  /** The fake Plaid that its tokens come from, or the base URL of one that is served. */
  plaid: FakePlaid | string;
  /** 'dialog' lets a person drive it, 'none' only code. @default 'none' */
  ui?: 'none' | 'dialog';
}

/** Stands in for Plaid Link: takes only tokens of its fake Plaid, once, and makes the Item healthy on success. */
export interface FakeLink {
  /**
   * Puts it in the place of `window.Plaid`, with a script tag that runs and fetches nothing, so that react-plaid-link
   * takes Link's script for loaded. Call it before the first render. Returns `uninstall`.
   */
  install(): () => void;
  /** Removes it, with every Link that it made, and puts back what was there before. Safe to call twice. */
  uninstall(): void;
  /** Link's own `Plaid.create`. Throws what Link throws. */
  create(config: FakeLinkConfig): Pick<FakeLinkHandler, 'open' | 'exit' | 'destroy'> & {
    /** Does nothing here: it is Layer's (plaid.com/docs/link/web). */
    submit(): void;
  };
  /** Every Link that was created, oldest first. */
  readonly handlers: readonly FakeLinkHandler[];
  /** The one that is open, or null. */
  readonly current: FakeLinkHandler | null;
  /** How often Link was made, opened and removed. */
  readonly counts: Readonly<{ creates: number; opens: number; destroys: number }>;
  /** Resolves when a Link is open and Plaid has answered; rejects with a reason where none opens within 4 s. */
  whenOpen(): Promise<FakeLinkHandler>;
  /** The user logs in and finishes. Rejects where the open Link cannot get there. */
  succeed(metadata?: Partial<PlaidLinkOnSuccessMetadata>): Promise<void>;
  /** The user closes Link; `error` is Plaid's code, or its error object. */
  exit(
    error?: string | PlaidLinkError | null,
    metadata?: Partial<PlaidLinkOnExitMetadata>,
  ): Promise<void>;
  /** The user types; see `SANDBOX_CREDENTIALS`. `error_<CODE>` as password is that error of Plaid's. */
  enterCredentials(username: string, password: string): Promise<void>;
  /** Link reports an event. */
  emit(eventName: string, metadata?: Partial<PlaidLinkOnEventMetadata>): Promise<void>;
  /** Makes it misbehave from now on. */
  behave(behaviour: Partial<FakeLinkBehaviour>): void;
}

/** Sooner than the time-outs of the usual test runners (5 s), which say nothing of the reason. */
const WAIT_MS = 4_000;
// A test's fake timers must not stop it.
const realSetTimeout = setTimeout;

// Link counts its iframes through the page (as seen in end-to-end suites: plaid-link-iframe-1, -2, …).
let iframes = 0;

/**
 * Makes a Link that a test drives by code, or a person through a small dialog. Install it before the first render.
 *
 * @example
 * const plaid = createFakePlaid();
 * const link = createFakeLink({ plaid });
 * afterEach(link.install());
 * // click the button, then
 * await link.succeed();
 */
export function createFakeLink({ plaid, ui = 'none' }: FakeLinkOptions): FakeLink {
  const backend = typeof plaid === 'string' ? createRemoteLinkBackend(plaid) : plaid.link;
  const handlers: FakeLinkHandler[] = [];
  const counts = { creates: 0, opens: 0, destroys: 0 };
  const behaviour: FakeLinkBehaviour = {
    script: 'loads',
    create: 'ok',
    load: 'async',
    open: 'event',
    updateMode: 'reported',
    exit: 'callback',
  };
  let waiting: (() => void)[] = [];
  let uninstall = (): void => {};

  function onState(handler: FakeLinkHandler): void {
    if (handler.state === 'destroyed') counts.destroys += 1;
    if (handler.state !== 'open') return;
    counts.opens += 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  function untilOpen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = realSetTimeout(() => {
        const why =
          counts.creates === 0
            ? 'No Link was created: was the button clicked, was the fake installed before the first render, and does the user own the Item (backend.own)?'
            : 'A Link was created and not opened: was the button clicked, and what does its error say?';
        reject(new Error(`No Link opened within ${WAIT_MS} ms. ${why}`));
      }, WAIT_MS);
      waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  function create(config: FakeLinkConfig): ReturnType<FakeLink['create']> {
    if (behaviour.create === 'throws') throw new Error('Link could not be created (told to fail).');
    if (!config.token && !config.key) {
      throw new Error('Missing Link parameter. Link requires a key or token to be provided.');
    }
    if (config.receivedRedirectUri && !config.receivedRedirectUri.includes('oauth_state_id=')) {
      throw new Error('oauth uri does not contain a valid oauth_state_id query parameter.');
    }
    counts.creates += 1;
    const handler = createHandler(config, {
      backend,
      behaviour,
      iframe: insertIframe(),
      view: (made) => (ui === 'dialog' ? createDialog(made) : { show() {} }),
      onState,
    });
    handlers.push(handler);
    const { open, exit, destroy } = handler;
    return { open, exit, destroy, submit() {} };
  }

  const fake: FakeLink = {
    install() {
      fake.uninstall();
      const removeScript = installScript({ create }, () => behaviour.script === 'blocked');
      uninstall = () => {
        removeScript();
        for (const handler of handlers) if (handler.state !== 'destroyed') handler.destroy();
        uninstall = () => {};
      };
      return fake.uninstall;
    },
    uninstall: () => uninstall(),
    create,
    handlers,
    get current() {
      return handlers.findLast(({ state }) => state === 'open') ?? null;
    },
    counts,
    async whenOpen() {
      if (!fake.current) await untilOpen();
      const { current } = fake;
      if (!current) throw new Error('Link was closed before it could be used.');
      await current.opened();
      return current;
    },
    async succeed(metadata) {
      await (await fake.whenOpen()).succeed(metadata);
    },
    async exit(error, metadata) {
      const handler = await fake.whenOpen();
      handler.close(typeof error === 'string' ? linkErrorBody(error) : error, metadata);
    },
    async enterCredentials(username, password) {
      await (await fake.whenOpen()).act({ type: 'credentials', username, password });
    },
    async emit(eventName, metadata) {
      (await fake.whenOpen()).emit(eventName, metadata);
    },
    behave(next) {
      Object.assign(behaviour, next);
      if (behaviour.script === 'blocked') removeTags();
    },
  };
  return fake;
}

function insertIframe(): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  iframe.id = `plaid-link-iframe-${(iframes += 1)}`;
  iframe.title = 'Plaid Link';
  iframe.style.cssText =
    'display:none;position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:transparent;color-scheme:normal';
  document.body.append(iframe);
  return iframe;
}

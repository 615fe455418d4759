import { BRAND } from '../core/errors/relink-error';
import type { ErrorListener } from '../core/errors/report';
import { assertKnownOptions } from '../server/options/assert/assert-known-keys';
import { isRecord } from '../core/unknown';
import { assertOption, isFunction } from '../server/options/assert/assert-option';
import { fakePageOrigins } from '../core/link/plaid-page';
import type {
  PlaidLinkError,
  PlaidLinkOnEventMetadata,
  PlaidLinkOnExitMetadata,
  PlaidLinkOnSuccessMetadata,
} from './link/plaid-link-types';
import type { FakePlaid } from './fake-plaid';
import { createDialog } from './link/dialog';
import { createFakeLinkHandler } from './link/fake-link-handler';
import { installScript, removeTags } from './link/install-script';
import type {
  FakeLinkBehaviour,
  FakeLinkConfig,
  FakeLinkCredentials,
  FakeLinkHandler,
} from './link/link-types';
import { PAGE_LINK } from './link/page-link';
import { untilOpen, type Waiting } from './link/until-open';
import { createHttpLinkBackend } from './plaid/sessions/http-link-backend';
import { linkErrorBody } from './plaid/state/plaid-error';

/** Options of {@link createFakeLink}. */
export interface FakeLinkOptions {
  /** The fake Plaid that mints its tokens, or the base URL of one that is served. */
  plaid: FakePlaid | string;
  /** 'dialog' shows a dialog that a person can use; 'none' is driven by code only. @default 'none' */
  ui?: 'none' | 'dialog';
  /**
   * What the dialog's form for the login already holds, such as `SANDBOX_CREDENTIALS`: one press of "Log in" then goes
   * through Link, unless the bank asks for more. It is read each time that the form shows; after an error the form holds
   * Sandbox's good credentials. @default an empty form, and a press of "Finish" at the end
   */
  prefill?: FakeLinkCredentials | undefined;
}

const OPTIONS: Readonly<Record<keyof FakeLinkOptions, true>> = {
  plaid: true,
  ui: true,
  prefill: true,
};

/**
 * A stand-in for Plaid Link. It accepts a token of its fake Plaid once, and makes the Item healthy on success. The
 * methods that act as the user wait until Link is open, and reject if none opens within 4 seconds, with what the app was told
 * meanwhile.
 */
export interface FakeLink {
  /**
   * Replaces `window.Plaid`, and adds a script tag that loads nothing, so that react-plaid-link takes Link's script for
   * loaded. Call it before the first click; where the app itself calls `usePlaidLink`, before the first render. Installs
   * afresh where it is installed already, so that `beforeEach(() => void link.install())` is all that a test file needs.
   *
   * @returns `uninstall`
   */
  install(): () => void;
  /** Removes it with every Link that it created, and restores the previous `window.Plaid`. Safe to call twice. */
  uninstall(): void;
  /** Link's own `Plaid.create`. Throws what Link throws. */
  create(config: FakeLinkConfig): Pick<FakeLinkHandler, 'open' | 'exit' | 'destroy'> & {
    /** Does nothing: it belongs to Plaid's Layer (plaid.com/docs/link/web). */
    submit(): void;
  };
  /** Every Link that was created, oldest first. */
  readonly handlers: readonly FakeLinkHandler[];
  /** The open Link, or null. */
  readonly current: FakeLinkHandler | null;
  /** How often Link was created, opened and destroyed. */
  readonly counts: Readonly<{ creates: number; opens: number; destroys: number }>;
  /** Resolves when a Link is open and Plaid has answered. */
  whenOpen(): Promise<FakeLinkHandler>;
  /** Logs in and finishes as the user. Rejects if the open Link cannot succeed. */
  succeed(metadata?: Partial<PlaidLinkOnSuccessMetadata>): Promise<void>;
  /** Closes Link as the user. `error` is Plaid's `error_code`, or its error object. */
  exit(
    error?: string | PlaidLinkError | null,
    metadata?: Partial<PlaidLinkOnExitMetadata>,
  ): Promise<void>;
  /** Submits credentials as the user: see `SANDBOX_CREDENTIALS`. The password `error_<CODE>` gives that error of Plaid. */
  enterCredentials(username: string, password: string): Promise<void>;
  /** Makes Link report an event. */
  emit(eventName: string, metadata?: Partial<PlaidLinkOnEventMetadata>): Promise<void>;
  /**
   * Makes Link misbehave from now on.
   * @example link.simulate({ script: 'blocked' })
   */
  simulate(behaviour: Partial<FakeLinkBehaviour>): void;
  /** @deprecated Use {@link FakeLink.simulate}: it is the same function. */
  behave(behaviour: Partial<FakeLinkBehaviour>): void;
}

// Link numbers its iframes per page (seen in end-to-end suites: plaid-link-iframe-1, -2, …).
let iframes = 0;

/**
 * Creates a Link that a test drives by code, or a person through a small dialog. Install it before each test.
 *
 * @throws RelinkError `invalid_options` for an option that it does not know, and where `plaid` is missing
 * @example
 * const plaid = createFakePlaid();
 * const link = createFakeLink({ plaid });
 * beforeEach(() => void link.install());
 * // click the button, then
 * await link.succeed();
 */
export function createFakeLink(options: FakeLinkOptions): FakeLink {
  const given: unknown = (options as Partial<FakeLinkOptions> | undefined)?.plaid;
  const advice = 'Link redeems its tokens there: createFakeLink({ plaid: createFakePlaid() }).';
  assertOption(Boolean(given), 'plaid', 'is missing', advice, 'createFakeLink');
  assertOption(
    typeof given === 'string' || (isRecord(given) && isFunction(given.link)),
    'plaid',
    'must be what createFakePlaid() returned, or the base URL of one that is served',
    advice,
    'createFakeLink',
  );
  assertKnownOptions(options, OPTIONS, 'createFakeLink');
  const { plaid, ui = 'none', prefill } = options;
  const backend = typeof plaid === 'string' ? createHttpLinkBackend(plaid) : plaid.link;
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
  let resolvers: (() => void)[] = [];
  let presence: Waiting['presence'] = 'never_installed';
  let error: Waiting['error'] = null;
  let uninstall = (): void => {};

  function onState(handler: FakeLinkHandler): void {
    if (handler.state === 'destroyed') counts.destroys += 1;
    if (handler.state !== 'open') return;
    counts.opens += 1;
    error = null;
    const opened = resolvers;
    resolvers = [];
    for (const resolve of opened) resolve();
  }

  function create(config: FakeLinkConfig): ReturnType<FakeLink['create']> {
    if (behaviour.create === 'throws') throw new Error('Link could not be created (simulated).');
    if (!config.token && !config.key) {
      throw new Error('Missing Link parameter. Link requires a key or token to be provided.');
    }
    if (config.receivedRedirectUri && !config.receivedRedirectUri.includes('oauth_state_id=')) {
      throw new Error('oauth uri does not contain a valid oauth_state_id query parameter.');
    }
    counts.creates += 1;
    const handler = createFakeLinkHandler(config, {
      backend,
      behaviour,
      iframe: insertIframe(),
      createView: (made) => (ui === 'dialog' ? createDialog(made, prefill) : { show() {} }),
      onState,
    });
    handlers.push(handler);
    const { open, exit, destroy } = handler;
    return { open, exit, destroy, submit() {} };
  }

  function simulate(next: Partial<FakeLinkBehaviour>): void {
    Object.assign(behaviour, next);
    if (behaviour.script === 'blocked') removeTags();
  }

  const fake: FakeLink = {
    install() {
      fake.uninstall();
      const removeScript = installScript({ create }, () => behaviour.script === 'blocked');
      // Hosted Link opens on no other pages than Plaid's and these.
      const pages = [location.href, ...(typeof plaid === 'string' ? [plaid] : [])];
      const origins = pages.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin);
      for (const origin of origins) fakePageOrigins().add(origin);
      const noteError: ErrorListener = (told) => void (error = told);
      Reflect.set(globalThis, BRAND, noteError);
      Reflect.set(globalThis, PAGE_LINK, fake);
      presence = 'installed';
      error = null;
      uninstall = () => {
        presence = 'uninstalled';
        if (Reflect.get(globalThis, BRAND) === noteError) Reflect.deleteProperty(globalThis, BRAND);
        if (Reflect.get(globalThis, PAGE_LINK) === fake)
          Reflect.deleteProperty(globalThis, PAGE_LINK);
        removeScript();
        for (const origin of origins) fakePageOrigins().delete(origin);
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
      if (!fake.current) {
        await untilOpen(
          (resolve) => resolvers.push(resolve),
          () => ({ presence, creates: counts.creates, error }),
        );
      }
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
    simulate,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The former name.
    behave: simulate,
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

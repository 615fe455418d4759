import { linkAdapter } from '../../src/browser/link/link-adapter';
import {
  createFakeLinkPort,
  createFakeTabs,
  eventMetadata,
  exitMetadata,
  plaidLinkError,
  successMetadata,
} from './fake-link-port';
import type { FakeLinkPort, FakeMountedLink } from './fake-link-port';
import { installStubPlaid } from './stub-plaid';

/**
 * The real Link host over real react-plaid-link, with a bare `window.Plaid` behind it that the test drives by hand,
 * in the shape of the fake port. Only the script's loading is the fake's.
 */
export function createRealLinkPort(): FakeLinkPort & { uninstall(): void } {
  const plaid = installStubPlaid();
  const { script } = createFakeLinkPort();
  const port: FakeLinkPort & { uninstall(): void } = {
    links: [],
    ...createFakeTabs(),
    script,
    uninstall: () => plaid.uninstall(),
    current() {
      const link = port.links.filter((known) => !known.removed).at(-1);
      if (!link) throw new Error('No Link is mounted.');
      return link;
    },
    get ready() {
      return plaid.throwOnCreate ? 'by hand' : 'at once';
    },
    // react-plaid-link says by itself when it is ready; what can go wrong instead is that Link cannot be created.
    set ready(next) {
      plaid.throwOnCreate = next === 'by hand' ? new Error('told by the test') : null;
    },
    get throwOnOpen() {
      return plaid.throwOnOpen;
    },
    set throwOnOpen(next) {
      plaid.throwOnOpen = next;
    },
    async loadScript() {
      await script.hold;
      if (script.fail) throw script.fail;
    },
    mount(options, callbacks) {
      const created = plaid.handlers.length;
      let hasFailed = false;
      const mounted = linkAdapter.mount(options, {
        ...callbacks,
        onFailure(cause) {
          hasFailed = true;
          callbacks.onFailure(cause);
        },
      });
      // React makes it in an effect, a moment later; until then it can say nothing.
      const handler = () => (hasFailed ? undefined : plaid.handlers[created]);
      const link: FakeMountedLink = {
        options,
        callbacks: {
          ...callbacks,
          onReady: () => {},
          onLoad: () => handler()?.config.onLoad(),
          onEvent: (...event) => handler()?.config.onEvent(...event),
          onFailure: () => {},
        },
        get opened() {
          return handler()?.opened ?? 0;
        },
        removed: false,
        succeeded: false,
        exited: false,
        reportOpen: (mode = 'true') =>
          handler()?.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: mode }),
        succeed: () => handler()?.config.onSuccess('public-sandbox-1', successMetadata),
        exit: (errorCode) =>
          handler()?.config.onExit(errorCode ? plaidLinkError(errorCode) : null, exitMetadata),
      };
      port.links.push(link);
      return {
        open: mounted.open,
        remove() {
          link.removed = true;
          mounted.remove();
        },
      };
    },
  };
  return port;
}

/** Lets React render, run effects, and settle what they started: all of it comes in macrotasks. */
export async function settleReact(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

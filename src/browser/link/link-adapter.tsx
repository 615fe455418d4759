import { Component, useEffect, useRef, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import type { LinkCallbacks, LinkOptions, LinkPort, MountedLink } from '../../core/link/port';
import { createRelinkError } from '../../core/errors/catalogue';
import { isRecord } from '../../core/unknown';
import { browserEnvironment as env } from '../environment';
import { savePage, type SavedPage } from '../page/save-page';
import { loadLinkScript } from './link-script';
import { openHostedTab } from './open-hosted-tab';
import { parseCallbacks } from './parse-callbacks';
import { checkPlaidCreate, createPlaidHandler, type PlaidHandler } from './plaid-handler';

/**
 * The only file that knows react-plaid-link. Each Link has a React root of its own, which renders once: no re-render,
 * StrictMode or unmount of the app reaches it, so the app cannot close an open Link.
 */
export const linkAdapter: LinkPort = {
  loadScript: loadLinkScript,
  mount: mountLink,
  openHostedTab,
};

/** With the script in the page react-plaid-link is ready at once, unless it is stuck; see {@link createPlaidHandler}. */
const READY_TIMEOUT_MS = 2_000;

function mountLink(options: LinkOptions, callbacks: LinkCallbacks): MountedLink {
  // react-plaid-link renders nothing, so its root needs no place in the document.
  const root = createRoot(document.createElement('div'));
  let handler: PlaidHandler | null = null;
  let page: SavedPage | null = null;
  let isRemoved = false;

  const plaidOptions = toPlaidOptions(options, {
    ...callbacks,
    // Link closes itself before or after it reports the outcome. In both cases the page belongs to the user again.
    onSuccess(...outcome) {
      page?.restore();
      callbacks.onSuccess(...outcome);
    },
    onExit(...outcome) {
      page?.restore();
      callbacks.onExit(...outcome);
    },
  });

  function setHandler(next: PlaidHandler): void {
    const isFirst = handler === null;
    handler = next;
    cancelTimer();
    if (isFirst) callbacks.onReady();
  }

  function fallBackToPlaidCreate(): void {
    if (isRemoved || handler) return;
    root.unmount();
    let created: PlaidHandler;
    try {
      created = createPlaidHandler(plaidOptions);
    } catch (thrown) {
      callbacks.onFailure(thrown);
      return;
    }
    setHandler(created);
  }
  const cancelTimer = env.setTimer(fallBackToPlaidCreate, READY_TIMEOUT_MS);

  root.render(
    <Boundary onError={callbacks.onFailure}>
      <LinkInstance
        options={plaidOptions}
        onReady={setHandler}
        // In a microtask, since this unmounts the root and must not run inside one of its effects.
        onError={() => queueMicrotask(fallBackToPlaidCreate)}
      />
    </Boundary>,
  );

  return {
    open() {
      page ??= savePage();
      handler?.open();
    },
    remove() {
      if (isRemoved) return;
      isRemoved = true;
      cancelTimer();
      // react-plaid-link destroys an open Link only once Link answers the exit, which it may never do. After a forced
      // exit it takes Link for closed, and destroys it with its component.
      ignoreErrors(() => handler?.exit({ force: true }));
      const removeLink = (): void => {
        ignoreErrors(() => root.unmount());
        ignoreErrors(() => handler?.destroy?.());
      };
      // In a microtask, since a callback of Link may run inside an effect of this root.
      queueMicrotask(() => (page ? page.restoreAround(removeLink) : removeLink()));
    },
  };
}

/** An error of a Link that is being removed must not stop the steps after it. */
function ignoreErrors(action: () => void): void {
  try {
    action();
  } catch (thrown) {
    // Only its name: an error that Link throws may contain Link's options.
    const name = thrown instanceof Error ? thrown.name : typeof thrown;
    console.error(`react-plaid-relink: Link could not be removed cleanly (${name}).`);
  }
}

function toPlaidOptions(options: LinkOptions, callbacks: LinkCallbacks): PlaidLinkOptions {
  const { token, publicKeyOptions, receivedRedirectUri, cspNonce } = options;
  const common = {
    token,
    ...parseCallbacks(callbacks),
    onLoad: callbacks.onLoad,
    ...(cspNonce ? { cspNonce } : {}),
  };
  if (publicKeyOptions) return { ...common, ...publicKeyOptions };
  return { ...common, ...(receivedRedirectUri ? { receivedRedirectUri } : {}) };
}

interface LinkInstanceProps {
  options: PlaidLinkOptions;
  onReady(handler: PlaidHandler): void;
  onError(): void;
}

function LinkInstance({ options, onReady, onError }: LinkInstanceProps): null {
  const isReported = useRef(false);
  const endCheck = useRef(() => {});
  // Effects run in the order of their hooks, so that of usePlaidLink, which creates Link, runs between these two.
  useEffect(() => {
    endCheck.current = checkPlaidCreate();
  });
  const { open, exit, ready, error } = parseHook(usePlaidLink(options));
  useEffect(() => endCheck.current());
  useEffect(() => {
    if (ready) onReady({ open, exit });
  }, [ready, open, exit, onReady]);
  useEffect(() => {
    if (!error || isReported.current) return;
    isReported.current = true;
    onError();
  }, [error, onError]);
  return null;
}

/** Many suites mock react-plaid-link, and a mock may return anything. */
function parseHook(link: ReturnType<typeof usePlaidLink>): ReturnType<typeof usePlaidLink> {
  const value: unknown = link;
  if (isRecord(value) && typeof value.open === 'function' && typeof value.exit === 'function')
    return link;
  throw createRelinkError('link_failed', {
    message:
      "react-plaid-link's usePlaidLink returned no open and exit: most likely a test mocks it (vi.mock, jest.mock). Remove the mock, and let createFakeLink of react-plaid-relink/testing stand in for Link.",
  });
}

/** `Plaid.create` may throw inside an effect of react-plaid-link. Only a boundary can report that error. */
class Boundary extends Component<{ onError(cause: unknown): void; children: ReactNode }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }
  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }
  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}

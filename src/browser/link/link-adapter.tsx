import { Component, useEffect, useRef, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import type { LinkCallbacks, LinkOptions, LinkPort, MountedLink } from '../../core/link/port';
import { browserEnvironment as env } from '../environment';
import { openHostedPage } from './open-hosted-page';
import { createDirectLink, type DirectLink } from './direct-link';
import { loadLinkScript } from './link-script';
import { guardPage, type PageGuard } from '../page/page-guard';

/**
 * The only file that knows react-plaid-link. Each Link gets a React root of its own, made once and never rendered
 * again: no re-render, StrictMode or unmount of the app reaches it, so nothing of the app can close an open Link.
 */
export const linkAdapter: LinkPort = {
  loadScript: loadLinkScript,
  mount: mountLink,
  openPage: openHostedPage,
};

/** The part of react-plaid-link's result that a mounted Link needs. */
type Controls = Pick<ReturnType<typeof usePlaidLink>, 'open' | 'exit'>;

/** With the script in the page react-plaid-link is ready at once; see {@link createDirectLink} for when it is not. */
const READY_TIMEOUT_MS = 2_000;

function mountLink(options: LinkOptions, callbacks: LinkCallbacks): MountedLink {
  // react-plaid-link renders nothing, so the root needs no place in the document.
  const root = createRoot(document.createElement('div'));
  let controls: Controls | null = null;
  let direct: DirectLink | null = null;
  let page: PageGuard | null = null;
  let isRemoved = false;

  /** Link closes itself before or after it tells its outcome; by then the page is the user's again either way. */
  const plaidOptions = toPlaidOptions(options, {
    ...callbacks,
    onSuccess(...outcome) {
      page?.closed();
      callbacks.onSuccess(...outcome);
    },
    onExit(...outcome) {
      page?.closed();
      callbacks.onExit(...outcome);
    },
  });

  function setControls(next: Controls): void {
    const isFirst = controls === null;
    controls = next;
    cancelTimer();
    if (isFirst) callbacks.onReady();
  }

  function fallBackToPlaidCreate(): void {
    if (isRemoved || controls) return;
    root.unmount();
    try {
      direct = createDirectLink(plaidOptions);
    } catch (thrown) {
      callbacks.onFailure(thrown);
      return;
    }
    setControls(direct);
  }
  const cancelTimer = env.setTimer(fallBackToPlaidCreate, READY_TIMEOUT_MS);

  root.render(
    <Boundary onError={callbacks.onFailure}>
      <LinkSession
        options={plaidOptions}
        onControls={setControls}
        // Not inside an effect of the root that this takes away.
        onError={() => queueMicrotask(fallBackToPlaidCreate)}
      />
    </Boundary>,
  );

  return {
    open() {
      page ??= guardPage();
      controls?.open();
    },
    remove() {
      if (isRemoved) return;
      isRemoved = true;
      cancelTimer();
      // react-plaid-link destroys an open Link only once Link answers the exit, which it may never do. After a
      // forced exit it takes Link for closed, and its clean-up destroys it at once.
      ignoreErrors(() => controls?.exit({ force: true }));
      const takeAway = (): void => {
        ignoreErrors(() => root.unmount());
        ignoreErrors(() => direct?.destroy());
      };
      // Not inside a callback of Link, which may run within this root's own effects.
      queueMicrotask(() => (page ? page.removing(takeAway) : takeAway()));
    },
  };
}

/** What goes wrong in a Link that is on its way out must not stop what comes after it. */
function ignoreErrors(action: () => void): void {
  try {
    action();
  } catch (thrown) {
    // Its name alone: what Link throws may hold what it was made with.
    const name = thrown instanceof Error ? thrown.name : typeof thrown;
    console.error(`react-plaid-relink: Link could not be removed cleanly (${name}).`);
  }
}

function toPlaidOptions(options: LinkOptions, callbacks: LinkCallbacks): PlaidLinkOptions {
  const { token, publicKeyOptions, receivedRedirectUri, cspNonce } = options;
  const common = {
    token,
    onSuccess: callbacks.onSuccess,
    onExit: callbacks.onExit,
    onEvent: callbacks.onEvent,
    onLoad: callbacks.onLoad,
    ...(cspNonce ? { cspNonce } : {}),
  };
  if (publicKeyOptions) return { ...common, ...publicKeyOptions };
  return { ...common, ...(receivedRedirectUri ? { receivedRedirectUri } : {}) };
}

interface LinkSessionProps {
  options: PlaidLinkOptions;
  onControls(controls: Controls): void;
  onError(): void;
}

function LinkSession({ options, onControls, onError }: LinkSessionProps): null {
  const { open, exit, ready, error } = usePlaidLink(options);
  const isReported = useRef(false);
  useEffect(() => {
    if (ready) onControls({ open, exit });
  }, [ready, open, exit, onControls]);
  useEffect(() => {
    if (!error || isReported.current) return;
    isReported.current = true;
    onError();
  }, [error, onError]);
  return null;
}

/** `Plaid.create` may throw, inside an effect of react-plaid-link's: without a boundary nobody would hear of it. */
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

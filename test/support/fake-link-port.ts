import type { RelinkError } from '../../src/core/errors/relink-error';
import { linkErrorBody } from '../../src/testing/plaid/state/plaid-error';
import type { LinkCallbacks, LinkOptions, LinkPort } from '../../src/core/link/port';
import { EVENT_METADATA } from './explorer/values';

/** One Link that the test drives by hand. */
export interface FakeMountedLink {
  options: LinkOptions;
  callbacks: LinkCallbacks;
  opened: number;
  removed: boolean;
  succeeded: boolean;
  exited: boolean;
  /** Reports OPEN, in update mode unless told otherwise; `null` leaves the field out. */
  reportOpen(isUpdateMode?: string | null): void;
  succeed(): void;
  exit(errorCode?: string): void;
}

export interface FakeLinkPort extends LinkPort {
  links: FakeMountedLink[];
  /** The newest Link that was not removed. */
  current(): FakeMountedLink;
  /** What the next script load does; loads at once by default. */
  script: { fail: RelinkError | null; hold: Promise<void> | null };
  /** 'at once' by default; 'by hand' leaves `callbacks.onReady()` to the test. */
  ready: 'at once' | 'by hand';
  throwOnOpen: boolean;
  /** The URLs of Plaid's own pages that were opened. */
  pages: string[];
  /** The tabs that were opened for them, oldest first. */
  tabs: FakeHostedTab[];
}

/** A tab for Plaid's own page. */
export interface FakeHostedTab {
  url: string | null;
  isClosed: boolean;
}

/** Opens tabs as a browser does that blocks none. */
export function createFakeTabs(): Pick<FakeLinkPort, 'openHostedTab' | 'pages' | 'tabs'> {
  const [pages, tabs]: [string[], FakeHostedTab[]] = [[], []];
  return {
    pages,
    tabs,
    openHostedTab() {
      const tab: FakeHostedTab = { url: null, isClosed: false };
      tabs.push(tab);
      return {
        isOwn: false,
        show(url) {
          tab.url = url;
          pages.push(url);
        },
        isClosed: () => tab.isClosed,
        close: () => void (tab.isClosed = true),
      };
    },
  };
}

export const eventMetadata = {
  ...EVENT_METADATA,
  timestamp: '2026-01-01T00:00:00Z',
  link_session_id: 'session-1',
  request_id: 'request-1',
};
export const successMetadata = { institution: null, accounts: [], link_session_id: 'session-1' };
export const exitMetadata = {
  institution: null,
  status: 'requires_credentials',
  link_session_id: 'session-1',
  request_id: 'request-1',
};

export const plaidLinkError = linkErrorBody;

export function createFakeLinkPort(): FakeLinkPort {
  const port: FakeLinkPort = {
    links: [],
    script: { fail: null, hold: null },
    ready: 'at once',
    throwOnOpen: false,
    ...createFakeTabs(),
    current() {
      const link = port.links.filter((known) => !known.removed).at(-1);
      if (!link) throw new Error('No Link is mounted.');
      return link;
    },
    async loadScript() {
      await port.script.hold;
      if (port.script.fail) throw port.script.fail;
    },
    mount(options, callbacks) {
      const link: FakeMountedLink = {
        options,
        callbacks,
        opened: 0,
        removed: false,
        succeeded: false,
        exited: false,
        reportOpen: (isUpdateMode = 'true') =>
          callbacks.onEvent('OPEN', { ...eventMetadata, is_update_mode: isUpdateMode }),
        succeed() {
          link.succeeded = !link.exited;
          callbacks.onSuccess('public-sandbox-1', successMetadata);
        },
        exit(errorCode) {
          link.exited = true;
          callbacks.onExit(errorCode ? plaidLinkError(errorCode) : null, exitMetadata);
        },
      };
      port.links.push(link);
      if (port.ready === 'at once') queueMicrotask(() => callbacks.onReady());
      return {
        open() {
          link.opened += 1;
          if (port.throwOnOpen) throw new Error('Link is broken');
        },
        remove: () => (link.removed = true),
      };
    },
  };
  return port;
}

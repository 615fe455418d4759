import { vi } from 'vitest';
import { LINK_SCRIPT_URL } from '../../src/browser/link/link-script';
import {
  eventMetadata,
  exitMetadata,
  plaidLinkError,
  successMetadata,
} from '../support/fake-link-port';
import { installStubPlaid, type StubHandler, type StubPlaid } from '../support/stub-plaid';

/** What the backend answers to one request; the path is that below the gateway. */
export type Respond = (path: string, call: number) => Response | Promise<Response>;
/** What Link does once it is open. */
export type LinkScript = (link: StubHandler) => void;

/** What the package sees of the page: backend, Link, script and network. All work until a test arranges a fault. */
export interface FaultyPage {
  respond: Respond;
  /** Called when Link has been told to open. */
  onOpen: LinkScript;
  plaid: StubPlaid;
  /** How Link's script loads: it is in the page from the start, unless this is set. */
  script: 'there' | 'loads' | 'blocked' | 'hangs' | 'defines nothing';
  setScript(how: FaultyPage['script']): void;
  isOnline: boolean;
  /** Ends every fault. */
  mend(): void;
  end(): void;
}

let minted = 0;

const honestLink: LinkScript = (link) => {
  link.config.onLoad();
  link.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'true' });
  link.config.onSuccess('public-x', successMetadata);
};

/** Link shows, and ends with an error of Plaid's. */
export const exitsWith =
  (errorCode: string): LinkScript =>
  (link) => {
    link.config.onEvent('OPEN', { ...eventMetadata, is_update_mode: 'true' });
    link.config.onExit(plaidLinkError(errorCode), exitMetadata);
  };

/** Whether a request is answered with the Item's health. */
export function isAboutHealth(path: string): boolean {
  return path === '/item/get' || path === '/item/relinked';
}

export const honestBackend: Respond = (path) => {
  if (isAboutHealth(path))
    return Response.json({ item_id: 'item-a', health: 'healthy', remedy: 'none' });
  return Response.json({ link_token: `link-x-${(minted += 1)}`, expires_in: 1800 });
};

/** Answers requests for tokens in another way, and those for health honestly. */
export const mintsWith =
  (make: () => Response | Promise<Response>): Respond =>
  (path, call) =>
    isAboutHealth(path) ? honestBackend(path, call) : make();

export function createFaultyPage(): FaultyPage {
  let calls = 0;
  vi.stubGlobal('fetch', (url: string) => {
    const path = new URL(url, 'https://app.test').pathname.replace('/api/plaid', '');
    return Promise.resolve().then(() => page.respond(path, (calls += 1)));
  });
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => page.isOnline);

  const watcher = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (isLinkTag(node)) load(node);
    }
  });
  watcher.observe(document.head, { childList: true });

  /** What the network would do with the tag, which nothing fetches here. */
  function load(tag: HTMLScriptElement): void {
    if (page.script === 'blocked') tag.dispatchEvent(new Event('error'));
    if (page.script === 'loads') installPlaid(false);
    if (page.script === 'loads' || page.script === 'defines nothing')
      tag.dispatchEvent(new Event('load'));
  }

  function installPlaid(withTag: boolean): void {
    page.plaid = installStubPlaid({ withTag });
    page.plaid.onOpen = (link) => queueMicrotask(() => page.onOpen(link));
  }

  const page: FaultyPage = {
    respond: honestBackend,
    onOpen: honestLink,
    plaid: installStubPlaid(),
    script: 'there',
    setScript(how) {
      page.script = how;
      page.plaid.uninstall();
    },
    isOnline: true,
    mend() {
      page.respond = honestBackend;
      page.onOpen = honestLink;
      page.isOnline = true;
      page.plaid.throwOnCreate = null;
      page.plaid.throwOnOpen = false;
      if (page.script !== 'there') page.script = 'loads';
    },
    end() {
      watcher.disconnect();
      page.plaid.uninstall();
    },
  };
  page.plaid.uninstall();
  installPlaid(true);
  return page;
}

function isLinkTag(node: Node): node is HTMLScriptElement {
  return node instanceof HTMLScriptElement && node.src === LINK_SCRIPT_URL;
}

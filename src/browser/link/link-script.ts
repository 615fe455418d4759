import { browserEnvironment as env } from '../environment';
import { createRelinkError } from '../../core/errors/catalogue';

/** Must come from Plaid's CDN, unversioned (plaid.com/docs/link/web); also what react-plaid-link looks for. */
export const LINK_SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
const LOAD_TIMEOUT_MS = 15_000;

let loading: Promise<void> | null = null;
// Tags that did not come up in time: whatever becomes of them, the next try does not wait for them again.
const abandoned = new WeakSet<Element>();

/**
 * Resolves when `window.Plaid` is there. Unlike react-plaid-link's own loader it waits for a tag that somebody else
 * put into the page, and a failure is forgotten, so that the next click can succeed.
 *
 * @throws RelinkError `link_blocked`
 */
export function loadLinkScript(cspNonce: string | undefined): Promise<void> {
  if (isPlaidThere()) {
    ensureTag();
    return Promise.resolve();
  }
  loading ??= waitForTag(findTag() ?? insertTag(cspNonce)).finally(() => {
    loading = null;
  });
  return loading;
}

/** Read as unknown: an element with the id "Plaid" would answer to this name too. */
function isPlaidThere(): boolean {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  return typeof plaid === 'object' && plaid !== null && 'create' in plaid;
}

function findTag(): HTMLScriptElement | undefined {
  const tags = document.querySelectorAll<HTMLScriptElement>(`script[src="${LINK_SCRIPT_URL}"]`);
  return [...tags].find((tag) => !abandoned.has(tag));
}

function insertTag(cspNonce: string | undefined): HTMLScriptElement {
  const tag = document.createElement('script');
  tag.src = LINK_SCRIPT_URL;
  tag.async = true;
  if (cspNonce) tag.nonce = cspNonce;
  document.head.append(tag);
  return tag;
}

/**
 * Plaid without its tag: react-plaid-link would load the script a second time ("embedded more than once"). A tag of
 * a type that browsers do not run or fetch tells it that the script is here.
 */
function ensureTag(): void {
  if (document.querySelector(`script[src="${LINK_SCRIPT_URL}"]`)) return;
  const tag = document.createElement('script');
  tag.type = 'text/x-plaid-link-present';
  tag.src = LINK_SCRIPT_URL;
  document.head.append(tag);
}

function waitForTag(tag: HTMLScriptElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (message: string, cause?: unknown): void => {
      stop();
      // Nothing of a failed try may stay: react-plaid-link takes any tag in the page for a loaded one.
      abandoned.add(tag);
      tag.remove();
      reject(createRelinkError('link_blocked', { message, cause }));
    };
    const onLoad = (): void => {
      if (!isPlaidThere())
        return giveUp("Link's script ran, but defined no window.Plaid. Is something replacing it?");
      stop();
      resolve();
    };
    const onError = (event: Event): void =>
      giveUp(
        "Link's script could not be loaded. An ad blocker, the network, or the Content-Security-Policy stops https://cdn.plaid.com.",
        event,
      );
    const cancelTimer = env.setTimer(
      () =>
        // A tag of somebody else's may have finished, or failed, before anyone listened here.
        isPlaidThere()
          ? onLoad()
          : giveUp(
              `Link's script did not load within ${LOAD_TIMEOUT_MS / 1000} s. Check the network.`,
            ),
      LOAD_TIMEOUT_MS,
    );
    const stop = (): void => {
      cancelTimer();
      tag.removeEventListener('load', onLoad);
      tag.removeEventListener('error', onError);
    };
    tag.addEventListener('load', onLoad);
    tag.addEventListener('error', onError);
  });
}

import { browserEnvironment as env } from '../environment';
import { createRelinkError } from '../../core/errors/catalogue';
import { isRecord } from '../../core/unknown';

/** Link's script must come from Plaid's CDN, unversioned (plaid.com/docs/link/web). react-plaid-link looks for it too. */
export const LINK_SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
const LOAD_TIMEOUT_MS = 15_000;

let loading: Promise<void> | null = null;
// The tags of failed attempts. A later attempt does not wait for them again, whatever becomes of them.
const abandoned = new WeakSet<Element>();

/**
 * Resolves when `window.Plaid` is there. Unlike react-plaid-link's own loader it also waits for a tag that other code
 * put into the page, and does not remember a failure, so that the next click can succeed.
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

/** Reads `Plaid` as unknown, since an element with the id "Plaid" is found under this name too. */
function isPlaidThere(): boolean {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  return isRecord(plaid) && 'create' in plaid;
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
 * Where `window.Plaid` is there without its tag, react-plaid-link would load the script a second time ("embedded more
 * than once"). A tag of a type that browsers neither fetch nor run tells it that the script is here.
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
      // The tag of a failed attempt must not stay: react-plaid-link takes any tag in the page for a loaded one.
      abandoned.add(tag);
      tag.remove();
      reject(createRelinkError('link_blocked', { message, cause }));
    };
    const onLoad = (): void => {
      if (!isPlaidThere())
        return giveUp(
          "Link's script ran but did not define window.Plaid. Check whether something replaces the script.",
        );
      stop();
      resolve();
    };
    const onError = (event: Event): void =>
      giveUp(
        "Link's script could not be loaded. An ad blocker, the network, or the Content-Security-Policy stops https://cdn.plaid.com.",
        event,
      );
    const cancelTimer = env.setTimer(() => {
      // The tag of other code may have loaded, or failed, before it got the listeners below.
      if (isPlaidThere()) return onLoad();
      giveUp(`Link's script did not load within ${LOAD_TIMEOUT_MS / 1000} s. Check the network.`);
    }, LOAD_TIMEOUT_MS);
    const stop = (): void => {
      cancelTimer();
      tag.removeEventListener('load', onLoad);
      tag.removeEventListener('error', onError);
    };
    tag.addEventListener('load', onLoad);
    tag.addEventListener('error', onError);
  });
}

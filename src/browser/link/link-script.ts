import { browserEnvironment as env } from '../environment';
import { createRelinkError } from '../../core/errors/catalogue';
import { pageGlobal } from '../../core/page-global';
import { isRecord } from '../../core/unknown';

/** Link's script must come from Plaid's CDN, unversioned (plaid.com/docs/link/web). react-plaid-link looks for it too. */
export const LINK_SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
const LOAD_TIMEOUT_MS = 15_000;
/** How long a tag whose file has arrived may take to run. */
const RUN_TIMEOUT_MS = 200;
/** How long other code's tag may take where it cannot be known whether its file has arrived or failed. */
const UNKNOWN_TIMEOUT_MS = 2_000;
/** A browser keeps the timing of so many files of a page (w3.org/TR/resource-timing), unless the page asks for more. */
const TIMINGS = 250;
/** The name of our policy of Trusted Types. */
const POLICY = 'react-plaid-relink';
/** The types of scripts that browsers run (html.spec.whatwg.org, "prepare the script element"). */
const RUNNABLE = /^(module|((text|application)\/(x-)?(java|ecma)script))?$/;

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
  loading ??= loadByTag(cspNonce).finally(() => {
    loading = null;
  });
  return loading;
}

async function loadByTag(cspNonce: string | undefined): Promise<void> {
  const tag = findTag();
  if (tag) {
    const timeoutMs = timeoutOf(tag);
    const running = waitForTag(tag, timeoutMs);
    // Where the other code's tag did not run, our own tag tells why.
    if (timeoutMs === LOAD_TIMEOUT_MS || (await hasRun(running))) return running;
  }
  return waitForTag(insertTag(cspNonce), LOAD_TIMEOUT_MS);
}

const hasRun = (running: Promise<void>): Promise<boolean> =>
  running.then(
    () => true,
    () => false,
  );

/**
 * How long other code's tag is waited for. Its file may have arrived or failed: an event that has fired does not fire again.
 * Browsers keep the timing of each file, failed ones too, until they have kept enough of them.
 */
function timeoutOf({ defer, type }: HTMLScriptElement): number {
  // These run when the document has been parsed, however long ago the file has arrived.
  if ((defer || type === 'module') && document.readyState !== 'complete') return LOAD_TIMEOUT_MS;
  if (!('getEntriesByName' in performance)) return LOAD_TIMEOUT_MS;
  if (performance.getEntriesByName(LINK_SCRIPT_URL, 'resource').length > 0) return RUN_TIMEOUT_MS;
  const isFull = performance.getEntriesByType('resource').length >= TIMINGS;
  return isFull ? UNKNOWN_TIMEOUT_MS : LOAD_TIMEOUT_MS;
}

/** Reads `Plaid` as unknown, since an element with the id "Plaid" is found under this name too. */
function isPlaidThere(): boolean {
  const plaid: unknown = Reflect.get(window, 'Plaid');
  return isRecord(plaid) && 'create' in plaid;
}

function findTag(): HTMLScriptElement | undefined {
  const tags = document.querySelectorAll<HTMLScriptElement>(`script[src="${LINK_SCRIPT_URL}"]`);
  return [...tags].find((tag) => canRun(tag) && !abandoned.has(tag));
}

/** False for the tag of a consent manager that is waiting, and for the one of {@link ensureTag}. */
function canRun({ type, noModule }: HTMLScriptElement): boolean {
  return RUNNABLE.test(type.trim().toLowerCase()) && !noModule;
}

/**
 * A page that enforces Trusted Types takes the address of a script from a policy alone (w3.org/TR/trusted-types). Where
 * the page allows no policy of ours, the plain address goes to the page's default policy.
 */
const linkScriptUrl = /* @__PURE__ */ pageGlobal('link-script-url', (): unknown => {
  const types: unknown = Reflect.get(window, 'trustedTypes');
  if (!isRecord(types) || typeof types.createPolicy !== 'function') return LINK_SCRIPT_URL;
  try {
    const rules = { createScriptURL: () => LINK_SCRIPT_URL };
    const policy: unknown = Reflect.apply(types.createPolicy, types, [POLICY, rules]);
    if (isRecord(policy) && typeof policy.createScriptURL === 'function')
      return Reflect.apply(policy.createScriptURL, policy, ['']) as unknown;
  } catch {
    // The directive `trusted-types` of the page does not name the policy. Where that matters, setting the address throws.
  }
  return LINK_SCRIPT_URL;
});

/** @throws RelinkError `link_blocked` */
function setAddress(tag: HTMLScriptElement): void {
  try {
    Reflect.set(tag, 'src', linkScriptUrl());
  } catch (cause) {
    const message = `The page enforces Trusted Types, and refuses the address of Link's script. Add the policy ${POLICY} to the directive trusted-types.`;
    throw createRelinkError('link_blocked', { message, cause });
  }
}

function insertTag(cspNonce: string | undefined): HTMLScriptElement {
  const tag = document.createElement('script');
  setAddress(tag);
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
  setAddress(tag);
  document.head.append(tag);
}

/** @throws RelinkError `link_blocked` */
function waitForTag(tag: HTMLScriptElement, timeoutMs: number): Promise<void> {
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
      giveUp(`Link's script did not load within ${timeoutMs / 1000} s. Check the network.`);
    }, timeoutMs);
    const stop = (): void => {
      cancelTimer();
      tag.removeEventListener('load', onLoad);
      tag.removeEventListener('error', onError);
    };
    tag.addEventListener('load', onLoad);
    tag.addEventListener('error', onError);
  });
}

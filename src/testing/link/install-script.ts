/** The address by which react-plaid-link and this package find Link's script. */
const SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
/** Browsers neither fetch nor run a script of this type. Loaders look for the address only. */
const INERT = 'text/x-fake-plaid-link';

/**
 * Replaces `window.Plaid`, and adds a tag of Link's script that fetches nothing. While `isBlocked` is true there is
 * neither, and a tag that is added fails as under an ad blocker, also without a request.
 *
 * @returns restores the page
 */
export function installScript(plaid: object, isBlocked: () => boolean): () => void {
  const before = Object.getOwnPropertyDescriptor(window, 'Plaid');
  const restoreTags = watchTags(isBlocked);
  let current: unknown = plaid;
  Object.defineProperty(window, 'Plaid', {
    configurable: true,
    get: () => (isBlocked() ? undefined : current),
    set: (next: unknown) => {
      current = next;
    },
  });
  if (!isBlocked()) {
    // A click before this call may wait for a tag of Link's own script, which the page cannot load.
    for (const tag of waitingTags()) tag.dispatchEvent(new Event('load'));
    // A page that has only begun has no head. A loader that finds no tag there adds one, and that one is inert too.
    document.querySelector('head')?.append(createTag());
  }
  return () => {
    for (const tag of tagsInPage()) tag.remove();
    restoreTags();
    if (before) Object.defineProperty(window, 'Plaid', before);
    else Reflect.deleteProperty(window, 'Plaid');
  };
}

/** For a script that is blocked from now on: a tag in the page would count as loaded. */
export function removeTags(): void {
  for (const tag of tagsInPage()) tag.remove();
}

function createTag(): HTMLScriptElement {
  const tag = document.createElement('script');
  tag.src = SCRIPT_URL;
  return tag;
}

/** The inert tags. */
function tagsInPage(): HTMLScriptElement[] {
  return allTags().filter(({ type }) => type === INERT);
}

function waitingTags(): HTMLScriptElement[] {
  return allTags().filter(({ type }) => type !== INERT);
}

function allTags(): HTMLScriptElement[] {
  return [...document.querySelectorAll<HTMLScriptElement>(`script[src="${SCRIPT_URL}"]`)];
}

/** Disarms Link's script when its address is set. Every loader sets the address before it adds the tag to the page. */
function watchTags(isBlocked: () => boolean): () => void {
  const { prototype } = HTMLScriptElement;
  const native = Object.getOwnPropertyDescriptor(prototype, 'src');
  if (!native?.set) throw new Error('This DOM has no HTMLScriptElement.src to stand in for.');
  const setNative = native.set;
  Object.defineProperty(prototype, 'src', {
    ...native,
    // An object where the loader has a policy of Trusted Types.
    set(this: HTMLScriptElement, url: unknown) {
      if (String(url) === SCRIPT_URL) {
        this.type = INERT;
        // Later, like the network: the loader adds its listeners after it sets the address.
        setTimeout(() => this.dispatchEvent(new Event(isBlocked() ? 'error' : 'load')));
      }
      setNative.call(this, url);
    },
  });
  return () => void Object.defineProperty(prototype, 'src', native);
}

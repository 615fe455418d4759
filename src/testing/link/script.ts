/** What react-plaid-link, and this package, take for Link's script. */
const SCRIPT_URL = 'https://cdn.plaid.com/link/v2/stable/link-initialize.js';
/** A type that no browser runs or fetches; loaders only look for the address. */
const INERT = 'text/x-fake-plaid-link';

/**
 * Puts `plaid` in the place of `window.Plaid`, with a tag of Link's script that fetches nothing. While `isBlocked`
 * says so there is neither, and a tag that is added fails as under an ad blocker: also without any request.
 *
 * @returns takes it away again
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
  if (!isBlocked()) document.head.append(createTag());
  return () => {
    for (const tag of tagsInPage()) tag.remove();
    restoreTags();
    if (before) Object.defineProperty(window, 'Plaid', before);
    else Reflect.deleteProperty(window, 'Plaid');
  };
}

/** A script that is blocked from now on is also one that was never there. */
export function removeTags(): void {
  for (const tag of tagsInPage()) tag.remove();
}

function createTag(): HTMLScriptElement {
  const tag = document.createElement('script');
  tag.src = SCRIPT_URL;
  return tag;
}

function tagsInPage(): HTMLScriptElement[] {
  return [...document.querySelectorAll<HTMLScriptElement>(`script[src="${SCRIPT_URL}"]`)].filter(
    ({ type }) => type === INERT,
  );
}

/** Disarms Link's script as its address is set, which is before any loader puts it into the page. */
function watchTags(isBlocked: () => boolean): () => void {
  const { prototype } = HTMLScriptElement;
  const native = Object.getOwnPropertyDescriptor(prototype, 'src');
  if (!native?.set) throw new Error('This DOM has no HTMLScriptElement.src to stand in for.');
  const setNative = native.set;
  Object.defineProperty(prototype, 'src', {
    ...native,
    set(this: HTMLScriptElement, url: string) {
      if (url === SCRIPT_URL) {
        this.type = INERT;
        // As the network would: after whoever sets the address has begun to listen.
        setTimeout(() => this.dispatchEvent(new Event(isBlocked() ? 'error' : 'load')));
      }
      setNative.call(this, url);
    },
  });
  return () => void Object.defineProperty(prototype, 'src', native);
}

/**
 * Link in this page: whether it is open, and which iframes show it.
 *
 * One state per page, not one per copy of this package, under a registered symbol: a dialog of the app lets go for
 * every Link, whichever provider opened it.
 */
interface LinkPresence {
  openLinks: number;
  readonly listeners: Set<() => void>;
}

const PRESENCE = Symbol.for('react-plaid-relink/link-presence');

function presence(): LinkPresence {
  const known = Reflect.get(globalThis, PRESENCE) as LinkPresence | undefined;
  if (known) return known;
  const created: LinkPresence = { openLinks: 0, listeners: new Set() };
  Reflect.set(globalThis, PRESENCE, created);
  return created;
}

export function isLinkOpen(): boolean {
  return presence().openLinks > 0;
}

export function subscribeToLink(listener: () => void): () => void {
  const { listeners } = presence();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Tells the subscribers that Link is about to show. Returns the function that takes this back, once. */
export function noteLinkOpen(): () => void {
  change(1);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    change(-1);
  };
}

function change(by: 1 | -1): void {
  const { listeners } = presence();
  const was = isLinkOpen();
  presence().openLinks += by;
  if (was === isLinkOpen()) return;
  for (const listener of [...listeners]) listener();
}

/** Link's iframes were seen with these ids (plaid-link-iframe-1, -2, …), and come from Plaid's CDN. */
const LINK_IFRAME = 'iframe[id^="plaid-link-iframe"], iframe[src^="https://cdn.plaid.com/"]';

export function linkIframes(): NodeListOf<HTMLIFrameElement> {
  return document.querySelectorAll<HTMLIFrameElement>(LINK_IFRAME);
}

export function isLinkIframe(element: Element | null): boolean {
  return element?.matches(LINK_IFRAME) === true;
}

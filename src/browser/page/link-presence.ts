import { pageGlobal } from '../../core/page-global';

/** The open Links of this page. A dialog lets go of the focus for each of them, whichever provider opened it. */
const presence = /* @__PURE__ */ pageGlobal('link-presence', () => ({
  openLinks: 0,
  listeners: new Set<() => void>(),
}));

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

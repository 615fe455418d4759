/** Link's iframe has this id in the wild (plaid-link-iframe-1, -2, …), and comes from Plaid's CDN. */
const LINK_IFRAME = 'iframe[id^="plaid-link-iframe"], iframe[src^="https://cdn.plaid.com/"]';

/** Whether this is what shows Link. */
export function isLinkFrame(element: Element | null): boolean {
  return element?.matches(LINK_IFRAME) === true;
}

/**
 * A modal dialog hides the rest of the page: from assistive technology (`aria-hidden`, `inert`) what was there when it
 * opened, which may include a Link that was prepared before, and from the pointer everything, since `pointer-events` is
 * inherited from the body. Link is about to be in front of that dialog, and must be within reach.
 */
export function exposeLink(): void {
  for (const iframe of document.querySelectorAll<HTMLIFrameElement>(LINK_IFRAME)) {
    iframe.removeAttribute('aria-hidden');
    iframe.inert = false;
    iframe.style.pointerEvents = 'auto';
  }
}

import type { RelinkPart } from '../dom/dom-contract';

/** Out of sight, and out of the layout, but not of the accessibility tree. */
const HIDDEN =
  'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
/** What a region needs to be known to assistive technology before its text comes. */
const SETTLE_MS = 100;
/** What has been there this long has been heard. */
const HEARD_MS = 500;

let region: HTMLElement | null = null;
/** What it says once it has settled. */
let next = '';
/** Set until the region has settled. */
let settling: ReturnType<typeof setTimeout> | undefined;
/** Set until what it says has been heard. */
let hearing: ReturnType<typeof setTimeout> | undefined;
/** What was said last, as it stood in the page. */
let last = '';

/**
 * Says it, politely, through one live region for the whole page. That has no role of its own: a test of the app's that
 * asks for the role `status` is to find the app's.
 */
export function speak(text: string): void {
  const element = (region ??= createRegion());
  const host = findHost(element.ownerDocument);
  if (element.parentElement !== host) {
    element.textContent = '';
    // A modal hides what is beside it, also this, and hides it still when it comes into the modal.
    element.removeAttribute('aria-hidden');
    element.inert = false;
    host.append(element);
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLE_MS);
  }
  next = text;
  if (settling === undefined) setText(element, text);
}

function settle(): void {
  settling = undefined;
  if (region) setText(region, next);
}

function createRegion(): HTMLElement {
  const created = document.createElement('div');
  created.setAttribute('aria-live', 'polite');
  created.style.cssText = HIDDEN;
  created.dataset.relink = 'announcer' satisfies RelinkPart;
  // React Aria makes inert whatever is outside of its modals, and comes into the page after them, but for this.
  created.dataset.liveAnnouncer = 'true';
  return created;
}

function setText(element: HTMLElement, text: string): void {
  clearTimeout(hearing);
  // Said again, also after a silence, it has to differ: Orca takes the same text for the same event. None reads a space.
  element.textContent = text && text === last ? `${text}\u00a0` : text;
  if (!text) return;
  last = element.textContent;
  hearing = setTimeout(() => {
    if (!isInReach(element)) speak(text);
  }, HEARD_MS);
}

/** Not in a dialog that has closed meanwhile: that may fade out first, with what was said in it. */
function isInReach({ ownerDocument, parentElement }: HTMLElement): boolean {
  // The window is closed.
  if (!ownerDocument.defaultView || parentElement === ownerDocument.body) return true;
  return parentElement !== null && modalsIn(ownerDocument).includes(parentElement);
}

/** A modal dialog hides what is outside of it, a live region too: what is to be heard has to be in the dialog. */
function findHost(page: Document): HTMLElement {
  const modals = modalsIn(page);
  return modals.find((modal) => modal.contains(page.activeElement)) ?? modals.at(-1) ?? page.body;
}

function modalsIn(page: Document): HTMLElement[] {
  const dialogs = page.querySelectorAll<HTMLElement>('dialog[open], [aria-modal="true"]');
  return [...dialogs].filter(isModal);
}

function isModal(dialog: HTMLElement): boolean {
  const isNative = dialog.localName === 'dialog' && dialog.matches(':modal');
  const isSaidTo = dialog.getAttribute('aria-modal') === 'true';
  const { display, visibility } = getComputedStyle(dialog);
  const isShown = display !== 'none' && visibility !== 'hidden';
  // Also in what is around it, which not every engine tells.
  return (
    (isNative || isSaidTo) &&
    isShown &&
    (!('checkVisibility' in dialog) || dialog.checkVisibility())
  );
}

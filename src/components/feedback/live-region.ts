import type { RelinkPart } from '../dom/dom-contract';

/** Invisible and outside the layout, but in the accessibility tree. */
const HIDDEN =
  'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
/** How long assistive technology needs to notice a new region before its text is set. */
const SETTLE_MS = 100;
/** A text that has been in the page for this long has been read out. */
const HEARD_MS = 500;

let region: HTMLElement | null = null;
/** The text that it gets once it has settled. */
let next = '';
/** Set until the region has settled. */
let settling: ReturnType<typeof setTimeout> | undefined;
/** Set until its text has been read out. */
let hearing: ReturnType<typeof setTimeout> | undefined;
/** The last text, as it was set. */
let last = '';
/** Set while the region is about to leave the page. */
let dropping: ReturnType<typeof setTimeout> | undefined;

/**
 * Lets screen readers read a text out, politely, through one live region for the whole page. The region has no role: an
 * app's test that asks for the role `status` must find the app's own element.
 *
 * @param text an empty one takes back what was to be read out
 * @param lang the language of the text. @default unknown
 */
export function speak(text: string, lang = ''): void {
  clearTimeout(dropping);
  const element = (region ??= createRegion());
  if (text) element.lang = lang;
  const host = findHost(element.ownerDocument);
  if (element.parentElement !== host) {
    element.textContent = '';
    // A modal marks its siblings as hidden, and the region keeps such a mark when it moves into the modal.
    element.removeAttribute('aria-hidden');
    element.inert = false;
    host.append(element);
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLE_MS);
  }
  next = text;
  if (settling === undefined) setText(element, text);
}

/** Takes the region out of the page, as soon as its text has been read out. */
export function dropRegion(): void {
  clearTimeout(dropping);
  if (!region) return;
  if (settling !== undefined || hearing !== undefined) {
    dropping = setTimeout(dropRegion, HEARD_MS);
    return;
  }
  region.remove();
  region = null;
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
  // React Aria makes all elements outside its modals inert, also later ones, except those with this attribute.
  created.dataset.liveAnnouncer = 'true';
  return created;
}

function setText(element: HTMLElement, text: string): void {
  clearTimeout(hearing);
  hearing = undefined;
  // A repeated text has to differ, also after a pause: Orca takes an equal text for the same event. A trailing space is
  // not read out.
  element.textContent = text && text === last ? `${text}\u00a0` : text;
  if (!text) return;
  last = element.textContent;
  hearing = setTimeout(() => {
    hearing = undefined;
    if (!isInReach(element)) speak(text, element.lang);
  }, HEARD_MS);
}

/** False where the region is in a dialog that has closed: it may still be fading out, with the region in it. */
function isInReach({ ownerDocument, parentElement }: HTMLElement): boolean {
  // The window is closed.
  if (!ownerDocument.defaultView || parentElement === ownerDocument.body) return true;
  return parentElement !== null && modalsIn(ownerDocument).includes(parentElement);
}

/** A modal dialog hides everything outside it from screen readers, so the region has to be inside the dialog. */
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
  const isMarked = dialog.getAttribute('aria-modal') === 'true';
  const { display, visibility } = getComputedStyle(dialog);
  const isShown = display !== 'none' && visibility !== 'hidden';
  // `checkVisibility` also looks at the ancestors; not every engine has it.
  return (
    (isNative || isMarked) &&
    isShown &&
    (!('checkVisibility' in dialog) || dialog.checkVisibility())
  );
}

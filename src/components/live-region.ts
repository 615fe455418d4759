import type { RelinkPart } from './dom-contract';

/** Out of sight, and out of the layout, but not of the accessibility tree. */
const HIDDEN =
  'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
/** What a region needs to be known to assistive technology before its text comes. */
const SETTLE_MS = 100;

let region: HTMLElement | null = null;
/** What it says once it has settled. */
let next = '';
/** Set until the region has settled. */
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * One live region for the whole page. It has no role of its own: a test of the app's that asks for the role `status` is
 * to find the app's.
 */
export const liveRegion = {
  say(text: string): void {
    const element = (region ??= createRegion());
    const host = findHost();
    if (element.parentElement !== host) {
      element.textContent = '';
      host.append(element);
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    }
    next = text;
    if (timer === undefined) setText(element, text);
  },
};

function settle(): void {
  timer = undefined;
  if (region) setText(region, next);
}

function createRegion(): HTMLElement {
  const created = document.createElement('div');
  created.setAttribute('aria-live', 'polite');
  created.style.cssText = HIDDEN;
  created.dataset.relink = 'announcer' satisfies RelinkPart;
  return created;
}

/** What was said last, as it stood in the page. */
let last = '';

function setText(element: HTMLElement, text: string): void {
  // Two buttons of one Item say the same; it is read out once.
  if (element.textContent.trimEnd() === text) return;
  // Said again, also after a silence, it has to differ: Orca takes the same text for the same event. None reads a space.
  element.textContent = text && text === last ? `${text}\u00a0` : text;
  if (text) last = element.textContent;
}

/** A modal dialog hides what is outside of it, a live region too: what is to be heard has to be in the dialog. */
function findHost(): HTMLElement {
  const dialogs = document.querySelectorAll<HTMLElement>('dialog[open], [aria-modal="true"]');
  const shown = [...dialogs].filter(isModal);
  return (
    shown.find((dialog) => dialog.contains(document.activeElement)) ?? shown.at(-1) ?? document.body
  );
}

function isModal(dialog: HTMLElement): boolean {
  const isNative = dialog instanceof HTMLDialogElement && dialog.matches(':modal');
  const isSaidTo = dialog.getAttribute('aria-modal') === 'true';
  const { display, visibility } = getComputedStyle(dialog);
  return (isNative || isSaidTo) && display !== 'none' && visibility !== 'hidden';
}

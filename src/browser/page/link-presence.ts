/**
 * Whether Link covers the page. Apart from the sessions, since a dialog of the app's wants to know it of all of them:
 * one per page and not per copy of this package, under a registered symbol.
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

/** Link is about to show. Returns what to call when it no longer does; calls after the first change nothing. */
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

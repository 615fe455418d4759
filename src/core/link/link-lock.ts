/** The session that may have Link. */
export interface LinkOwner {
  /**
   * Releases Link unless the user is in it. 'soon' while its last events are still arriving: a `prepare()` waits for
   * them, a click does not.
   */
  release(isClick: boolean): boolean | 'soon';
}

interface LinkLock {
  owner: LinkOwner | null;
}

// One lock per page, not per copy of this package: two bundles find the same lock under a registered symbol.
const LINK_LOCK = Symbol.for('react-plaid-relink/link-lock');

function linkLock(): LinkLock {
  const known = Reflect.get(globalThis, LINK_LOCK) as LinkLock | undefined;
  if (known) return known;
  const created: LinkLock = { owner: null };
  Reflect.set(globalThis, LINK_LOCK, created);
  return created;
}

/** Makes `owner` the page's owner of Link; false where the user is in another session's Link. */
export function acquireLinkLock(owner: LinkOwner, isClick: boolean): boolean | 'soon' {
  const lock = linkLock();
  const before = lock.owner;
  // At once: the release calls the app, which may click within its callback. That click finds the lock taken.
  lock.owner = owner;
  if (!before || before === owner) return true;
  const isReleased = before.release(isClick);
  if (isReleased !== true) lock.owner = before;
  // Where `owner` only prepares, that click may have taken the lock from it.
  return isReleased === true ? lock.owner === owner : isReleased;
}

export function releaseLinkLock(owner: LinkOwner): void {
  const lock = linkLock();
  if (lock.owner === owner) lock.owner = null;
}

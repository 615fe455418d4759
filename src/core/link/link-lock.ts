import { pageGlobal } from '../page-global';

/** The session that may have Link. */
export interface LinkOwner {
  /** The Item whose Link it is. Missing in an owner of an older copy of this package. */
  readonly itemId?: string;
  /**
   * Releases Link unless the user is in it. 'soon' while its last events are still arriving: a `prepare()` waits for
   * them, a click does not.
   */
  release(isClick: boolean): boolean | 'soon';
}

const linkLock = /* @__PURE__ */ pageGlobal('link-lock', (): { owner: LinkOwner | null } => ({
  owner: null,
}));

/** Makes `owner` the page's owner of Link. False where the user is in the Link of another session. */
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

/** The Item of the session that has Link. */
export function lockedItem(): string | undefined {
  return linkLock().owner?.itemId;
}

export function releaseLinkLock(owner: LinkOwner): void {
  const lock = linkLock();
  if (lock.owner === owner) lock.owner = null;
}

import type { ItemToken } from '../tokens/token';

/**
 * What is one per page, not one per copy of this package: which tokens are spent, and which session has Link.
 * Two bundles with a copy each find the same record under a registered symbol.
 */
interface PageState {
  readonly spent: Set<string>;
  holder: LinkHolder | null;
}

/** Who has Link now. */
export interface LinkHolder {
  /**
   * Gives Link up if nobody has asked to see it. 'soon': its last events are still coming, which somebody who only
   * prepares can wait for, and somebody who clicked need not.
   */
  yieldLink(isClick: boolean): boolean | 'soon';
}

const PAGE = Symbol.for('react-plaid-relink/page');
/** Enough for days of one page; the oldest go first and are long expired by then. */
const SPENT_LIMIT = 5_000;

function page(): PageState {
  const known = Reflect.get(globalThis, PAGE) as PageState | undefined;
  if (known) return known;
  const created: PageState = { spent: new Set(), holder: null };
  Reflect.set(globalThis, PAGE, created);
  return created;
}

/** Makes Link the holder's own, or says no when a session of somebody else is using it. */
export function takeLink(holder: LinkHolder, isClick: boolean): boolean | 'soon' {
  const current = page().holder;
  const isYielded = !current || current === holder || current.yieldLink(isClick);
  if (isYielded === true) page().holder = holder;
  return isYielded;
}

export function releaseLink(holder: LinkHolder): void {
  if (page().holder === holder) page().holder = null;
}

export function isSpent(value: string): boolean {
  return page().spent.has(fingerprint(value));
}

/** Marks a token as spent for the whole page. Returns false when it already was. */
export function spend(token: Pick<ItemToken, 'value'>): boolean {
  const { spent } = page();
  const print = fingerprint(token.value);
  if (spent.has(print)) return false;
  spent.add(print);
  const [oldest] = spent;
  if (spent.size > SPENT_LIMIT && oldest !== undefined) spent.delete(oldest);
  return true;
}

/** 64 bits that tell tokens apart without keeping them: a spent token should not lie around in memory. */
function fingerprint(value: string): string {
  return fnv1a(value, 0x811c9dc5) + fnv1a(value, 0x01000193);
}

/** FNV-1a (draft-eastlake-fnv), 32 bits, from a given offset. */
function fnv1a(value: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < value.length; index += 1) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36) + '.';
}

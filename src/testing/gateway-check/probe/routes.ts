export const LINK = '/link/token/create';
export const PUBLIC = '/item/public_token/create';
export const ITEM = '/item/get';
export const ITEMS = '/items/get';
export const RELINKED = '/item/relinked';

export const TOKENS: readonly string[] = [LINK, PUBLIC];
export const ONE_ITEM: readonly string[] = [LINK, PUBLIC, ITEM, RELINKED];
export const ALL: readonly string[] = [...ONE_ITEM, ITEMS];

/** An id that no Item has. */
export const UNKNOWN_ID = 'no-such-item-of-gateway-check';

/** What a route takes about one id. */
export function fieldsFor(path: string, itemId: unknown): object {
  return path === ITEMS ? { item_ids: [itemId] } : { item_id: itemId };
}

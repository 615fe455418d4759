/** Before the id of an Item, the key of the record that its user has left for Plaid's own page. */
export const RETURN_KEY = 'react-plaid-relink:';

/** Whether the user may be back from Plaid's own page. Apart from the store of the records: each page with a provider loads it. */
export function isReturn(itemId: string): boolean {
  try {
    return RETURN_KEY + itemId in sessionStorage;
  } catch {
    // No storage, or one that the browser forbids.
    return false;
  }
}

/** Under this name of a page's global object is the fake Link that is installed there. */
export const PAGE_LINK = Symbol.for('react-plaid-relink/fake-link');

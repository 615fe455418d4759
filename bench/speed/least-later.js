/** A chunk of its own, although the page has the same code: both are measured on one page. */
export { openAtOnce } from './least.js';

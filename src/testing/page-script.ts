/** The bundled source of the fake Link, which the build puts here. */
declare const FAKE_LINK_SCRIPT: string;

/**
 * A script that installs the fake Link in the page in which it runs. Pages of a browser that another process drives cannot
 * import it.
 */
export function pageScript(plaid: string): string {
  // A frame without an address of its own, such as that of the fake Link itself, opens no Link. A tag that is in the HTML
  // of the page may load Plaid's own Link, which must not replace the fake one.
  return `if (!location.href.startsWith('about:')) {
(() => {
${FAKE_LINK_SCRIPT}
return fakeLink;
})().createFakeLink({ plaid: ${JSON.stringify(plaid)}, ui: 'dialog' }).install();
const { get } = Object.getOwnPropertyDescriptor(window, 'Plaid');
Object.defineProperty(window, 'Plaid', { configurable: true, get, set() {} });
}`;
}

export const NO_FAKE_LINK =
  'The page has no fake Link. Pass the address of the fake Plaid as `plaid`, before the page is opened; or let the page install one, with createFakeLink({ plaid, ui: "dialog" }).install().';
/** The client gives up a request after 15 s. After that the button says why no Link opens. */
export const DEFAULT_TIMEOUT_MS = 15_000;

/** Options of `relinkPage`, for Playwright and for Cypress. */
export interface RelinkPageOptions {
  /**
   * The address of the fake Plaid that your server calls, such as `http://127.0.0.1:4000`. Each page that opens from now on
   * then has the fake Link in place of Plaid's. @default the page installs `createFakeLink` by itself
   */
  plaid?: string;
  /** How long each method waits for Link to open, in milliseconds. @default 15_000 */
  timeoutMs?: number;
}

import { isRecord } from '../core/unknown';

/** The globals of a page, in which web views leave their marks. */
export type PageGlobals = Readonly<Record<string, unknown>>;

/**
 * Whether the page is in a web view of an app, by the web view's own marks: objects that it puts into the page, each
 * documented by the web view's maker. docs/hosted-link.md has the table with the sources, and it says what is not seen.
 *
 * A user agent is text that each app may change, so it counts in two ways alone. `; wv` is what Android tells sites to look for
 * (android-developers.googleblog.com/2024/12/user-agent-reduction-on-android-webview.html); Android's web view puts no object
 * of its own into a page. And `Safari/` takes a mark back: browsers of iOS are built on the web view of apps and may have its
 * object, and Chrome says that its user agent there is Safari's (developer.chrome.com/docs/multidevice/user-agent).
 *
 * A wrong answer does no harm. In a browser Plaid's own page opens in a tab, and in a web view Link opens in the page.
 */
export function isWebView(page: PageGlobals): boolean {
  const userAgent = userAgentOf(page);
  return (
    // react-native-webview
    isRecord(page.ReactNativeWebView) ||
    // WKWebView, where the app listens to the page
    (hasField(page.webkit, 'messageHandlers') && !userAgent.includes('Safari/')) ||
    // WebView2
    hasField(page.chrome, 'webview') ||
    // Android System WebView
    userAgent.includes('; wv)') ||
    isCapacitorApp(page.Capacitor) ||
    isRecord(page.cordova) ||
    isRecord(page.flutter_inappwebview) ||
    isRecord(page.TelegramWebviewProxy)
  );
}

/**
 * Whether the page may have tabs beside it: not in a web view, whose app decides about addresses, and not in an app that is
 * installed from the browser (`display-mode`; `navigator.standalone` on iOS), which has no tabs.
 */
export function canOpenTabs(page: PageGlobals): boolean {
  return !isWebView(page) && !isInstalled(page);
}

function isInstalled({ navigator, matchMedia }: PageGlobals): boolean {
  if (isRecord(navigator) && navigator.standalone === true) return true;
  if (!isFunction(matchMedia)) return false;
  const query = matchMedia('(display-mode: standalone), (display-mode: fullscreen)');
  return isRecord(query) && query.matches === true;
}

/** Capacitor's object is in the page of its browser build too. */
function isCapacitorApp(capacitor: unknown): boolean {
  return (
    isRecord(capacitor) &&
    isFunction(capacitor.isNativePlatform) &&
    capacitor.isNativePlatform() === true
  );
}

function userAgentOf({ navigator }: PageGlobals): string {
  return isRecord(navigator) && typeof navigator.userAgent === 'string' ? navigator.userAgent : '';
}

function hasField(value: unknown, name: string): boolean {
  return isRecord(value) && isRecord(value[name]);
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

import { describe, expect, it } from 'vitest';
import { canOpenTabs, isWebView } from '../../src/browser/web-view';

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const CHROME_OF_IOS =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.0.0 Mobile/15E148 Safari/604.1';
const WEB_VIEW_OF_IOS =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const CHROME_OF_ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
const WEB_VIEW_OF_ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36';
const agent = (userAgent: string) => ({ navigator: { userAgent } });
const HANDLERS = { webkit: { messageHandlers: {} } };

describe('where presentation "auto" opens Plaid’s own page', () => {
  it.each([
    ['react-native-webview', { ReactNativeWebView: {}, ...agent(CHROME_OF_ANDROID) }],
    ['WKWebView whose app listens to it', { ...HANDLERS, ...agent(WEB_VIEW_OF_IOS) }],
    ['Android’s web view', agent(WEB_VIEW_OF_ANDROID)],
    ['WebView2', { chrome: { webview: {} } }],
    ['Capacitor', { Capacitor: { isNativePlatform: () => true } }],
    ['Cordova', { cordova: {} }],
    ['flutter_inappwebview', { flutter_inappwebview: {} }],
    ['Telegram', { TelegramWebviewProxy: {} }],
  ])('the page is in a web view by the mark of %s', (_, page) => {
    expect(isWebView(page)).toBe(true);
    expect(canOpenTabs(page)).toBe(false);
  });

  it.each([
    ['Safari', agent(SAFARI)],
    ['Chrome of Android', { chrome: {}, ...agent(CHROME_OF_ANDROID) }],
    ['a browser of iOS, which is built on WKWebView', { ...HANDLERS, ...agent(CHROME_OF_IOS) }],
    ['the browser build of a Capacitor app', { Capacitor: { isNativePlatform: () => false } }],
    ['a page with a Capacitor of its own', { Capacitor: {} }],
    ['a page that says wv elsewhere', agent('Mozilla/5.0 (X11; Linux) wv')],
    ['a page without a navigator', {}],
    ['marks that are no objects', { cordova: true, chrome: 1, webkit: null, navigator: 'x' }],
  ])('%s is no web view', (_, page) => {
    expect(isWebView(page)).toBe(false);
    expect(canOpenTabs(page)).toBe(true);
  });

  it('an installed app is no web view, and has no tabs', () => {
    const asked: string[] = [];
    const matchMedia = (query: string) => {
      asked.push(query);
      return { matches: true };
    };
    expect(isWebView({ matchMedia })).toBe(false);
    expect(canOpenTabs({ matchMedia })).toBe(false);
    expect(asked.join()).toContain('display-mode: standalone');
    expect(canOpenTabs({ navigator: { standalone: true } })).toBe(false);
    expect(canOpenTabs({ matchMedia: () => ({ matches: false }) })).toBe(true);
  });
});

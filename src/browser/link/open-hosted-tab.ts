import type { HostedTab } from '../../core/link/port';
import { isRecord } from '../../core/unknown';
import { canOpenTabs } from '../web-view';

/**
 * Opens an empty tab for Plaid's own page (Hosted Link). The page opens in this tab where the browser blocks another, and where
 * the page may have none: in a web view its app decides about addresses, and an empty tab would be lost to it.
 */
export function openHostedTab(): HostedTab {
  const tab = canOpenTabs(globalThis) ? openTab() : null;
  if (!tab) {
    return {
      isOwn: true,
      show: (url) => window.location.assign(url),
      isClosed: () => false,
      close() {},
    };
  }
  tab.opener = null;
  return {
    isOwn: false,
    show: (url) => tab.location.replace(url),
    isClosed: () => tab.closed,
    close: () => tab.close(),
  };
}

/** Null where the browser, or an extension that stops pop-ups, opens no tab. Such extensions throw, or return a decoy. */
function openTab(): Window | null {
  try {
    // Without the feature `noopener`, which would hide whether the browser blocked the tab.
    const tab: unknown = window.open('', '_blank');
    return isOpenWindow(tab) ? tab : null;
  } catch {
    return null;
  }
}

function isOpenWindow(tab: unknown): tab is Window {
  // A web view without tabs may answer with the page's own window.
  if (tab === window || !isRecord(tab) || tab.window !== tab || tab.closed !== false) return false;
  return isRecord(tab.location) && typeof tab.location.replace === 'function';
}

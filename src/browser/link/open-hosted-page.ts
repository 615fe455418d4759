import { isRecord } from '../../core/unknown';

/**
 * Opens Plaid's own page (Hosted Link) in a new tab, or in this tab where the browser blocks that.
 *
 * @throws where the browser lets this tab go nowhere either, as in a sandboxed frame
 */
export function openHostedPage(url: string): void {
  const tab = openTab();
  if (!tab) {
    window.location.assign(url);
    return;
  }
  tab.opener = null;
  tab.location.replace(url);
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
  if (!isRecord(tab) || tab.window !== tab || tab.closed !== false) return false;
  return isRecord(tab.location) && typeof tab.location.replace === 'function';
}

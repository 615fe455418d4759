/** Opens Plaid's own page (Hosted Link) in a new tab, or in this tab where the browser blocks that. */
export function openHostedPage(url: string): void {
  // Without the feature `noopener`, which would hide whether the browser blocked the tab.
  const page = window.open('', '_blank');
  if (!page) {
    window.location.assign(url);
    return;
  }
  page.opener = null;
  page.location.replace(url);
}

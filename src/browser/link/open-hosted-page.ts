/** Opens the page in a new tab; where the browser forbids that, in this one. */
export function openHostedPage(url: string): void {
  // With the feature `noopener` nobody would learn whether it was blocked.
  const page = window.open('', '_blank');
  if (!page) {
    window.location.assign(url);
    return;
  }
  page.opener = null;
  page.location.replace(url);
}

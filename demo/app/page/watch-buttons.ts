/** Tells each change of a button's `data-state`, whichever component shows it. */
export function watchButtons(onState: (state: string) => void): void {
  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const isButton = target instanceof HTMLButtonElement && target.isConnected;
      if (isButton && target.dataset.state) onState(target.dataset.state);
    }
  });
  observer.observe(document.body, { subtree: true, attributeFilter: ['data-state'] });
}

/** Whether a Link session runs, whose steps may come late. */
export function isSessionBusy(): boolean {
  return document.querySelector('button[aria-busy="true"]') !== null;
}

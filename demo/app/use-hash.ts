import { useSyncExternalStore } from 'react';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

/** The fragment of the address, with its `#`. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

/** Changes that a story may make around the page. Each function returns one that undoes it. */

/** Makes the browser report that it is offline. */
export function goOffline(): () => void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  return () => {
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  };
}

/** Timers run faster by this factor, so that a viewer need not wait for a time-out of 15 seconds. */
export function hurry(times: number): () => void {
  const native = setTimeout;
  const hurried = (callback: () => void, delayMs = 0) => native(callback, delayMs / times);
  Object.assign(window, { setTimeout: hurried });
  return () => void Object.assign(window, { setTimeout: native });
}

const RECORD = 'react-plaid-relink:oauth-return';

/** The user returns from the bank's site: the address has `oauth_state_id`, and this tab has the session's record. */
export function comeBackFromBank(record: object | null): () => void {
  const before = window.location.href;
  const url = new URL(before);
  url.searchParams.set('oauth_state_id', '00000000-0000-4000-8000-000000000000');
  window.history.replaceState(window.history.state, '', url);
  if (record) sessionStorage.setItem(RECORD, JSON.stringify(record));
  // Another browser has no record, and this tab may still have one of an earlier story.
  else sessionStorage.removeItem(RECORD);
  return () => {
    sessionStorage.removeItem(RECORD);
    window.history.replaceState(window.history.state, '', before);
  };
}

/** What a story may change around the page. Each returns the way back. */

/** As the browser says it without a network. */
export function goOffline(): () => void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  return () => {
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  };
}

/** Timers run out so many times as soon, so that nobody has to watch a time-out of 15 seconds. */
export function hurry(times: number): () => void {
  const native = setTimeout;
  const hurried = (callback: () => void, delayMs = 0) => native(callback, delayMs / times);
  Object.assign(window, { setTimeout: hurried });
  return () => void Object.assign(window, { setTimeout: native });
}

const RECORD = 'react-plaid-relink:oauth-return';

/** The user comes back from the bank's own site: the address has Plaid's mark, and this tab its record of the session. */
export function comeBackFromBank(record: object | null): () => void {
  const before = window.location.href;
  const url = new URL(before);
  url.searchParams.set('oauth_state_id', '00000000-0000-4000-8000-000000000000');
  window.history.replaceState(window.history.state, '', url);
  if (record) sessionStorage.setItem(RECORD, JSON.stringify(record));
  // Another browser has none, and this tab may have kept one of the story before.
  else sessionStorage.removeItem(RECORD);
  return () => {
    sessionStorage.removeItem(RECORD);
    window.history.replaceState(window.history.state, '', before);
  };
}

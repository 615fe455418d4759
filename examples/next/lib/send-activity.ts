import type { RelinkActivity } from 'react-plaid-relink';

/**
 * For `onActivity`: sends a step to this app's own server. A beacon arrives though the user leaves the page; a browser that
 * takes no more of them gets a request that outlives the page too.
 */
export function sendActivity(activity: RelinkActivity): void {
  const body = new Blob([JSON.stringify(activity)], { type: 'application/json' });
  if (navigator.sendBeacon('/api/activity', body)) return;
  const request = fetch('/api/activity', { method: 'POST', body, keepalive: true });
  // A step that is lost makes a figure smaller, and must not disturb the user.
  request.catch((error: unknown) => console.warn('A step was not counted.', error));
}

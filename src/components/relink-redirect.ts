import { useEffect } from 'react';
import { OAUTH_STATE_PARAM } from '../core/redirect-record';
import type { RelinkClient } from '../core/client';
import type { RelinkOptions, RelinkResult } from '../core/relink';
import { useClient } from '../react/context';
import { useLatest } from '../react/use-latest';

export interface RelinkRedirectProps extends RelinkOptions {
  /** The session is over; the place to go back to where the user came from. */
  onDone?(result: RelinkResult): void;
}

// One resume per visit of the return page, however often React mounts the component.
const resumes = new WeakMap<RelinkClient, { href: string; result: Promise<RelinkResult> }>();

/**
 * The OAuth return page: resumes the session that the redirect interrupted, with the same token, and opens Link
 * without a click. Renders nothing. Put it on the page of your `redirect_uri` and nowhere else.
 *
 * Where nothing can be resumed, `onDone` gets a 'failed' result with code `redirect_not_resumable`.
 */
export function RelinkRedirect({ onDone, ...options }: RelinkRedirectProps): null {
  const client = useClient();
  const latest = useLatest(options);
  const latestDone = useLatest(onDone);
  useEffect(() => client.retain(), [client]);
  useEffect(() => {
    let isMounted = true;
    const { href } = window.location;
    const known = resumes.get(client);
    const result = known?.href === href ? known.result : client.resume(href, latest);
    resumes.set(client, { href, result });
    void result.then((outcome) => {
      removeStateParam();
      if (isMounted) latestDone()?.(outcome);
    });
    return () => {
      isMounted = false;
    };
  }, [client, latest, latestDone]);
  return null;
}

/** A reload or a bookmark of the return page must not replay the redirect. */
function removeStateParam(): void {
  const url = new URL(window.location.href);
  if (!url.searchParams.has(OAUTH_STATE_PARAM)) return;
  url.searchParams.delete(OAUTH_STATE_PARAM);
  window.history.replaceState(window.history.state, '', url);
}

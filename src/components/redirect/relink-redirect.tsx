'use client';

import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import {
  forgetRecord,
  forgetUrl,
  hasRedirectRecord,
  isUnclaimedReturn,
  restoreUrl,
} from '../../browser/redirect-store';
import type { RelinkClient, ResumeOutcome } from '../../core/client/client';
import {
  UNKNOWN_ORIGIN,
  type RedirectOrigin,
  type RelinkOptions,
  type RelinkResult,
} from '../../core/client/session-types';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkError } from '../../core/errors/relink-error';
import type { RelinkCallback } from '../../core/types';
import { useClient } from '../../react/use-client';
import { useLatest } from '../../react/use-latest';

/** Props of {@link RelinkRedirect}: the relink options. */
export interface RelinkRedirectProps extends Omit<RelinkOptions, 'presentation' | 'redirectState'> {
  /** Resumes this Item's session only, if your return page knows the Item. @default the Item of this tab's last session */
  itemId?: string | undefined;
  /** The session is over. Go back to the page that the user came from: `origin.from`. */
  onDone?: RelinkCallback<[result: RelinkResult, origin: RedirectOrigin]> | undefined;
  /**
   * Rendered where the return is not a relink's, with the address that Link needs as `receivedRedirectUri`: your own resume,
   * on a page that Link sessions for new Items return to as well. Then `onDone` and `onError` are not called, and neither
   * the address nor Link has been touched. A return of a relink in another browser comes here too.
   * @default `onDone` gets a failed result with the code `redirect_not_resumable`
   */
  fallback?: ReactNode | ((receivedRedirectUri: string) => ReactNode);
}

/** One resume per visit of the return page, however often React mounts the component. */
interface Resume {
  href: string;
  isOver: boolean;
  /** Of the newest mount: an earlier one may have unmounted. */
  options: () => RelinkOptions;
  /** Null where the return is not a relink's. */
  outcome: Promise<ResumeOutcome | null>;
}
const resumes = new WeakMap<RelinkClient, Resume>();

/**
 * The OAuth return page: resumes the session that the redirect interrupted, with the same token, and opens Link without
 * a click. It renders nothing but its `fallback`. Put it on the page of your `redirect_uri` and nowhere else.
 *
 * If there is nothing to resume, `onDone` gets a 'failed' result with code `redirect_not_resumable`.
 *
 * @example
 * <RelinkRedirect onDone={(_result, { from }) => location.replace(from ?? '/banks')} />
 */
export function RelinkRedirect({
  itemId,
  onDone,
  fallback,
  ...options
}: RelinkRedirectProps): ReactElement | null {
  const client = useClient();
  const latest = useLatest(options);
  const latestDone = useLatest(onDone);
  const isShared = useLatest(fallback !== undefined);
  const reported = useRef<Resume | null>(null);
  const [unclaimedUri, setUnclaimedUri] = useState<string | null>(null);
  useEffect(() => client.retain(), [client]);
  useEffect(() => {
    if (unclaimedUri !== null) return;
    let isMounted = true;
    const { href } = window.location;
    const known = resumes.get(client);
    // While it runs, Plaid's parameter may already be gone from the URL.
    const isKnown = known !== undefined && (!known.isOver || known.href === href);
    const resume = isKnown ? known : begin(client, href, latest, itemId, isShared());
    resume.options = latest;
    resumes.set(client, resume);
    void resume.outcome.then((outcome) => {
      resume.isOver = true;
      if (!outcome) {
        if (!isMounted) return;
        restoreUrl(resume.href);
        setUnclaimedUri(resume.href);
        return;
      }
      const { result, origin } = outcome;
      // What failed before Link opened can be resumed again, by a reload or a new mount.
      if (isResumable(result)) resumes.delete(client);
      else {
        forgetUrl();
        // A later mount on this page gets the same result.
        resume.href = window.location.href;
      }
      if (!isMounted || reported.current === resume) return;
      reported.current = resume;
      latestDone()?.(result, origin);
    });
    return () => {
      isMounted = false;
    };
  }, [client, itemId, latest, latestDone, isShared, unclaimedUri]);
  if (unclaimedUri === null) return null;
  return <>{typeof fallback === 'function' ? fallback(unclaimedUri) : fallback}</>;
}

function begin(
  client: RelinkClient,
  receivedRedirectUri: string,
  options: () => RelinkOptions,
  itemId: string | undefined,
  isShared: boolean,
): Resume {
  const resume: Omit<Resume, 'outcome'> = { href: receivedRedirectUri, isOver: false, options };
  const latest = (): RelinkOptions => resume.options();
  const page = { receivedRedirectUri, itemId, isShared };
  const sessions = sessionStoreOf(client);
  const load = (): Promise<ResumeOutcome | null> =>
    sessions.load(itemId).then(
      (engine) => engine.resume(page, latest),
      (error: unknown) => ({
        result: sessions.fail(itemId ?? '', latest, error as RelinkError),
        origin: UNKNOWN_ORIGIN,
      }),
    );
  // Known without the engine, so that the app's own Link need not wait for it.
  const isUnclaimed = isShared && isUnclaimedReturn(receivedRedirectUri, client.config().userKey);
  return Object.assign(resume, { outcome: isUnclaimed ? Promise.resolve(null) : load() });
}

function isResumable(result: RelinkResult): boolean {
  return result.status === 'failed' && result.error.retryable && hasRedirectRecord();
}

/**
 * Forgets the Link session that an OAuth redirect has interrupted, with its link token. Call it when the user signs out:
 * the next user of this tab finds nothing to resume. Call it also before your app opens Link for a new Item: a relink that
 * was left by a reload must not claim the return of the new Item.
 *
 * @example
 * async function signOut() {
 *   forgetRelink();
 *   await fetch('/api/session', { method: 'DELETE' });
 * }
 */
export function forgetRelink(): void {
  forgetRecord();
}

import { useEffect, useRef } from 'react';
import { forgetUrl, hasRedirectRecord } from '../../browser/redirect-store';
import type { RelinkClient } from '../../core/client/client';
import type { RelinkOptions, RelinkResult } from '../../core/client/session-types';
import { sessionStoreOf } from '../../core/client/session-store';
import type { RelinkCallback } from '../../core/types';
import { useClient } from '../../react/context';
import { useLatest } from '../../react/use-latest';

export { forgetRelink } from '../../browser/redirect-store';

/** Props of {@link RelinkRedirect}: the relink options. */
export interface RelinkRedirectProps extends RelinkOptions {
  /** Resumes this Item's session only, if your return page knows the Item. @default the Item of this tab's last session */
  itemId?: string | undefined;
  /** The session is over. Go back to the page that the user came from. */
  onDone?: RelinkCallback<[result: RelinkResult]> | undefined;
}

/** One resume per visit of the return page, however often React mounts the component. */
interface Resume {
  href: string;
  isOver: boolean;
  /** Of the newest mount: an earlier one may have unmounted. */
  options: () => RelinkOptions;
  result: Promise<RelinkResult>;
}
const resumes = new WeakMap<RelinkClient, Resume>();

/**
 * The OAuth return page: resumes the session that the redirect interrupted, with the same token, and opens Link without
 * a click. It renders nothing. Put it on the page of your `redirect_uri` and nowhere else.
 *
 * If there is nothing to resume, `onDone` gets a 'failed' result with code `redirect_not_resumable`.
 *
 * @example
 * <RelinkRedirect onDone={() => location.assign('/banks')} />
 */
export function RelinkRedirect({ itemId, onDone, ...options }: RelinkRedirectProps): null {
  const client = useClient();
  const latest = useLatest(options);
  const latestDone = useLatest(onDone);
  const reported = useRef<Resume | null>(null);
  useEffect(() => client.retain(), [client]);
  useEffect(() => {
    let isMounted = true;
    const { href } = window.location;
    const known = resumes.get(client);
    // While it runs, Plaid's parameter may already be gone from the URL.
    const isKnown = known !== undefined && (!known.isOver || known.href === href);
    const resume = isKnown ? known : begin(client, href, latest, itemId);
    resume.options = latest;
    resumes.set(client, resume);
    void resume.result.then((outcome) => {
      resume.isOver = true;
      // What failed before Link opened can be resumed again, by a reload or a new mount.
      if (isResumable(outcome)) resumes.delete(client);
      else {
        forgetUrl();
        // A later mount on this page gets the same result.
        resume.href = window.location.href;
      }
      if (!isMounted || reported.current === resume) return;
      reported.current = resume;
      latestDone()?.(outcome);
    });
    return () => {
      isMounted = false;
    };
  }, [client, itemId, latest, latestDone]);
  return null;
}

function begin(
  client: RelinkClient,
  href: string,
  options: () => RelinkOptions,
  itemId: string | undefined,
): Resume {
  const resume: Omit<Resume, 'result'> = { href, isOver: false, options };
  const latest = (): RelinkOptions => resume.options();
  const result = sessionStoreOf(client).run(itemId, latest, (engine) =>
    engine.resume(href, latest, itemId),
  );
  return Object.assign(resume, { result });
}

function isResumable(outcome: RelinkResult): boolean {
  return outcome.status === 'failed' && outcome.error.retryable && hasRedirectRecord();
}

import type { ClickRecord } from '../client/activity';
import type { RelinkConfig } from '../client/config';
import type { RelinkError } from '../errors/relink-error';
import { acquireLinkLock, lockedItem, releaseLinkLock, type LinkOwner } from '../link/link-lock';
import type { TokenKey } from '../tokens/token';
import type { ReadEvent } from './event-queue';
import { createLinkAttempt, LAST_EVENTS_MS, type LinkAttempt, type LinkDeps } from './link-attempt';
import { sessionErrors } from './machine/session-errors';
import type { SessionEvent, TokenSource } from './machine/state';

/** The Link of one session, behind the page's lock. */
export interface SessionLink {
  /** What the Link was built for; null where there is none. */
  key(): TokenKey | null;
  /** Whether its token is usable and not due for renewal. */
  isFresh(): boolean;
  /** Acquires the lock and builds Link hidden, for `key` unless the source has a token already. */
  build(source: TokenSource, key: TokenKey, isClicked: boolean): void;
  open(mustBeFresh: boolean): void;
  /** Removes Link, or stops waiting for it. */
  drop(): void;
  /** Removes Link shortly: most of its events arrive with its outcome. */
  retire(): void;
}

interface SessionLinkDeps extends LinkDeps {
  itemId: string;
  config(): RelinkConfig;
  /** Sends an event to the session. */
  send(read: ReadEvent<SessionEvent>): void;
  /** Whether the user is in this session's Link, or about to be. */
  isHeld(): boolean;
  /** What the app wants back after an OAuth redirect. */
  redirectState(): unknown;
  /** The click that began the session. */
  click(): ClickRecord | null;
}

export function createSessionLink(deps: SessionLinkDeps): SessionLink {
  const { itemId, env, config, send } = deps;
  let attempt: LinkAttempt | null = null;
  let cancelWait = (): void => {};
  /** Identifies the current build of Link: answers to an earlier build are dropped. */
  let currentBuild = {};

  /** The event of one Link: stale once that Link was removed. */
  function sendFrom(sender: () => LinkAttempt | null, event: SessionEvent): void {
    send(() => (attempt !== null && attempt === sender() ? event : null));
  }

  /** The answer to an effect on Link: stale once that Link was dropped or replaced. */
  function answer(event: SessionEvent): void {
    const build = currentBuild;
    send(() => (build === currentBuild ? event : null));
  }

  const owner: LinkOwner = {
    itemId,
    release(isClick) {
      if (deps.isHeld()) return false;
      if (attempt?.isOver() && !isClick) return 'soon';
      send(() => ({ type: 'linkTaken' }));
      return true;
    },
  };

  return {
    key: () => attempt?.key ?? null,
    isFresh: () => attempt?.isFresh() === true,

    build(source, usualKey, isClicked): void {
      const fail = (error: RelinkError): void => answer({ type: 'linkFailed', error });
      if (typeof itemId !== 'string' || itemId === '')
        return fail(sessionErrors.invalidItemId(itemId));
      const key = source.from === 'redirect' ? source.token.key : usualKey;
      const { publicKeyOptions, cspNonce } = config();
      const isPublic = key.kind === 'public_token';
      if (isPublic && !publicKeyOptions) return fail(sessionErrors.missingPublicKey(itemId));
      const isAcquired = acquireLinkLock(owner, isClicked);
      if (isAcquired === 'soon') {
        cancelWait = env.setTimer(() => answer({ type: 'waitOver' }), LAST_EVENTS_MS);
        return answer({ type: 'linkWaits' });
      }
      if (!isAcquired) return answer({ type: 'linkBusy', openItemId: lockedItem() });
      const own = (): LinkAttempt | null => built;
      const built: LinkAttempt = createLinkAttempt(
        deps,
        {
          key,
          source,
          cspNonce,
          publicKeyOptions: isPublic ? publicKeyOptions : undefined,
          redirectState: deps.redirectState,
          click: deps.click,
        },
        {
          onReady: () => sendFrom(own, { type: 'linkReady' }),
          onFailure: (error) => sendFrom(own, { type: 'linkFailed', error }),
          onOpen: (isSeen) => sendFrom(own, { type: 'linkShown', isSeen }),
          onEvent: (eventName, metadata) =>
            sendFrom(own, { type: 'linkEvent', eventName, metadata }),
          onSuccess: (publicToken, metadata) =>
            sendFrom(own, { type: 'linkSucceeded', publicToken, metadata }),
          onExit: (exit) => sendFrom(own, { type: 'linkExited', exit }),
        },
      );
      attempt = built;
    },

    open(mustBeFresh) {
      const isRefused = (mustBeFresh && !attempt?.isFresh()) || !attempt?.open();
      if (isRefused) answer({ type: 'linkRefused' });
    },

    drop() {
      const dropped = attempt;
      attempt = null;
      currentBuild = {};
      cancelWait();
      dropped?.discard();
      releaseLinkLock(owner);
    },

    retire() {
      const retiring = attempt;
      retiring?.retire(() => sendFrom(() => retiring, { type: 'linkGone' }));
    },
  };
}

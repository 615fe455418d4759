import { Linking } from 'react-native';
import { createPlaidLinkSession } from 'react-native-plaid-link-sdk';
import type { LinkCallbacks, LinkOptions, LinkPort, MountedLink } from '../core/link/port';
import { nonEmptyString } from '../core/unknown';
import { parseEvent, parseExit, parseSuccess } from './parse-link';

/**
 * The only file that knows the SDK, version 13. The SDK has one session: creating another takes the place of the last, also
 * of one that the app itself has created and not opened. So a session is created at the click, and never ahead of it.
 */
export const linkAdapter: LinkPort = {
  loadScript: () => Promise.resolve(),
  mount: mountLink,
  openHostedTab: () => ({
    show(url) {
      Linking.openURL(url).catch((error: unknown) => {
        // Only its name: the address is as secret as a token.
        const name = error instanceof Error ? error.name : typeof error;
        console.error(`react-plaid-relink: Plaid's own page could not be opened (${name}).`);
      });
    },
    // The app goes to the background.
    isOwn: true,
    isClosed: () => false,
    close() {},
  }),
};

/**
 * Which Link each session of Plaid's belongs to. The SDK's listeners hear whatever session speaks: of an earlier Link, which
 * no call can close, the last word may come when the next one is open.
 */
const owners = new Map<string, MountedLink>();
/** The oldest are dropped first. */
const MAX_OWNERS = 20;

function mountLink({ token }: LinkOptions, callbacks: LinkCallbacks): MountedLink {
  let phase: 'new' | 'opened' | 'removed' = 'new';
  const isRemoved = (): boolean => phase === 'removed';

  /** Whether this Link speaks, and is still listened to. */
  function isHeard(linkSessionId: string): boolean {
    const id = nonEmptyString(linkSessionId);
    if (id !== null && phase !== 'new' && !owners.has(id)) {
      owners.set(id, mounted);
      const [oldest] = owners.keys();
      if (owners.size > MAX_OWNERS && oldest !== undefined) owners.delete(oldest);
    }
    return !isRemoved() && (id === null || (owners.get(id) ?? mounted) === mounted);
  }

  async function open(): Promise<void> {
    const session = await createPlaidLinkSession({
      token,
      onSuccess(success) {
        const { publicToken, metadata } = parseSuccess(success);
        if (isHeard(metadata.link_session_id)) callbacks.onSuccess(publicToken, metadata);
      },
      onExit(exit) {
        const { error, metadata } = parseExit(exit);
        if (!isHeard(metadata.link_session_id)) return;
        if (error?.error_type === NOT_CREATED) callbacks.onFailure(error);
        else callbacks.onExit(error, metadata);
      },
      onEvent(event) {
        const { eventName, metadata } = parseEvent(event);
        if (isHeard(metadata.link_session_id)) callbacks.onEvent(eventName, metadata);
      },
      onLoad() {
        if (!isRemoved()) callbacks.onLoad();
      },
    });
    // Loading takes a while: the user may have cancelled.
    if (!isRemoved()) await session.open();
  }

  const mounted: MountedLink = {
    open() {
      if (phase !== 'new') return;
      phase = 'opened';
      open().catch((error: unknown) => {
        if (!isRemoved()) callbacks.onFailure(error);
      });
    },
    remove() {
      phase = 'removed';
    },
  };
  queueMicrotask(() => {
    if (!isRemoved()) callbacks.onReady();
  });
  return mounted;
}

/** What the SDK gives as `errorType` where it has no session to open. */
const NOT_CREATED = 'creation error';

import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import useSWR from 'swr';
import { invalidItemId } from '../core/errors/invalid-item-id';
import type { RelinkError } from '../core/errors/relink-error';
import type { RelinkClient } from '../core/client/client';
import { tokenStoreOf } from '../core/client/token-store-of';
import type { Environment } from '../core/clock';
import { REPAIR, type TokenKey } from '../core/tokens/token';
import { IDLE, LOADING, NOTHING, type TokenSnapshot } from '../core/tokens/entry';
import type { TokenKind } from '../core/types';
import { FIXED_SWR_OPTIONS, swrKey } from './swr-options';

/** Options of the two token hooks. */
export interface TokenForItemOptions {
  /**
   * Whether to fetch the token and to keep it fresh.
   * @default true
   */
  enabled?: boolean | undefined;
  /**
   * Whether Link is open with this token, or about to open. While true, the token stays the same and no other component
   * gets it. When it turns false, the token is spent and another is fetched.
   * @default false
   */
  inUse?: boolean | undefined;
}

/** What the two token hooks return. */
export interface TokenForItem {
  /** A token that is usable now, or null. It is never expired, spent, or another Item's. */
  token: string | null;
  /** 'idle' without an `itemId` or while not enabled; 'ready' exactly while `token` is set, also during a renewal. */
  status: 'idle' | 'loading' | 'ready' | 'error';
  /** When the token expires, by this browser's clock. Set exactly while `token` is. */
  expiresAt: Date | null;
  /** Why there is no token, while `status` is 'error'. A failed renewal is not an error while the old token is usable. */
  error: RelinkError | null;
  /**
   * Drops this token and fetches another. Resolves to the new token.
   * @throws RelinkError
   */
  refresh: () => Promise<string>;
}

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;
const noop = (): void => {};

/** Serves both token hooks, in browsers and in apps. SWR says when to load; the token store decides whether to send a request, and what to show. */
export function useTokenForItem(
  client: RelinkClient,
  env: Environment,
  kind: TokenKind,
  itemId: string | null | undefined,
  { enabled = true, inUse = false }: TokenForItemOptions = {},
): TokenForItem {
  const tokens = tokenStoreOf(client, env);
  const [reader] = useState(() => ({}));
  const isOn = enabled || inUse;
  const key = useMemo<TokenKey | null>(
    () => (isOn && itemId ? { kind, itemId, accountSelection: false, purpose: REPAIR } : null),
    [isOn, kind, itemId],
  );

  const snapshot = useSyncExternalStore(
    useCallback(
      (listener) => (key ? tokens.subscribe(key, reader, listener) : noop),
      [tokens, key, reader],
    ),
    () => (key ? tokens.snapshot(key, reader) : IDLE),
    () => (key ? LOADING : IDLE),
  );

  // No token passes through SWR, whose cache may be persisted and whose middleware sees every value.
  useSWR(
    key && swrKey(client, kind, key.itemId),
    () => (key ? tokens.load(key) : undefined),
    FIXED_SWR_OPTIONS,
  );

  // Without a clean-up, which React would run when a tree above suspends: Link stays open then.
  useBrowserLayoutEffect(() => {
    if (inUse && key) tokens.pin(key, reader);
    else tokens.unpin(reader);
  }, [inUse, key, tokens, reader]);
  useEffect(() => {
    if (inUse && key) tokens.pin(key, reader);
    return () => tokens.unpinSoon(reader);
  }, [inUse, key, tokens, reader]);

  const refresh = useCallback((): Promise<string> => {
    if (itemId) return tokens.refresh({ kind, itemId, accountSelection: false, purpose: REPAIR });
    return Promise.reject(invalidItemId(itemId));
  }, [tokens, kind, itemId]);

  const invalid = useMemo<TokenSnapshot | null>(
    () => (itemId === '' ? { status: 'error', ...NOTHING, error: invalidItemId(itemId) } : null),
    [itemId],
  );
  return { ...(invalid ?? snapshot), refresh };
}

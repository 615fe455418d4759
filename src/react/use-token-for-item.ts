import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import useSWR from 'swr';
import { invalidItemId } from '../core/errors/early-errors';
import type { RelinkError } from '../core/errors/relink-error';
import { tokenStoreOf } from '../browser/token-store';
import type { TokenKey } from '../core/tokens/token';
import { IDLE, LOADING, NOTHING, type TokenSnapshot } from '../core/tokens/snapshot';
import type { TokenKind } from '../core/types';
import { useClient } from './context';
import { PINNED_SWR_OPTIONS, swrKey } from './swr-options';

/** Options of the two token hooks. */
export interface TokenForItemOptions {
  /** Fetch and keep fresh only while true. @default true */
  enabled?: boolean | undefined;
  /**
   * True while Link is open with this token: it is pinned and belongs to nobody else. When it turns false the token
   * is spent and another is fetched.
   * @default false
   */
  inUse?: boolean | undefined;
}

/** What the two token hooks return. */
export interface TokenForItem {
  /** Usable now, or null. Never expired, spent, or another Item's. */
  token: string | null;
  /** 'ready' also while a background renewal runs. */
  status: 'idle' | 'loading' | 'ready' | 'error';
  /** By this browser's clock. */
  expiresAt: Date | null;
  /** Why there is no token. A failed early renewal is no error while the old token is usable. */
  error: RelinkError | null;
  /** Drops this token and mints another; resolves to it, rejects with a {@link RelinkError}. */
  refresh: () => Promise<string>;
}

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;
const nothingToStop = (): void => {};

/** The engine of both token hooks. SWR says when to look; the token store decides whether to ask, and what is shown. */
export function useTokenForItem(
  kind: TokenKind,
  itemId: string | null | undefined,
  { enabled = true, inUse = false }: TokenForItemOptions = {},
): TokenForItem {
  const client = useClient();
  const tokens = tokenStoreOf(client);
  const [reader] = useState(() => ({}));
  const isOn = enabled || inUse;
  const key = useMemo<TokenKey | null>(
    () => (isOn && itemId ? { kind, itemId, accountSelection: false } : null),
    [isOn, kind, itemId],
  );

  const snapshot = useSyncExternalStore(
    useCallback(
      (listener) => (key ? tokens.subscribe(key, reader, listener) : nothingToStop),
      [tokens, key, reader],
    ),
    () => (key ? tokens.snapshot(key, reader) : IDLE),
    () => (key ? LOADING : IDLE),
  );

  // No token goes through SWR: its cache may be persisted, and its middleware sees everything.
  useSWR(
    key && swrKey(client, kind, key.itemId),
    () => (key ? tokens.load(key) : undefined),
    PINNED_SWR_OPTIONS,
  );

  // No clean-up here: React runs those of layout effects when a tree above suspends, and Link stays open then.
  useBrowserLayoutEffect(() => {
    if (inUse && key) tokens.pin(key, reader);
    else tokens.unpin(reader);
  }, [inUse, key, tokens, reader]);
  useEffect(() => {
    if (inUse && key) tokens.pin(key, reader);
    return () => tokens.unpinSoon(reader);
  }, [inUse, key, tokens, reader]);

  const refresh = useCallback((): Promise<string> => {
    if (itemId) return tokens.refresh({ kind, itemId, accountSelection: false });
    return Promise.reject(invalidItemId(itemId));
  }, [tokens, kind, itemId]);

  const problem = useMemo<TokenSnapshot | null>(
    () => (itemId === '' ? { status: 'error', ...NOTHING, error: invalidItemId(itemId) } : null),
    [itemId],
  );
  return { ...(problem ?? snapshot), refresh };
}

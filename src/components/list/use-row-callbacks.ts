import { useMemo } from 'react';
import { useLatest } from '../../react/use-latest';
import type { RelinkListProps } from './relink-list-props';

/** What the app gives a list and each row calls. */
export type RowCallbacks = Pick<
  RelinkListProps,
  'onConnectAgain' | 'onDismiss' | 'onSignIn' | 'onSupport' | 'onRelinked' | 'onError'
>;

/**
 * The app's callbacks as functions that keep their identity, and call the newest: an app that renders again with functions of
 * that render would render a thousand rows. One that the app does not give stays away, since buttons depend on some.
 */
export function useRowCallbacks(given: RowCallbacks): RowCallbacks {
  const latest = useLatest(given);
  const callbacks = useMemo(
    (): Required<RowCallbacks> => ({
      onConnectAgain: (itemId) => latest().onConnectAgain?.(itemId),
      onDismiss: (itemId) => latest().onDismiss?.(itemId),
      onSignIn: (itemId) => latest().onSignIn?.(itemId),
      onSupport: (error) => latest().onSupport?.(error),
      onRelinked: (result) => latest().onRelinked?.(result),
      onError: (error) => latest().onError?.(error),
    }),
    [latest],
  );
  return {
    onConnectAgain: given.onConnectAgain && callbacks.onConnectAgain,
    onDismiss: given.onDismiss && callbacks.onDismiss,
    onSignIn: given.onSignIn && callbacks.onSignIn,
    onSupport: given.onSupport && callbacks.onSupport,
    onRelinked: given.onRelinked && callbacks.onRelinked,
    onError: given.onError && callbacks.onError,
  };
}

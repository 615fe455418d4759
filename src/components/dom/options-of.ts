import type { RelinkOptions } from '../../core/client/session-types';

const NAMES: Readonly<Record<keyof RelinkOptions, true>> = {
  tokenKind: true,
  accountSelection: true,
  onSuccess: true,
  onExit: true,
  onEvent: true,
  onRelinked: true,
  onError: true,
  onStatusChange: true,
};

/** The options of a relink alone, for a part of ours inside of the element that all other props are for. */
export function pickRelinkOptions(props: RelinkOptions): RelinkOptions {
  return Object.fromEntries(Object.entries(props).filter(([name]) => Object.hasOwn(NAMES, name)));
}

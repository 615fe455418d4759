import type { RelinkOptions } from '../core/relink';

/** Tells the options of a relink from the props of the element. */
export function splitProps<Props extends RelinkOptions>({
  tokenKind,
  accountSelection,
  onSuccess,
  onExit,
  onEvent,
  onRelinked,
  onError,
  onStatusChange,
  ...elementProps
}: Props): { options: RelinkOptions; elementProps: Omit<Props, keyof RelinkOptions> } {
  return {
    options: {
      tokenKind,
      accountSelection,
      ...(onSuccess && { onSuccess }),
      ...(onExit && { onExit }),
      ...(onEvent && { onEvent }),
      ...(onRelinked && { onRelinked }),
      ...(onError && { onError }),
      ...(onStatusChange && { onStatusChange }),
    },
    elementProps,
  };
}

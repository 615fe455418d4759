import type { RelinkOptions } from '../core/relink';

/** Tells the options of a relink from the props of the element. */
export function splitProps<Props extends RelinkOptions>(
  props: Props,
): { options: RelinkOptions; elementProps: Omit<Props, keyof RelinkOptions> } {
  const {
    tokenKind: _tokenKind,
    accountSelection: _accountSelection,
    onSuccess: _onSuccess,
    onExit: _onExit,
    onEvent: _onEvent,
    onRelinked: _onRelinked,
    onError: _onError,
    onStatusChange: _onStatusChange,
    ...elementProps
  } = props;
  // Whoever reads options reads these by name, so the other props do no harm.
  return { options: props, elementProps };
}

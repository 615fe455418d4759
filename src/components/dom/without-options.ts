import type { RelinkOptions } from '../../core/client/session-types';

/** The props of the element: all but the options of a relink, whose readers take them by name from among all props. */
export function omitRelinkOptions<Props extends RelinkOptions>(
  props: Props,
): Omit<Props, keyof RelinkOptions> {
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
  return elementProps;
}

import type { AriaAttributes } from 'react';
import type { RelinkOptions } from '../../core/client/session-types';

/** Separates the relink options in a component's props from the props of its element. */
export function splitProps<Props extends RelinkOptions>(
  props: Props,
): { options: RelinkOptions; elementProps: Omit<Props, keyof RelinkOptions> } {
  const {
    tokenKind,
    accountSelection,
    purpose,
    onSuccess,
    onExit,
    onEvent,
    onRelinked,
    onError,
    onStatusChange,
    redirectState,
    ...elementProps
  } = props;
  const options = {
    tokenKind,
    accountSelection,
    purpose,
    onSuccess,
    onExit,
    onEvent,
    onRelinked,
    onError,
    onStatusChange,
    redirectState,
  } satisfies Record<keyof RelinkOptions, unknown>;
  return { options, elementProps };
}

/** Names an element after our title, unless the app gave it an `aria-label`: `aria-labelledby` would win over that. */
export function labelledBy(appProps: AriaAttributes, titleId: string): AriaAttributes {
  return appProps['aria-label'] === undefined ? { 'aria-labelledby': titleId } : {};
}

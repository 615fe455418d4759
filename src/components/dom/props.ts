import type { AriaAttributes } from 'react';
import type { RelinkOptions } from '../../core/client/session-types';

type OptionName = keyof RelinkOptions;

/** The names of the relink options. */
export const OPTION_NAMES = [
  'tokenKind',
  'presentation',
  'accountSelection',
  'purpose',
  'onSuccess',
  'onExit',
  'onEvent',
  'onRelinked',
  'onError',
  'onStatusChange',
  'redirectState',
] as const satisfies readonly OptionName[];

/** Separates the relink options in a component's props from the props of its element, in one pass. */
export function splitProps<Props extends RelinkOptions>(
  props: Props,
): { options: RelinkOptions; elementProps: Omit<Props, OptionName> } {
  const options: Partial<Record<string, unknown>> = { ...NO_OPTIONS };
  const elementProps: Partial<Props> = {};
  for (const name in props) {
    if (OPTIONS.has(name)) options[name] = props[name];
    else elementProps[name] = props[name];
  }
  return { options, elementProps: elementProps as Omit<Props, OptionName> };
}

const OPTIONS: ReadonlySet<string> = new Set(OPTION_NAMES);
/** Each option by its name, so that options can be compared name by name. */
const NO_OPTIONS: RelinkOptions = Object.fromEntries(OPTION_NAMES.map((name) => [name, undefined]));

/** Names an element after our title, unless the app gave it an `aria-label`: `aria-labelledby` would win over that. */
export function labelledBy(appProps: AriaAttributes, titleId: string): AriaAttributes {
  return appProps['aria-label'] === undefined ? { 'aria-labelledby': titleId } : {};
}

/** Our class for a part, from the provider, and the app's for this element. */
export function joinClasses(
  ours: string | undefined,
  theirs: string | undefined,
): string | undefined {
  return ours && theirs ? `${ours} ${theirs}` : theirs || ours;
}

import { useContext, type ReactElement } from 'react';
import { RelinkContext } from '../../react/context';
import { partAttributes } from '../dom/dom-contract';

/** A ring that turns in a busy button, or the app's own. Styles show it after 200 ms: most waits are over by then. */
export function Spinner(): ReactElement {
  const { components, classNames } = useContext(RelinkContext) ?? {};
  if (components?.Spinner) return <components.Spinner />;
  return <span {...partAttributes('spinner', classNames)} aria-hidden="true" />;
}

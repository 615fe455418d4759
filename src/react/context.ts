import { createContext } from 'react';
import type { RelinkClient } from '../core/client/client';
import type { RelinkMessages } from '../messages/types';
import type { RelinkClassNames, RelinkComponents } from './slots';

/** Props of the provider that change what the components below it show. */
export interface RelinkUi {
  /**
   * Class names for the elements of the components, by part: the value of `data-relink`. The `className` of a component is
   * added to that of its outer element.
   */
  classNames?: RelinkClassNames | undefined;
  /**
   * Components of your design system that take the place of ours, such as its button. Define them outside of your own
   * components: for React, a component that is new in each render is another one, and its button loses the focus.
   */
  components?: RelinkComponents | undefined;
  /**
   * Whether notices and lists say that the user signs in through Plaid, and that your app never sees the password. Set it to
   * false where that is not true of your app.
   * @default true
   */
  trust?: boolean | undefined;
}

export interface RelinkContextValue extends RelinkUi {
  client: RelinkClient;
  messages: Partial<RelinkMessages> | undefined;
}

/** Null without a provider, so that a missing provider is never mistaken for one. */
export const RelinkContext = /* @__PURE__ */ createContext<RelinkContextValue | null>(null);

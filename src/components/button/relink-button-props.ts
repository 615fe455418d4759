import type {
  ButtonHTMLAttributes,
  ForwardRefExoticComponent,
  ReactElement,
  ReactNode,
  RefAttributes,
} from 'react';
import type { RelinkConfig } from '../../core/client/config';
import type { RelinkOptions, RelinkView } from '../../core/client/session-types';

/** Props of {@link RelinkButton}: the relink options, and all props of a `<button>`, which gets them with `ref`. */
export interface RelinkButtonProps
  extends
    RelinkOptions,
    Pick<RelinkConfig, 'onSignIn' | 'onSupport'>,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof RelinkOptions | 'children'> {
  /** Plaid's `item_id`. */
  itemId: string;
  /** Gives the behaviour to the single child element instead of rendering a `<button>`. @default false */
  asChild?: boolean | undefined;
  /**
   * The bank's name. Screen readers and voice control hear it after the label, so that several buttons of a page differ:
   * "Reconnect Tartan Bank". It is left out where the label is an element of the app's own. The announcements and the texts
   * beside the button mention it too.
   * @default in the announcements, the name that the backend gave with the Item's health
   */
  bank?: string | undefined;
  /**
   * Where the error of a failed relink goes: below the button, as a `<p>` after it that describes it, inside of it in place of
   * its label, or nowhere, since the app shows it. A label of the app's own stays in the button: then `'inside'` is below too.
   * Where the package's own files cannot be loaded, as offline, no code is there to show it elsewhere: it is in the button.
   * @default 'below'; 'none' where `children` is a function
   */
  errorPlacement?: 'below' | 'inside' | 'none' | undefined;
  /**
   * When to fetch the token and load Link: when the user rests on the button with the pointer or the keyboard, or presses it
   * (`'intent'`); also when the button mounts, or as soon as its tab is shown; or at the click. A page has one Link, so of
   * many buttons the newest is prepared.
   * @default 'intent'
   */
  prepareOn?: 'intent' | 'mount' | 'click' | undefined;
  /**
   * The label, or a function that returns it for a status and an error. `confirming` and `relinked` stay long enough to be
   * read.
   * @default the text for the status, from the provider's `messages`
   */
  children?: ReactNode | ((state: RelinkView) => ReactNode);
}

/** What the other components of this package may ask of the button. */
export interface SessionButtonProps extends RelinkButtonProps {
  /** Of a notice's button: its text before a click, and while Link opens. The notice shows the error and the status. */
  label?: string | undefined;
}

/** The type of {@link RelinkButton}. With `asChild` it has one element as its child, or a function that returns one. */
export interface RelinkButtonComponent {
  <AsChild extends boolean | undefined>(
    props: RelinkButtonProps &
      RefAttributes<HTMLButtonElement> & { asChild?: AsChild } & ChildOf<AsChild>,
  ): ReturnType<ForwardRefExoticComponent<object>>;
  displayName?: string | undefined;
}

/** Where it is known only at run time whether there is to be a child, any children will do. */
type ChildOf<AsChild> = [AsChild] extends [true]
  ? { children: ReactElement | ((state: RelinkView) => ReactElement) }
  : unknown;

import type { ButtonHTMLAttributes, ComponentType, RefAttributes } from 'react';
import type { RelinkStatus } from '../core/types';

/**
 * The value of `data-relink`, which styles select: `react-plaid-relink/styles.css` and the app's own. Elements that the
 * app renders itself (`asChild`, a render function) do not have it.
 */
export type RelinkPart =
  | 'button'
  | 'spinner'
  | 'icon'
  | 'error'
  | 'status'
  | 'cancel'
  | 'copy'
  | 'support'
  | 'notice'
  | 'notice-body'
  | 'notice-title'
  | 'notice-text'
  | 'notice-error'
  | 'notice-action'
  | 'notice-dismiss'
  | 'notice-done'
  | 'logo'
  | 'badge'
  | 'trust'
  | 'list'
  | 'list-head'
  | 'list-title'
  | 'list-text'
  | 'list-progress'
  | 'list-steps'
  | 'list-step'
  | 'list-meter'
  | 'list-items'
  | 'list-group'
  | 'list-item'
  | 'list-skip'
  | 'row-status'
  | 'announcer';

/** Class names for the elements of this package, by their part. */
export type RelinkClassNames = Readonly<Partial<Record<RelinkPart, string | undefined>>>;

/** How much a button stands out: filled, bordered, or text alone. */
export type RelinkVariant = 'primary' | 'secondary' | 'plain';

/** The tone of an Item's state. */
export type RelinkTone = 'warning' | 'danger' | 'success' | 'neutral' | 'accent';

/**
 * What a button of the app's own gets: all props of a `<button>`, and `ref`. It passes them on to its element. React 18
 * gives `ref` to a component made with `forwardRef` alone.
 */
export interface RelinkButtonSlotProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color'>, RefAttributes<HTMLButtonElement> {
  /** By it styles.css styles the button. Leave it out where your own component has the look. */
  'data-relink'?: RelinkPart | undefined;
  /** Decides the look: the main action, a quiet one, or text alone such as "Later" and "Cancel". */
  'data-variant'?: RelinkVariant | undefined;
  /** The status of the session, on buttons that open Link. */
  'data-state'?: RelinkStatus | undefined;
  /** All labels that the button may have, one in each line, so that one width fits all of them. */
  'data-labels'?: string | undefined;
}

/** What a logo of the app's own gets. */
export interface RelinkLogoProps {
  /** The bank's name, or the text that stands for it. */
  name: string;
  /** What the backend says of the bank, or null. */
  institution: {
    readonly id?: string | undefined;
    readonly name: string;
    readonly logoUrl?: string | undefined;
    readonly url?: string | undefined;
    readonly color?: string | undefined;
    readonly oauth?: boolean | undefined;
  } | null;
  /** The tone of the Item's state, which our own logo shows as a badge. */
  tone: RelinkTone;
}

/** What an icon of the app's own gets. It is decoration: hide it from screen readers. */
export interface RelinkIconProps {
  name: 'check' | 'alert' | 'cross' | 'clock' | 'lock' | 'external' | 'plus' | 'copy';
}

/** Components of the app's design system that take the place of ours. */
export interface RelinkComponents {
  /** Every button: relink, check again, sign in, done, later, cancel. `asChild` wins over it. @default 'button' */
  Button?: ComponentType<RelinkButtonSlotProps> | undefined;
  /** A bank's logo with the badge of its state. */
  Logo?: ComponentType<RelinkLogoProps> | undefined;
  Icon?: ComponentType<RelinkIconProps> | undefined;
  /** Shown in a busy button. */
  Spinner?: ComponentType | undefined;
}

import { useContext, type ReactElement } from 'react';
import { RelinkContext } from '../../react/context';
import type { RelinkIconProps } from '../../react/slots';

/** The drawings that components use. */
export type IconName = RelinkIconProps['name'];

/** Strokes in a box of 16 by 16. */
const STROKES: Readonly<Record<IconName, string>> = {
  check: 'm3.5 8.5 3 3 6-7',
  alert: 'M8 4.75v3.5m0 2.75v.01',
  cross: 'm4.75 4.75 6.5 6.5m0-6.5-6.5 6.5',
  clock: 'M8 4.75V8l2.25 1.5',
  lock: 'M4.5 7h7A1.5 1.5 0 0 1 13 8.5v4a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12.5v-4A1.5 1.5 0 0 1 4.5 7m.75 0V4.75a2.75 2.75 0 0 1 5.5 0V7',
  external:
    'M9.5 2.5h4v4m0-4-6 6m4 1v2.75a1.25 1.25 0 0 1-1.25 1.25h-6.5a1.25 1.25 0 0 1-1.25-1.25v-6.5A1.25 1.25 0 0 1 3.75 4.5H6.5',
  plus: 'M8 3.5v9M3.5 8h9',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5m-3 5A1.5 1.5 0 0 1 2.5 9V4A1.5 1.5 0 0 1 4 2.5h5A1.5 1.5 0 0 1 10.5 4',
};

/**
 * A drawing in the colour of the text around it, or the app's own icon. It is hidden from screen readers: the text beside it
 * says the same.
 */
export function Icon({ name }: RelinkIconProps): ReactElement {
  const { components, classNames } = useContext(RelinkContext) ?? {};
  if (components?.Icon) return <components.Icon name={name} />;
  return (
    <svg
      data-relink="icon"
      className={classNames?.icon}
      data-icon={name}
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {/* An element of its own, which styles hide in a badge: the badge is a ring itself. */}
      {(name === 'alert' || name === 'clock') && <circle cx="8" cy="8" r="6.25" />}
      {/* A length of 1, so that styles can draw a stroke of any length with `stroke-dashoffset`. */}
      <path d={STROKES[name]} pathLength="1" />
    </svg>
  );
}

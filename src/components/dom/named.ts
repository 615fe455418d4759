import type { AriaAttributes } from 'react';

/** Our title as the name of an element, unless the app has a name of its own: `aria-labelledby` would win over it. */
export function labelledBy(app: AriaAttributes, titleId: string): AriaAttributes {
  return app['aria-label'] === undefined ? { 'aria-labelledby': titleId } : {};
}

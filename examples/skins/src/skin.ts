import type { ComponentType, CSSProperties, ReactNode } from 'react';
import type { RelinkClassNames, RelinkComponents } from 'react-plaid-relink';

/** What makes the components look like a design system. */
export interface Skin {
  /** The design system's own provider. */
  Root: ComponentType<{ isDark: boolean; children: ReactNode }>;
  components?: RelinkComponents;
  classNames?: RelinkClassNames;
  /** The design system's variables as our custom properties. */
  style?: CSSProperties & Readonly<Record<`--relink-${string}`, string>>;
}

import { Button, Theme, type ButtonProps } from '@radix-ui/themes';
import '@radix-ui/themes/styles.css';
import type { RelinkButtonSlotProps, RelinkVariant } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';
import type { Skin } from '../skin';

const VARIANTS: Readonly<Record<RelinkVariant, ButtonProps['variant']>> = {
  primary: 'solid',
  secondary: 'outline',
  // Its ghost reaches into its neighbours by a negative margin.
  plain: 'soft',
};

// Without `data-relink`, our style sheet leaves the button to the design system.
function RadixButton({ 'data-relink': _part, ...props }: RelinkButtonSlotProps) {
  const isDone = props['data-state'] === 'relinked';
  return (
    <Button
      {...props}
      // One width for all its labels.
      style={{ minWidth: props['data-labels'] && '8.5rem', ...props.style }}
      variant={isDone ? 'soft' : VARIANTS[props['data-variant'] ?? 'primary']}
      color={isDone ? 'green' : undefined}
    />
  );
}

export const skin: Skin = {
  Root: ({ isDark, children }) => (
    <Theme appearance={isDark ? 'dark' : 'light'} accentColor="indigo" radius="medium">
      {children}
    </Theme>
  ),
  components: { Button: RadixButton },
  style: {
    '--relink-font': 'var(--default-font-family)',
    '--relink-accent': 'var(--accent-9)',
    '--relink-on-accent': 'var(--accent-contrast)',
    '--relink-surface': 'var(--color-panel-solid)',
    '--relink-raised': 'var(--gray-2)',
    '--relink-text': 'var(--gray-12)',
    '--relink-muted': 'var(--gray-11)',
    '--relink-border': 'var(--gray-6)',
    '--relink-edge': 'var(--gray-8)',
    '--relink-danger': 'var(--red-11)',
    '--relink-warning': 'var(--amber-12)',
    '--relink-success': 'var(--green-11)',
    '--relink-radius': 'var(--radius-3)',
  },
};

import { Button, createTheme, MantineProvider, type ButtonProps } from '@mantine/core';
import '@mantine/core/styles.css';
import type { RelinkButtonSlotProps, RelinkVariant } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';
import type { Skin } from '../skin';

/** Its usual blue is too light for white text: 3.4:1. */
const THEME = createTheme({ primaryShade: 8 });

const VARIANTS: Readonly<Record<RelinkVariant, ButtonProps['variant']>> = {
  primary: 'filled',
  secondary: 'default',
  plain: 'subtle',
};

// Without `data-relink`, our style sheet leaves the button to the design system.
function MantineButton({ 'data-relink': _part, ...props }: RelinkButtonSlotProps) {
  const isDone = props['data-state'] === 'relinked';
  return (
    <Button
      {...props}
      // One width for all its labels.
      style={{ minWidth: props['data-labels'] && '8.5rem', ...props.style }}
      variant={isDone ? 'light' : VARIANTS[props['data-variant'] ?? 'primary']}
      color={isDone ? 'green' : undefined}
    />
  );
}

export const skin: Skin = {
  Root: ({ isDark, children }) => (
    <MantineProvider theme={THEME} forceColorScheme={isDark ? 'dark' : 'light'}>
      {children}
    </MantineProvider>
  ),
  components: { Button: MantineButton },
  style: {
    '--relink-font': 'var(--mantine-font-family)',
    '--relink-accent': 'var(--mantine-primary-color-filled)',
    '--relink-on-accent': 'var(--mantine-primary-color-contrast)',
    '--relink-surface': 'var(--mantine-color-body)',
    '--relink-raised': 'var(--mantine-color-default-hover)',
    '--relink-text': 'var(--mantine-color-text)',
    // Its dimmed text is too light to be read: 3.3:1.
    '--relink-muted': 'light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-1))',
    '--relink-border': 'var(--mantine-color-default-border)',
    '--relink-danger': 'var(--mantine-color-error)',
    '--relink-radius': 'var(--mantine-radius-default)',
  },
};

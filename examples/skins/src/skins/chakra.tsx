import { Button, ChakraProvider, defaultSystem, type ButtonProps } from '@chakra-ui/react';
import type { RelinkButtonSlotProps, RelinkVariant } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';
import type { Skin } from '../skin';

const VARIANTS: Readonly<Record<RelinkVariant, ButtonProps['variant']>> = {
  primary: 'solid',
  secondary: 'outline',
  plain: 'ghost',
};

// Without `data-relink`, our style sheet leaves the button to the design system.
function ChakraButton({ 'data-relink': _part, ...props }: RelinkButtonSlotProps) {
  const isDone = props['data-state'] === 'relinked';
  return (
    <Button
      {...props}
      // One width for all its labels.
      style={{ minWidth: props['data-labels'] && '8.5rem', ...props.style }}
      variant={isDone ? 'subtle' : VARIANTS[props['data-variant'] ?? 'primary']}
      colorPalette={isDone ? 'green' : 'blue'}
    />
  );
}

export const skin: Skin = {
  Root: ({ children }) => <ChakraProvider value={defaultSystem}>{children}</ChakraProvider>,
  components: { Button: ChakraButton },
  style: {
    '--relink-font': 'var(--chakra-fonts-body)',
    '--relink-accent': 'var(--chakra-colors-blue-solid)',
    '--relink-on-accent': 'var(--chakra-colors-blue-contrast)',
    '--relink-surface': 'var(--chakra-colors-bg-panel)',
    '--relink-raised': 'var(--chakra-colors-bg-subtle)',
    '--relink-text': 'var(--chakra-colors-fg)',
    '--relink-muted': 'var(--chakra-colors-fg-muted)',
    '--relink-border': 'var(--chakra-colors-border)',
    '--relink-danger': 'var(--chakra-colors-fg-error)',
    '--relink-warning': 'var(--chakra-colors-orange-fg)',
    '--relink-success': 'var(--chakra-colors-fg-success)',
    '--relink-radius': 'var(--chakra-radii-l2)',
  },
};

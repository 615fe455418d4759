import Button, { type ButtonProps } from '@mui/material/Button';
import CssBaseline from '@mui/material/CssBaseline';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import type { RelinkButtonSlotProps, RelinkVariant } from 'react-plaid-relink';
import 'react-plaid-relink/styles.css';
import type { Skin } from '../skin';

const themeOf = (mode: 'light' | 'dark') =>
  createTheme({
    cssVariables: true,
    palette: { mode },
    // Capitals would make every label wider, and a long label hard to read.
    typography: { button: { textTransform: 'none' } },
  });
const THEMES = { light: themeOf('light'), dark: themeOf('dark') };

const VARIANTS: Readonly<Record<RelinkVariant, ButtonProps['variant']>> = {
  primary: 'contained',
  secondary: 'outlined',
  plain: 'text',
};

// Without `data-relink`, our style sheet leaves the button to the design system.
function MuiButton({ 'data-relink': _part, ...props }: RelinkButtonSlotProps) {
  return (
    <Button
      {...props}
      // One width for all its labels.
      style={{ minWidth: props['data-labels'] && '8.5rem', ...props.style }}
      variant={VARIANTS[props['data-variant'] ?? 'primary']}
      color={colorOf(props)}
    />
  );
}

function colorOf(props: RelinkButtonSlotProps): ButtonProps['color'] {
  if (props['data-state'] === 'relinked') return 'success';
  return props['data-variant'] === 'plain' ? 'inherit' : 'primary';
}

export const skin: Skin = {
  Root: ({ isDark, children }) => (
    <ThemeProvider theme={isDark ? THEMES.dark : THEMES.light}>
      <CssBaseline />
      {children}
    </ThemeProvider>
  ),
  components: { Button: MuiButton },
  style: {
    '--relink-font': 'var(--mui-font-body1)',
    '--relink-accent': 'var(--mui-palette-primary-main)',
    '--relink-on-accent': 'var(--mui-palette-primary-contrastText)',
    '--relink-surface': 'var(--mui-palette-background-paper)',
    '--relink-text': 'var(--mui-palette-text-primary)',
    '--relink-muted': 'var(--mui-palette-text-secondary)',
    '--relink-border': 'var(--mui-palette-divider)',
    '--relink-danger': 'var(--mui-palette-error-main)',
    '--relink-raised':
      'color-mix(in srgb, var(--mui-palette-text-primary) 4%, var(--mui-palette-background-paper))',
    // Its main tone is too light for text.
    '--relink-warning': 'var(--mui-palette-Alert-warningColor)',
    '--relink-success': 'var(--mui-palette-Alert-successColor)',
    '--relink-radius': 'var(--mui-shape-borderRadius)',
  },
};

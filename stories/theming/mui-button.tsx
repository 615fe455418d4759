import Button, { type ButtonProps } from '@mui/material/Button';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { RelinkButton, type RelinkStatus } from 'react-plaid-relink';

const THEMES = {
  light: createTheme({ palette: { mode: 'light' } }),
  dark: createTheme({ palette: { mode: 'dark' } }),
};

/** Material UI's button. This file chooses its texts and colours; the package handles clicks, `data-state` and focus. */
export function MuiRelinkButton({ itemId, theme }: { itemId: string; theme: 'light' | 'dark' }) {
  return (
    <ThemeProvider theme={THEMES[theme]}>
      <RelinkButton itemId={itemId} asChild>
        {({ status, error }) => (
          <Button
            {...lookOf(status)}
            // Two lines fit into the same height, so an error moves nothing.
            sx={{ width: '17rem', minHeight: 42, py: 0, lineHeight: 1.25, textTransform: 'none' }}
          >
            {error ? error.displayMessage : TEXTS[status]}
          </Button>
        )}
      </RelinkButton>
    </ThemeProvider>
  );
}

const TEXTS: Readonly<Record<RelinkStatus, string>> = {
  idle: 'Reconnect',
  preparing: 'Reconnect',
  ready: 'Reconnect',
  opening: 'Opening…',
  open: 'Opening…',
  confirming: 'Checking…',
  relinked: 'Connected',
  exited: 'Reconnect',
  failed: '',
};

function lookOf(status: RelinkStatus): Pick<ButtonProps, 'variant' | 'color'> {
  switch (status) {
    case 'relinked':
      return { variant: 'outlined', color: 'success' };
    case 'failed':
      return { variant: 'outlined', color: 'error' };
    default:
      return { variant: 'contained', color: 'primary' };
  }
}

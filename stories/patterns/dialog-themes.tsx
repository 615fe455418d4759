import type { Decorator } from '@storybook/react-vite';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { useLayoutEffect, type ReactNode } from 'react';
import { appearanceOf } from '../../.storybook/appearance';

/* An app tells its library about light and dark mode once. These stories follow the toolbar. */

const MUI_THEMES = {
  light: createTheme({ palette: { mode: 'light' } }),
  dark: createTheme({ palette: { mode: 'dark' } }),
};

export const withMuiTheme: Decorator = (Story, { globals }) => (
  <ThemeProvider theme={MUI_THEMES[appearanceOf(globals).theme]}>
    <Story />
  </ThemeProvider>
);

/** Chakra looks for a class on an element above, and a dialog is in a portal. */
function ChakraTheme({ theme, children }: { theme: string; children: ReactNode }) {
  useLayoutEffect(() => {
    const { classList } = document.documentElement;
    classList.add(theme);
    return () => classList.remove(theme);
  }, [theme]);
  return children;
}

export const withChakraTheme: Decorator = (Story, { globals }) => (
  <ChakraTheme theme={appearanceOf(globals).theme}>
    <Story />
  </ChakraTheme>
);

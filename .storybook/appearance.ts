/** The settings of the toolbar for every story. */
export interface Appearance {
  theme: 'light' | 'dark';
  direction: 'ltr' | 'rtl';
}

export const initialAppearance: Appearance = { theme: 'light', direction: 'ltr' };

/** Applies to the whole page, so that Link's dialog and everything else outside of the story follows. */
export function applyAppearance({ theme, direction }: Appearance): void {
  document.documentElement.style.colorScheme = theme;
  document.documentElement.dir = direction;
}

/** Globals also come from the address, which may contain any text. */
export function appearanceOf(globals: Record<string, unknown>): Appearance {
  return {
    theme: globals.theme === 'dark' ? 'dark' : 'light',
    direction: globals.direction === 'rtl' ? 'rtl' : 'ltr',
  };
}

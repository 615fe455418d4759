/** What the toolbar sets for every story. */
export interface Appearance {
  theme: 'light' | 'dark';
  direction: 'ltr' | 'rtl';
}

export const initialAppearance: Appearance = { theme: 'light', direction: 'ltr' };

/** For the whole page, so that Link's dialog and whatever else is outside the story goes with it. */
export function applyAppearance({ theme, direction }: Appearance): void {
  document.documentElement.style.colorScheme = theme;
  document.documentElement.dir = direction;
}

/** Globals come from the address too, where anything may stand. */
export function appearanceOf(globals: Record<string, unknown>): Appearance {
  return {
    theme: globals.theme === 'dark' ? 'dark' : 'light',
    direction: globals.direction === 'rtl' ? 'rtl' : 'ltr',
  };
}

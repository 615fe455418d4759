import { localeNamed, type Locale } from '../stories/locales/locales';

/** The settings of the toolbar for every story. */
export interface Appearance {
  theme: 'light' | 'dark';
  direction: 'ltr' | 'rtl';
  locale: Locale;
}

/** `auto`: the direction of the language. */
export const initialGlobals = { theme: 'light', direction: 'auto', locale: 'en' };

/** Applies to the whole page, so that Link's dialog and everything else outside of the story follows. */
export function applyAppearance({ theme, direction, locale }: Appearance): void {
  const { documentElement: page } = document;
  page.style.colorScheme = theme;
  // What `react-plaid-relink/styles.css` reads, as it reads the class `dark`.
  page.dataset.theme = theme;
  page.dir = direction;
  page.lang = locale.lang;
}

/** Globals also come from the address, which may contain any text. */
export function appearanceOf(globals: Record<string, unknown>): Appearance {
  const locale = localeNamed(globals.locale);
  return {
    theme: globals.theme === 'dark' ? 'dark' : 'light',
    direction:
      globals.direction === 'ltr' || globals.direction === 'rtl'
        ? globals.direction
        : locale.direction,
    locale,
  };
}

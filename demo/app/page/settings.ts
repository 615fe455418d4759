import { useCallback, useEffect, useState } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const;

export type Theme = (typeof THEMES)[number];
export type Language = keyof typeof LANGUAGES;

export interface Settings {
  theme: Theme;
  language: Language;
  /** The width of the product's frame. */
  width: 'desktop' | 'phone';
}

const KEY = 'react-plaid-relink:demo';
const USUAL: Settings = { theme: 'system', language: 'en', width: 'desktop' };

function load(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>;
    return {
      theme: THEMES.find((theme) => theme === kept.theme) ?? USUAL.theme,
      language: kept.language && kept.language in LANGUAGES ? kept.language : USUAL.language,
      width: kept.width === 'phone' ? 'phone' : 'desktop',
    };
  } catch {
    // Another program of this origin has written something else there.
    return USUAL;
  }
}

/** The reader's settings, which the browser keeps over a reset. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(load);
  const { theme } = settings;
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    style.colorScheme = theme === 'system' ? 'light dark' : theme;
  }, [theme]);
  const change = useCallback((next: Partial<Settings>) => {
    setSettings((before) => {
      const after = { ...before, ...next };
      localStorage.setItem(KEY, JSON.stringify(after));
      return after;
    });
  }, []);
  return [settings, change];
}

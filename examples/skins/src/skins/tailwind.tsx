import type { Skin } from '../skin';
import './tailwind.css';

/** Tailwind alone: our style sheet, with the colours of your theme, and utilities on single parts. */
export const skin: Skin = {
  Root: ({ isDark, children }) => (
    <div className={isDark ? 'min-h-dvh bg-slate-950 text-slate-100' : 'min-h-dvh bg-white'}>
      {children}
    </div>
  ),
  classNames: {
    button: 'rounded-full',
    notice: 'rounded-2xl',
    list: 'rounded-2xl',
  },
  style: {
    '--relink-font': 'var(--font-sans)',
    '--relink-accent': 'var(--color-teal-700)',
    '--relink-on-accent': 'var(--color-white)',
  },
};

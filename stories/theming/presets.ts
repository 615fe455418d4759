import type { TokenValues } from './token-values';

interface Preset {
  title: string;
  values: TokenValues;
}

const LOOKS = {
  default: { title: 'Default', values: { light: {}, dark: {} } },
  stripe: {
    title: 'Stripe-like',
    values: {
      light: {
        '--relink-accent': '#635bff',
        '--relink-text': '#30313d',
        '--relink-muted': '#62636e',
        '--relink-border': '#e0e6eb',
        '--relink-radius': '6px',
        '--relink-box-radius': '8px',
      },
      dark: {
        '--relink-text': '#f5f6f8',
        '--relink-muted': '#a9abb8',
        '--relink-border': '#353845',
        '--relink-surface': '#1d1f2b',
        '--relink-raised': '#252836',
      },
    },
  },
  mercury: {
    title: 'Mercury-like',
    values: {
      light: {
        '--relink-accent': '#5266eb',
        '--relink-text': '#272735',
        '--relink-muted': '#646474',
        '--relink-border': '#e6e6ed',
        '--relink-radius': '999px',
        '--relink-box-radius': '16px',
        '--relink-space': '20px',
        '--relink-height': '40px',
      },
      dark: {
        '--relink-text': '#ededf3',
        '--relink-muted': '#a3a3b5',
        '--relink-border': '#353545',
        '--relink-surface': '#1e1e2a',
        '--relink-raised': '#272735',
      },
    },
  },
  shadcn: {
    title: 'shadcn',
    values: {
      light: {
        '--relink-accent': '#171717',
        '--relink-on-accent': '#fafafa',
        '--relink-text': '#0a0a0a',
        '--relink-muted': '#666666',
        '--relink-border': '#e5e5e5',
        '--relink-raised': '#fafafa',
        '--relink-radius': '6px',
        '--relink-box-radius': '10px',
      },
      dark: {
        '--relink-accent': '#e5e5e5',
        '--relink-on-accent': '#171717',
        '--relink-text': '#fafafa',
        '--relink-muted': '#a1a1a1',
        '--relink-border': '#2e2e2e',
        '--relink-surface': '#171717',
        '--relink-raised': '#202020',
      },
    },
  },
  dense: {
    title: 'Dense',
    values: {
      light: {
        '--relink-density': '0.8',
        '--relink-radius': '6px',
        '--relink-logo-size': '32px',
        '--relink-title-size': '14px',
        '--relink-text-size': '13px',
        '--relink-small-size': '12px',
      },
      dark: {},
    },
  },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof LOOKS;
export const PRESETS: Readonly<Record<PresetName, Preset>> = LOOKS;
export const PRESET_NAMES = Object.keys(LOOKS) as readonly PresetName[];

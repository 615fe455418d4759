import type { BackendName } from '../world/backends';

/** What a designer sets in the playground. */
export interface SetupValues {
  /** Which component repairs the connection. */
  component: 'button' | 'notice' | 'list';
  /** How the bank's users log in. */
  bank: 'asks for a password' | 'has a site of its own';
  /** How your server behaves. */
  backend: Extract<
    BackendName,
    'works' | 'slow' | 'cannot be reached' | 'is broken' | 'signed out meanwhile'
  >;
  /** Whether an ad blocker blocks Plaid. */
  linkScript: 'loads' | 'blocked';
  /** Whether the device has a network. */
  isOnline: boolean;
}

interface Field<Name extends keyof SetupValues> {
  label: string;
  options: readonly (readonly [value: SetupValues[Name], text: string])[];
}

const FIELDS: { readonly [Name in keyof SetupValues]: Field<Name> } = {
  component: {
    label: 'Component',
    options: [
      ['button', 'Button'],
      ['notice', 'Notice'],
      ['list', 'List'],
    ],
  },
  bank: {
    label: 'The bank',
    options: [
      ['asks for a password', 'asks for a password'],
      ['has a site of its own', 'has a site of its own'],
    ],
  },
  backend: {
    label: 'Your server',
    options: [
      ['works', 'works'],
      ['slow', 'is slow'],
      ['cannot be reached', 'cannot be reached'],
      ['is broken', 'is broken'],
      ['signed out meanwhile', 'has signed the user out'],
    ],
  },
  linkScript: {
    label: 'Plaid’s script',
    options: [
      ['loads', 'loads'],
      ['blocked', 'is blocked'],
    ],
  },
  isOnline: {
    label: 'The device',
    options: [
      [true, 'is online'],
      [false, 'is offline'],
    ],
  },
};

interface SetupProps {
  values: SetupValues;
  onChange(values: SetupValues): void;
}

export function Setup({ values, onChange }: SetupProps) {
  const field = (name: keyof SetupValues) => (
    <label key={name}>
      {FIELDS[name].label}
      <select
        value={String(values[name])}
        onChange={({ target }) => {
          const chosen = FIELDS[name].options.find(([value]) => String(value) === target.value);
          if (chosen) onChange({ ...values, [name]: chosen[0] });
        }}
      >
        {FIELDS[name].options.map(([value, text]) => (
          <option key={text} value={String(value)}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="playground-setup">
      {field('component')}
      {field('bank')}
      {field('backend')}
      {field('linkScript')}
      {field('isOnline')}
    </div>
  );
}

import { useLayoutEffect, useRef, useState } from 'react';
import { CopyButton, linkTo } from '../world/copy-button';
import { PRESET_NAMES, PRESETS, type PresetName } from './presets';
import { Sample } from './sample';
import { toHex } from './to-hex';
import {
  cssOf,
  decodeValues,
  encodeValues,
  jsonOf,
  type Scheme,
  type TokenValues,
} from './token-values';
import { propertyOf, TOKENS, type Token } from './tokens';
import './theming.css';

const SCHEMES: readonly Scheme[] = ['light', 'dark'];

interface TokenEditorProps {
  preset: PresetName;
  /** As `encodeValues` writes them, from the address. */
  values: string;
}

/** Every token in light and dark, to edit and to copy. */
export function TokenEditor({ preset: initialPreset, values: encoded }: TokenEditorProps) {
  const [preset, setPreset] = useState<PresetName | null>(initialPreset);
  const [values, setValues] = useState<TokenValues>(
    () => decodeValues(encoded) ?? PRESETS[initialPreset].values,
  );
  const samples = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<Readonly<Record<Scheme, readonly string[]>>>({
    light: [],
    dark: [],
  });
  useLayoutEffect(() => {
    const valuesIn = (scheme: Scheme): string[] => {
      const button = samples.current?.querySelector<HTMLElement>(`[data-theme='${scheme}'] button`);
      return button ? TOKENS.map((token) => valueOf(token, button)) : [];
    };
    setCurrent({ light: valuesIn('light'), dark: valuesIn('dark') });
  }, [values]);

  const choose = (name: PresetName): void => {
    setPreset(name);
    setValues(PRESETS[name].values);
  };
  const change = (scheme: Scheme, token: Token, value: string): void => {
    setPreset(null);
    setValues((before) => ({
      ...before,
      [scheme]: { ...before[scheme], [propertyOf(token)]: value },
    }));
  };
  const input = (scheme: Scheme, token: Token, index: number) => (
    <input
      aria-label={token.kind === 'colour' ? `${propertyOf(token)}, ${scheme}` : propertyOf(token)}
      type={token.kind === 'colour' ? 'color' : 'text'}
      // Keep the text as typed: a user who empties the field may not want the default yet.
      value={hexIn(values[scheme][propertyOf(token)], token) ?? current[scheme][index] ?? ''}
      // The value that applies if the field is empty. The font's default reads as an empty string.
      placeholder={current[scheme][index] || 'inherit'}
      dir="ltr"
      onChange={({ target }) => change(scheme, token, target.value)}
    />
  );

  return (
    <main className="tokens" dir="ltr" lang="en">
      <h1>Tokens</h1>
      <div className="tokens-bar">
        <div role="group" aria-label="Presets">
          {PRESET_NAMES.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={preset === name}
              onClick={() => choose(name)}
            >
              {PRESETS[name].title}
            </button>
          ))}
        </div>
        <div role="group" aria-label="Copy">
          <CopyButton label="Copy CSS" text={() => cssOf(values)} />
          <CopyButton label="Copy tokens.json" text={() => jsonOf(values)} />
          <CopyButton
            label="Copy link"
            text={() => linkTo('theming--tokens', { values: encodeValues(values) })}
          />
        </div>
      </div>
      <div className="tokens-samples" ref={samples}>
        {SCHEMES.map((scheme) => (
          <Sample key={scheme} scheme={scheme} values={values} />
        ))}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Custom property</th>
            <th scope="col">What it is for</th>
            <th scope="col">Light</th>
            <th scope="col">Dark</th>
          </tr>
        </thead>
        <tbody>
          {TOKENS.map((token, index) => (
            <tr key={token.name}>
              <th scope="row">
                <code>{propertyOf(token)}</code>
              </th>
              <td>{token.text.replaceAll('`', '')}</td>
              {token.kind === 'colour' ? (
                SCHEMES.map((scheme) => (
                  <td key={scheme}>
                    {input(scheme, token, index)}
                    <code>{current[scheme][index]}</code>
                  </td>
                ))
              ) : (
                <td colSpan={2}>{input('light', token, index)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

/** A colour field takes hex notation alone; another notation shows its computed colour. */
function hexIn(value: string | undefined, { kind }: Token): string | undefined {
  return kind !== 'colour' || (value && /^#[\da-f]{6}$/i.test(value)) ? value : undefined;
}

/** The token's computed value at an element that the style sheet styles. */
function valueOf({ name, kind }: Token, button: HTMLElement): string {
  const style = getComputedStyle(button);
  const raw = style.getPropertyValue(`--_${name}`);
  if (kind !== 'colour') return raw;
  const probe = document.createElement('i');
  probe.style.color = raw;
  button.append(probe);
  const colour = toHex(getComputedStyle(probe).color);
  probe.remove();
  return colour;
}

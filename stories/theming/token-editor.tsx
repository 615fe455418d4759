import { useLayoutEffect, useRef, useState } from 'react';
import { RelinkButton, RelinkNotice } from 'react-plaid-relink';
import { propertyOf, TOKENS, type Token } from './tokens';
import { toHex } from './to-hex';
import './theming.css';

/** Every token with its current value, to edit. */
export function TokenEditor({ itemId, theme }: { itemId: string; theme: string }) {
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const sample = useRef<HTMLDivElement>(null);
  const [values, setValues] = useState<readonly string[]>([]);
  useLayoutEffect(() => {
    const button = sample.current?.querySelector('button');
    if (button) setValues(TOKENS.map((token) => valueOf(token, button)));
  }, [changes, theme]);

  return (
    <div className="tokens">
      <div className="tokens-sample" ref={sample} style={changes}>
        <RelinkButton itemId={itemId} />
        <RelinkNotice itemId={itemId} />
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Custom property</th>
            <th scope="col">What it is for</th>
            <th scope="col">Value here</th>
          </tr>
        </thead>
        <tbody>
          {TOKENS.map((token, index) => (
            <tr key={token.name}>
              <th scope="row">
                <code>{propertyOf(token)}</code>
              </th>
              <td>{token.text}</td>
              <td>
                <input
                  aria-label={propertyOf(token)}
                  type={token.kind === 'colour' ? 'color' : 'text'}
                  // Keep the text as typed: a user who empties the field may not want the default yet.
                  value={changes[propertyOf(token)] ?? values[index] ?? ''}
                  // The value that applies if the field is empty. The font's default reads as an empty string.
                  placeholder={values[index] || 'inherit'}
                  dir="ltr"
                  onChange={({ target }) => {
                    const { value } = target;
                    setChanges((before) => ({ ...before, [propertyOf(token)]: value }));
                  }}
                />
                {token.kind === 'colour' && <code>{values[index]}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" onClick={() => setChanges({})}>
        Back to the defaults
      </button>
    </div>
  );
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

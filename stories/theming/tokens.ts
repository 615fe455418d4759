/** A custom property of `react-plaid-relink/styles.css` that an app may set. */
export interface Token {
  name: string;
  kind: 'colour' | 'length' | 'font';
  text: string;
}

export const TOKENS: readonly Token[] = [
  { name: 'accent', kind: 'colour', text: 'The button, and the focus ring' },
  { name: 'on-accent', kind: 'colour', text: 'Text on the button' },
  { name: 'text', kind: 'colour', text: 'Titles' },
  { name: 'muted', kind: 'colour', text: 'Other text, and the text of a busy button' },
  { name: 'surface', kind: 'colour', text: 'The background of a notice and of a list' },
  { name: 'border', kind: 'colour', text: 'Lines' },
  { name: 'danger', kind: 'colour', text: 'A failure, and a connection that is lost' },
  { name: 'warning', kind: 'colour', text: 'A connection that needs the user' },
  { name: 'success', kind: 'colour', text: 'A connection that is repaired' },
  { name: 'neutral', kind: 'colour', text: 'A problem that passes by itself' },
  { name: 'radius', kind: 'length', text: 'The radius of the corners' },
  { name: 'space', kind: 'length', text: 'Distances in a notice and in a list' },
  { name: 'height', kind: 'length', text: 'The minimum height of a button' },
  { name: 'button-width', kind: 'length', text: 'The width of a button, in every state' },
  { name: 'font', kind: 'font', text: 'The font, as in the CSS property font' },
];

export const propertyOf = ({ name }: Token): `--relink-${string}` => `--relink-${name}`;

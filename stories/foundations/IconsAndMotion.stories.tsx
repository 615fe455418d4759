import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton, RelinkNotice } from 'react-plaid-relink';
import { expect, userEvent, within } from 'storybook/test';
import '../anatomy/anatomy.css';
import { Icon, type IconName } from '../../src/components/icon/icon';
import { Shown } from '../shown/shown';
import { viewOf } from '../shown/views';
import { itemOf } from '../states/rows';
import './icons-and-motion.css';

const ICONS: Readonly<Record<IconName, string>> = {
  alert: 'The user has to act',
  cross: 'The connection is lost',
  clock: 'It passes by itself',
  check: 'Connected',
  plus: 'New accounts',
  lock: 'Before the line about the password',
  external: 'Opens the bank’s own site',
  copy: 'Copies the reference',
};

const MOTIONS = [
  ['Colour of a button', '120 ms', 'ease-out'],
  ['Spinner', '700 ms a turn, from 200 ms on', 'linear'],
  ['Badge of a repair', '180 ms', 'cubic-bezier(.2, .8, .2, 1)'],
  ['Check mark, drawn', '220 ms', 'ease-out'],
  ['Text of a row', '150 ms', 'ease-out'],
  ['Segment of the bar', '240 ms', 'ease-out'],
  ['With reduced motion', 'none', 'the spinner fades instead of turning'],
] as const;

/** The drawings, and how long each movement takes. Both are part of `styles.css`; `components` replaces icon and spinner. */
function IconsAndMotion() {
  const [round, setRound] = useState(0);
  return (
    <main className="anatomy" dir="ltr" lang="en">
      <h1>Icons and motion</h1>
      <ul className="icons">
        {Object.entries(ICONS).map(([name, text]) => (
          <li key={name}>
            <Icon name={name as IconName} />
            <code>{name}</code>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <div className="motion">
        <button type="button" onClick={() => setRound(round + 1)}>
          Play again
        </button>
        <Repairs key={round} />
      </div>
      <table className="motions">
        <thead>
          <tr>
            <th scope="col">What moves</th>
            <th scope="col">How long</th>
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {MOTIONS.map(([what, long, how]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{long}</td>
              <td>{how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

/** What moves, from its beginning. */
function Repairs() {
  const [items] = useState(() => [
    itemOf('repaired', { bank: 'Tartan Bank' }),
    itemOf('relink', { bank: 'Tartan Bank' }, viewOf('confirming')),
    itemOf('repaired', { bank: 'Tartan Bank' }),
  ]);
  const [notice = '', busy = '', done = ''] = items.map(({ body }) => body.item_id);
  return (
    <Shown items={items}>
      <RelinkNotice itemId={notice} dismissAfter={false} />
      <div className="motion-buttons">
        <RelinkButton itemId={busy} />
        <RelinkButton itemId={done} />
      </div>
    </Shown>
  );
}

const meta = {
  title: 'Foundations/Icons and motion',
  id: 'icons-and-motion',
  component: IconsAndMotion,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true }, docs: { codePanel: false } },
} satisfies Meta<typeof IconsAndMotion>;
export default meta;

/** Press "Play again" to see a repair once more. */
export const All: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Play again' }));
    await expect(await canvas.findByRole('group')).toHaveAttribute('data-topic', 'repaired');
  },
};

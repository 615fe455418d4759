import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton, RelinkList, RelinkNotice } from 'react-plaid-relink';
import { expect, waitFor, within } from 'storybook/test';
import { Figure } from '../anatomy/figure';
import '../anatomy/anatomy.css';
import { Shown } from '../shown/shown';
import { viewOf } from '../shown/views';
import { itemOf } from '../states/rows';

/** The parts of each component, by the names that styles, `classNames` and tests use; their distances in pixels, in red. */
function Anatomy() {
  const [scene] = useState(createScene);
  return (
    <main className="anatomy" dir="ltr" lang="en">
      <h1>Anatomy</h1>
      <p>
        The numbers are parts: the values of <code>data-relink</code>. A class of yours for any of
        them goes into <code>classNames</code> of the provider. Red lines are distances in pixels,
        measured here.
      </p>
      <Shown items={scene.items}>
        <Figure title="Notice" root="notice">
          <RelinkNotice itemId={scene.notice} />
        </Figure>
        <Figure title="Notice that failed" root="notice">
          <RelinkNotice itemId={scene.failed} />
        </Figure>
        <Figure title="List" root="list">
          <RelinkList itemIds={scene.rows} />
        </Figure>
        <Figure title="Button that failed" root="button">
          <RelinkButton itemId={scene.button} />
        </Figure>
      </Shown>
    </main>
  );
}

function createScene() {
  const notice = itemOf('relink', { bank: 'Tartan Bank' });
  const failed = itemOf('relink', { bank: 'Tartan Bank' }, viewOf('failed'));
  const button = itemOf('relink', { bank: 'Tartan Bank' }, viewOf('failed'));
  const rows = [
    itemOf('repaired', { bank: 'Houndstooth Savings' }),
    itemOf('relink', { bank: 'Tattersall Credit Union' }),
    itemOf('expiring', { bank: 'Bank of Elms', endsInDays: 5 }),
    itemOf('wait', { bank: 'First Gingham' }),
  ];
  return {
    items: [notice, failed, button, ...rows],
    notice: notice.body.item_id,
    failed: failed.body.item_id,
    button: button.body.item_id,
    rows: rows.map(({ body }) => body.item_id),
  };
}

const meta = {
  title: 'Foundations/Anatomy',
  id: 'anatomy',
  component: Anatomy,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true }, docs: { codePanel: false } },
} satisfies Meta<typeof Anatomy>;
export default meta;

/** Each part has its number. */
export const Parts: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const notice = await within(canvasElement).findByRole('region', { name: 'Notice' });
    await waitFor(() => expect(within(notice).getByText('notice-title')).toBeVisible());
  },
};

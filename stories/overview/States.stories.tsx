import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { Matrix } from '../states/matrix';
import { BUTTON_ROWS, LIST_ROWS, NOTICE_ROWS } from '../states/rows';

/** All states at once: light, dark, in Arabic from right to left, and 320 pixels wide. */
const meta = {
  title: 'Overview/States',
  id: 'states',
  component: Matrix,
  tags: ['!autodocs'],
  args: { title: '', width: 0, rows: [] },
  parameters: { layout: 'fullscreen', controls: { disable: true }, docs: { codePanel: false } },
} satisfies Meta<typeof Matrix>;
export default meta;

type Story = StoryObj<typeof meta>;

const shows =
  (part: string, count: number): NonNullable<Story['play']> =>
  ({ canvasElement }) =>
    waitFor(() =>
      expect(canvasElement.querySelectorAll(`[data-relink='${part}']`)).toHaveLength(count * 4),
    );

/** Each state of the button. */
export const Button: Story = {
  args: { title: 'Every state of the button', width: 240, rows: BUTTON_ROWS },
};

/** Each topic of the notice, and what happens after the click. */
export const Notice: Story = {
  args: { title: 'Every state of the notice', width: 500, rows: NOTICE_ROWS },
  play: shows('notice', NOTICE_ROWS.length),
};

/** The list, from the first bank to the last. */
export const List: Story = {
  args: { title: 'The list, from first to last', width: 500, rows: LIST_ROWS },
  play: shows('list', LIST_ROWS.length),
};

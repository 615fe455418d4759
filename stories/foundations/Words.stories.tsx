import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { ENGLISH } from '../locales/english';
import { Words } from '../words/words';

/** All texts in all languages, side by side, with when they show. */
const meta = {
  title: 'Foundations/Words',
  id: 'words',
  component: Words,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true }, docs: { codePanel: false } },
} satisfies Meta<typeof Words>;
export default meta;

/** Each text has its name, which an app gives to `messages`. */
export const All: StoryObj<typeof meta> = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    for (const name of Object.keys(ENGLISH).filter((one) => one !== 'locale'))
      await expect(canvas.getByText(name, { selector: 'code' })).toBeInTheDocument();
  },
};

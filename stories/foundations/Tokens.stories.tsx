import type { ReactNode } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton, RelinkNotice } from 'react-plaid-relink';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { withProvider } from '../world/story-world';
import { PRESET_NAMES, type PresetName } from '../theming/presets';
import { TokenEditor } from '../theming/token-editor';
import { TOKENS } from '../theming/tokens';

/**
 * `react-plaid-relink/styles.css` is a look that fits most products. Change it with custom properties, on `:root` or on
 * any part of the page. Light and dark mode follow the page's `color-scheme`. Or leave the style sheet out, and give the
 * behaviour to your own button with `asChild`.
 */
const meta = {
  title: 'Foundations/Tokens',
  id: 'theming',
  component: RelinkButton,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: { itemId: { control: false } },
  parameters: { item: { institutionName: 'Tartan Bank' } },
} satisfies Meta<typeof RelinkButton>;
export default meta;

type Story = StoryObj<typeof meta>;

type Tokens = Readonly<Record<`--relink-${string}`, string>>;

/** A button and a notice with these tokens. */
function Both({ itemId, tokens }: { itemId: string; tokens: Tokens }): ReactNode {
  const style = { ...tokens, display: 'grid', gap: 16, width: 'min(44rem, var(--story-room))' };
  return (
    <div style={style}>
      <RelinkButton itemId={itemId} />
      <RelinkNotice itemId={itemId} />
    </div>
  );
}

const buttonOf = async (canvasElement: HTMLElement): Promise<HTMLElement> => {
  await within(canvasElement).findByRole('group');
  const [button] = within(canvasElement).getAllByRole('button');
  if (!button) throw new Error('The story shows no button.');
  return button;
};

interface EditorArgs {
  preset: PresetName;
  values: string;
}

/** Every custom property, in light and dark. Change one to see its effect, and copy the result. */
export const Tokens: StoryObj<EditorArgs> = {
  args: { preset: 'default', values: '' },
  argTypes: {
    preset: { control: 'select', options: PRESET_NAMES },
    values: { table: { disable: true } },
  },
  parameters: { layout: 'fullscreen' },
  render: ({ preset, values }) => (
    <TokenEditor key={preset + values} preset={preset} values={values} />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findAllByRole('button', { name: /Reconnect/ });
    const fillIn = (theme: string): string => {
      const button = canvasElement.querySelector(
        `[data-theme='${theme}'] [data-variant='primary']`,
      );
      if (!button) throw new Error('The story shows no button.');
      return getComputedStyle(button).backgroundColor;
    };
    await expect(canvas.getAllByRole('row')).toHaveLength(TOKENS.length + 1);
    await fireEvent.input(canvas.getByLabelText('--relink-accent, light'), {
      target: { value: '#0f766e' },
    });
    await waitFor(() => expect(fillIn('light')).toBe('rgb(15, 118, 110)'));
    // What :root sets applies to a dark page too.
    await expect(fillIn('dark')).toBe('rgb(15, 118, 110)');
    await userEvent.click(canvas.getByRole('button', { name: 'shadcn' }));
    await waitFor(() => expect(fillIn('dark')).toBe('rgb(229, 229, 229)'));
    await userEvent.click(canvas.getByRole('button', { name: 'Default' }));
  },
};

/** Three properties make it yours: `--relink-accent`, `--relink-on-accent`, `--relink-radius`. */
export const YourBrand: Story = {
  render: ({ itemId }) => (
    <Both
      itemId={itemId}
      tokens={{
        '--relink-accent': 'light-dark(#7c2d92, #d69be6)',
        '--relink-on-accent': 'light-dark(#ffffff, #1d0a23)',
        '--relink-radius': '999px',
      }}
    />
  ),
  play: async ({ canvasElement }) => {
    const button = await buttonOf(canvasElement);
    await expect(getComputedStyle(button).backgroundColor).toBe('rgb(124, 45, 146)');
    await expect(getComputedStyle(button).borderRadius).toBe('999px');
  },
};

/** The page sets `color-scheme: dark`. Nothing else is needed. */
export const Dark: Story = {
  globals: { theme: 'dark' },
  render: ({ itemId }) => <Both itemId={itemId} tokens={{}} />,
  play: async ({ canvasElement }) => {
    const notice = await within(canvasElement).findByRole('group');
    await expect(getComputedStyle(notice).colorScheme).toBe('dark');
  },
};

/** For a table or a toolbar: `--relink-height`, `--relink-space`, `--relink-button-width` and `--relink-font`. */
export const Dense: Story = {
  render: ({ itemId }) => (
    <Both
      itemId={itemId}
      tokens={{
        '--relink-height': '32px',
        '--relink-space': '10px',
        '--relink-button-width': '14rem',
        '--relink-radius': '6px',
        '--relink-font': '400 0.8125rem/1.4 system-ui',
      }}
    />
  ),
  play: async ({ canvasElement }) => {
    const button = await buttonOf(canvasElement);
    await expect(button.offsetWidth).toBe(224);
    await expect(button.offsetHeight).toBe(32);
  },
};

import type { ReactNode } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton, RelinkNotice } from 'react-plaid-relink';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { buttonIn, clickButton, untilState } from './play';
import { withProvider, worldOf } from './story-world';
import { MuiRelinkButton } from './theming/mui-button';
import { PlainButton } from './theming/plain-button';
import { TokenEditor } from './theming/token-editor';
import { TOKENS } from './theming/tokens';

/**
 * `react-plaid-relink/styles.css` is a look that fits most products. Change it with custom properties, on `:root` or on
 * any part of the page. Light and dark mode follow the page's `color-scheme`. Or leave the style sheet out, and give the
 * behaviour to your own button with `asChild`.
 */
const meta = {
  title: 'Theming',
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

/** Every custom property with its current value. Change one to see its effect. */
export const Tokens: Story = {
  render: ({ itemId }, { globals }) => (
    <TokenEditor itemId={itemId} theme={String(globals.theme)} />
  ),
  play: async ({ canvasElement }) => {
    const button = await buttonOf(canvasElement);
    const canvas = within(canvasElement);
    await expect(canvas.getAllByRole('row')).toHaveLength(TOKENS.length + 1);
    await fireEvent.input(canvas.getByLabelText('--relink-accent'), {
      target: { value: '#0f766e' },
    });
    await waitFor(() => expect(getComputedStyle(button).backgroundColor).toBe('rgb(15, 118, 110)'));
    await expect(canvas.getByText('#0f766e')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Back to the defaults' }));
    await waitFor(() => expect(canvas.queryByText('#0f766e')).toBeNull());
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

/** A button in the style of shadcn/ui, through `asChild`. Its own CSS reads `data-state`. */
export const LikeShadcn: Story = {
  render: ({ itemId }) => (
    <RelinkButton itemId={itemId} asChild>
      {({ status, error }) => (
        <PlainButton>
          {error?.displayMessage ?? (status === 'relinked' ? 'Reconnected' : 'Reconnect')}
        </PlainButton>
      )}
    </RelinkButton>
  ),
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'relinked');
    await expect(buttonIn(context)).toHaveTextContent('Reconnected');
    await expect(buttonIn(context)).toHaveClass('plain-button');
  },
};

/** The same while your server is busy. The ring turns, unless the user prefers reduced motion. */
export const LikeShadcnBusy: Story = {
  ...LikeShadcn,
  parameters: { backend: 'silent' },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'opening');
    await expect(buttonIn(context)).toHaveAttribute('aria-busy', 'true');
  },
};

/** Material UI's own button, through `asChild`. */
export const MaterialUi: Story = {
  name: 'Material UI',
  render: ({ itemId }, { globals }) => (
    <MuiRelinkButton itemId={itemId} theme={globals.theme === 'dark' ? 'dark' : 'light'} />
  ),
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'relinked');
    await expect(buttonIn(context)).toHaveClass('MuiButton-outlined');
  },
};

/** The same after a failure. The button says what is wrong, and a click tries again. */
export const MaterialUiFailed: Story = {
  ...MaterialUi,
  name: 'Material UI, Failed',
  parameters: { backend: 'signed out' },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent(
      'You are signed out of this app. Please sign in again.',
    );
  },
};

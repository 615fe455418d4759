import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import accountMenuFile from '../custom-ui/account-menu.tsx?raw';
import toastFile from '../custom-ui/toast.tsx?raw';
import tokenCardFile from '../custom-ui/token-card.tsx?raw';
import { AccountMenu } from '../custom-ui/account-menu';
import { RelinkToast } from '../custom-ui/toast';
import { TokenCard } from '../custom-ui/token-card';
import { clickIn } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/** For places where neither the button nor the notice fits: three recipes on the hooks, each a file to copy. */
const meta = {
  title: 'Patterns/Custom UI',
  id: 'custom-ui',
  component: TokenCard,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: { itemId: { control: false } },
  parameters: {
    item: { institutionName: 'Tartan Bank' },
    code: { file: tokenCardFile } satisfies StoryCode,
  },
} satisfies Meta<typeof TokenCard>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The token and Link are ready. */
const untilReady = ({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> =>
  waitFor(() =>
    expect(within(canvasElement).getByText('Log in to your bank')).toHaveAttribute(
      'aria-disabled',
      'false',
    ),
  );

/** `usePublicTokenForItem` keeps a fresh token, and plain react-plaid-link opens Link with it. */
export const HookAndPlainLink: Story = {
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await untilReady(context);
    await clickIn(context, 'Log in to your bank');
    const { link, plaid, itemId } = worldOf(context);
    await link.succeed();
    await canvas.findByText('Connected again.');
    await expect(plaid.itemState(itemId).errorCode).toBeNull();
  },
};

/** The user closes Link. That token is spent, and the next click has a new one. */
export const HookAfterAnExit: Story = {
  play: async (context) => {
    const canvas = within(context.canvasElement);
    const { link, plaid } = worldOf(context);
    await untilReady(context);
    await clickIn(context, 'Log in to your bank');
    await link.exit();
    await canvas.findByText('Ready when you are.');
    await untilReady(context);
    await expect(canvas.getByText('Log in to your bank')).toHaveFocus();
    await clickIn(context, 'Log in to your bank');
    await expect((await link.whenOpen()).reply?.isUpdateMode).toBe(true);
    await link.exit();
    const minted = plaid.requests.filter(({ path }) => path === '/item/public_token/create');
    await expect(minted.length).toBeGreaterThanOrEqual(2);
  },
};

/** `useRelink` in a menu entry that disappears as soon as Link opens. The outcome still arrives. */
export const MenuThatCloses: Story = {
  parameters: { code: { file: accountMenuFile } satisfies StoryCode },
  render: ({ itemId }) => <AccountMenu itemId={itemId} />,
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await clickIn(context, 'Options');
    await clickIn(context, 'Reconnect this bank');
    await waitFor(() => expect(canvas.queryByRole('button', { name: /this bank/ })).toBeNull());
    await worldOf(context).link.succeed();
    await canvas.findByText('Connected again.');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Options' })).toHaveFocus());
  },
};

/** The menu before the click. */
export const MenuOpen: Story = {
  parameters: { code: { file: accountMenuFile } satisfies StoryCode },
  render: ({ itemId }) => <AccountMenu itemId={itemId} />,
  play: async (context) => {
    await clickIn(context, 'Options');
    const entry = within(context.canvasElement).getByRole('button', { name: /this bank/ });
    await expect(entry).toBeVisible();
  },
};

/** `useItemHealth` and `useRelink` in a toast, which appears when the connection breaks. */
export const Toast: Story = {
  parameters: { code: { file: toastFile } satisfies StoryCode },
  render: ({ itemId }) => <RelinkToast itemId={itemId} />,
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Sign in to Tartan Bank again.');
    await expect(within(canvasElement).getByRole('button', { name: 'Reconnect' })).toBeVisible();
  },
};

/** The toast's action opens Link. The toast then tells the result, until the user dismisses it. */
export const ToastDone: Story = {
  parameters: { code: { file: toastFile } satisfies StoryCode },
  render: ({ itemId }) => <RelinkToast itemId={itemId} />,
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.succeed();
    await canvas.findByText('Tartan Bank is connected again.');
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Close' })).toHaveFocus());
    await expect(canvas.queryByRole('button', { name: 'Reconnect' })).toBeNull();
  },
};

/** The toast tells what failed, and its action tries again. */
export const ToastFailed: Story = {
  parameters: { backend: 'signed out meanwhile', code: { file: toastFile } satisfies StoryCode },
  render: ({ itemId }) => <RelinkToast itemId={itemId} />,
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await clickIn(context, 'Reconnect');
    await canvas.findByText('You’ve been signed out. Sign in again to continue.');
    await expect(canvas.getByRole('button', { name: 'Reconnect' })).toBeEnabled();
  },
};

/** The user dismisses the toast. */
export const ToastDismissed: Story = {
  parameters: { code: { file: toastFile } satisfies StoryCode },
  render: ({ itemId }) => <RelinkToast itemId={itemId} />,
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await canvas.findByRole('status');
    await userEvent.click(canvas.getByRole('button', { name: 'Dismiss' }));
    await expect(canvas.queryByRole('status')).toBeNull();
  },
};

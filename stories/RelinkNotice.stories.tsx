import type { Meta, StoryObj } from '@storybook/react-vite';
import { germanMessages, RelinkNotice } from 'react-plaid-relink';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { withProvider, worldOf } from './story-world';

/**
 * A banner for one Item: what is wrong, in the user's words, and the one button that helps. Nothing while the Item is
 * healthy. It is unstyled; these stories use `react-plaid-relink/styles.css`.
 */
const meta = {
  title: 'RelinkNotice',
  component: RelinkNotice,
  decorators: [
    (Story) => (
      <div style={{ width: 'min(44rem, calc(100vw - 2rem))' }}>
        <Story />
      </div>
    ),
    withProvider,
  ],
  args: { itemId: '' },
  argTypes: { itemId: { control: false }, children: { control: false } },
  parameters: { item: { institutionName: 'Tartan Bank' } },
} satisfies Meta<typeof RelinkNotice>;
export default meta;

type Story = StoryObj<typeof meta>;
type PlayContext = Parameters<NonNullable<Story['play']>>[0];

const noticeIn = ({ canvasElement }: PlayContext): Promise<HTMLElement> =>
  within(canvasElement).findByRole('group');

const untilTopic = async (context: PlayContext, topic: string): Promise<void> =>
  waitFor(
    () =>
      expect(within(context.canvasElement).getByRole('group')).toHaveAttribute('data-topic', topic),
    { timeout: 5_000 },
  );

const clickIn = async ({ canvasElement }: PlayContext, name: string): Promise<void> =>
  userEvent.click(await within(canvasElement).findByRole('button', { name }));

/** An Item with this error of Plaid's. */
const broken = (errorCode: string) => ({
  item: { institutionName: 'Tartan Bank', errorCode },
});

/** The login has to be renewed. */
export const LoginRequired: Story = {
  play: async (context) => {
    await expect(await noticeIn(context)).toHaveAccessibleName(
      'Tartan Bank needs you to log in again',
    );
  },
};

/** No account is shared any more; Link lets the user choose. */
export const NoAccounts: Story = {
  parameters: broken('NO_ACCOUNTS'),
  play: (context) => untilTopic(context, 'accounts'),
};

/** The consent ends in a few days. */
export const Expiring: Story = {
  parameters: {
    item: {
      institutionName: 'Tartan Bank',
      errorCode: null,
      consentExpirationTime: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    },
  },
  play: (context) => untilTopic(context, 'expiring'),
};

/** The bank has locked the login: that is settled at the bank first. */
export const VisitBank: Story = {
  parameters: broken('ITEM_LOCKED'),
  play: (context) => untilTopic(context, 'visit_bank'),
};

/** The bank is down; there is nothing to do but to look again. */
export const Unavailable: Story = {
  parameters: broken('INSTITUTION_DOWN'),
  play: (context) => untilTopic(context, 'wait'),
};

/** Update mode cannot help, so your usual Link is opened. */
export const NewLinkNeeded: Story = {
  parameters: broken('ITEM_NOT_FOUND'),
  args: { onNewLink: fn() },
  play: async (context) => {
    await clickIn(context, 'Connect again');
    await expect(context.args.onNewLink).toHaveBeenCalledOnce();
  },
};

/** The same, where the app gives it nothing to open: no dead button. */
export const NewLinkWithoutAction: Story = {
  parameters: broken('ITEM_NOT_FOUND'),
  play: async (context) => {
    await untilTopic(context, 'new_link');
    await expect(within(context.canvasElement).queryByRole('button')).toBeNull();
  },
};

/** Clicked, and still waiting for the backend. */
export const Opening: Story = {
  parameters: { backend: 'link tokens never come' },
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await expect(await noticeIn(context)).toHaveAttribute('data-state', 'opening');
  },
};

/** What failed is in the text, so that the button keeps its size. */
export const Failed: Story = {
  parameters: { backend: 'signed out while relinking' },
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await within(await noticeIn(context)).findByText('Please sign in again to continue.');
  },
};

/** The server has confirmed it. The focus is on the notice, since its button is gone. */
export const Repaired: Story = {
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.succeed();
    await untilTopic(context, 'repaired');
    await waitFor(async () => expect(await noticeIn(context)).toHaveFocus());
  },
};

/** Nothing to see. */
export const Healthy: Story = {
  parameters: { item: { errorCode: null } },
  play: async (context) => {
    await waitFor(() => expect(worldOf(context).plaid.requests.length).toBeGreaterThan(0));
    await expect(within(context.canvasElement).queryByRole('group')).toBeNull();
  },
};

/** All texts in another language, `messages={germanMessages}`. */
export const German: Story = {
  parameters: { messages: germanMessages },
  play: async (context) => {
    await expect(await noticeIn(context)).toHaveTextContent('verlangt eine neue Anmeldung');
  },
};

/** In a dark theme. */
export const Dark: Story = { globals: { theme: 'dark' }, play: (c) => untilTopic(c, 'relink') };

/** From right to left. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl' },
  play: (context) => untilTopic(context, 'relink'),
};

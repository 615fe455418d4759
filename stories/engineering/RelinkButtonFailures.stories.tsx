import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton } from 'react-plaid-relink';
import { expect, waitFor, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { BUTTON_ARGS } from '../world/arg-types';
import { clickButton, untilFailed, untilState } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/**
 * What the button says when something goes wrong, in the user's words. A click tries again wherever that can help. You
 * can replace every text: see `messages` of `RelinkProvider`.
 */
const meta = {
  title: 'Engineering/Failures',
  id: 'relinkbutton-failures',
  component: RelinkButton,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: BUTTON_ARGS,
  parameters: { code: { component: 'RelinkButton' } satisfies StoryCode },
} satisfies Meta<typeof RelinkButton>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The device has no network. */
export const Offline: Story = {
  parameters: { offline: true, backend: 'cannot be reached' },
  play: (context) => untilFailed(context, 'You’re offline right now.'),
};

/** The browser cannot reach your server. */
export const ServerUnreachable: Story = {
  parameters: { backend: 'cannot be reached' },
  play: (context) => untilFailed(context, 'We couldn’t connect.'),
};

/** Your server does not answer within 15 seconds. In this story, time runs 40 times as fast. */
export const TakesTooLong: Story = {
  parameters: { backend: 'silent', hurried: 40 },
  play: (context) => untilFailed(context, 'That took too long'),
};

/** Your server answers with an error. */
export const ServerError: Story = {
  parameters: { backend: 'is broken' },
  play: (context) => untilFailed(context, 'Something went wrong this time.'),
};

/** Your server accepts no more requests for now. */
export const TooManyAttempts: Story = {
  parameters: { backend: 'gets too many requests' },
  play: (context) => untilFailed(context, 'Let’s wait a moment.'),
};

/** The user's session in your product has ended. */
export const SignedOut: Story = {
  parameters: { backend: 'signed out' },
  play: (context) => untilFailed(context, 'You’ve been signed out. Sign in again to continue.'),
};

/** Your server does not know this connection, or the connection belongs to another user. */
export const UnknownConnection: Story = {
  parameters: { backend: 'knows no such Item' },
  play: (context) => untilFailed(context, 'Support can help.'),
};

/** An ad blocker blocks Plaid's script. */
export const Blocked: Story = {
  parameters: { link: { script: 'blocked' } },
  play: (context) => untilFailed(context, 'An ad blocker may be in the way'),
};

/** The same, with Plaid's own page (Hosted Link) set up. The next click opens that page in a new tab. */
export const HostedLinkOffered: Story = {
  parameters: { link: { script: 'blocked' }, hostedLink: true },
  play: (context) => untilFailed(context, 'You can sign in on Plaid’s page instead.'),
};

/** Plaid says that Link was opened too late, or twice. */
export const TokenExpired: Story = {
  play: async (context) => {
    const { link } = worldOf(context);
    await clickButton(context);
    await link.enterCredentials('user_custom', '{"force_error":"INVALID_LINK_TOKEN"}');
    await link.exit();
    await untilState(context, 'failed');
    await waitFor(() =>
      expect(context.canvasElement).toHaveTextContent(
        'That sign-in was ended to be safe. Start again.',
      ),
    );
  },
};

/** The bank has locked the account. Only the user and the bank can unlock it. */
export const NotRelinkable: Story = {
  play: async (context) => {
    const { link } = worldOf(context);
    await clickButton(context);
    await link.exit('ITEM_LOCKED');
    await untilState(context, 'failed');
    await waitFor(() =>
      expect(context.canvasElement).toHaveTextContent('Sort this out with your bank first'),
    );
  },
};

/** The user went through Link, and your server could not find out whether it helped. */
export const NotConfirmed: Story = {
  parameters: { backend: 'cannot confirm' },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'failed');
    await waitFor(() =>
      expect(context.canvasElement).toHaveTextContent('You’re done at the bank.'),
    );
  },
};

/** The user went through Link, and the bank still requires another step. In this story, time runs 5 times as fast. */
export const StillBroken: Story = {
  parameters: { backend: 'says that it is still broken', hurried: 5 },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'failed');
    await waitFor(() =>
      expect(context.canvasElement).toHaveTextContent('Something is still open at your bank.'),
    );
  },
};

/** Link cannot start at all. */
export const LinkBreaks: Story = {
  parameters: { link: { create: 'throws' } },
  play: (context) => untilFailed(context, 'Something went wrong this time.'),
};

/** Another bank is being repaired. Only one Link can be open at a time. */
export const AnotherIsOpen: Story = {
  render: (args, context) => (
    <div style={{ display: 'grid', gap: 12 }}>
      <RelinkButton {...args} />
      <SecondBank addItem={worldOf(context).addItem} />
    </div>
  ),
  play: async (context) => {
    const [first, second] = within(context.canvasElement).getAllByRole('button');
    first?.click();
    await worldOf(context).link.whenOpen();
    second?.click();
    await waitFor(() => expect(second).toHaveAttribute('data-state', 'failed'));
    await within(context.canvasElement).findByText('A sign-in is open already. Finish it first.');
    await expect(first).toHaveAttribute('data-state', 'open');
  },
};

function SecondBank({ addItem }: { addItem(): string }) {
  const [itemId] = useState(addItem);
  return <RelinkButton itemId={itemId} />;
}

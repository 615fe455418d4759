import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton } from 'react-plaid-relink';
import { expect, waitFor, within } from 'storybook/test';
import { buttonIn, clickButton, untilFailed, untilState } from './play';
import { withProvider, worldOf } from './story-world';

/**
 * What the button says when something goes wrong, in the user's words. A click tries again wherever that can help. You
 * can replace every text: see `messages` of `RelinkProvider`.
 */
const meta = {
  title: 'RelinkButton failures',
  component: RelinkButton,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: { itemId: { control: false } },
} satisfies Meta<typeof RelinkButton>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The device has no network. */
export const Offline: Story = {
  parameters: { offline: true, backend: 'cannot be reached' },
  play: (context) => untilFailed(context, 'You are offline.'),
};

/** The browser cannot reach your server. */
export const ServerUnreachable: Story = {
  parameters: { backend: 'cannot be reached' },
  play: (context) => untilFailed(context, 'We could not reach the server.'),
};

/** Your server does not answer within 15 seconds. In this story, time runs 40 times as fast. */
export const TakesTooLong: Story = {
  parameters: { backend: 'silent', hurried: 40 },
  play: (context) => untilFailed(context, 'This is taking too long.'),
};

/** Your server answers with an error. */
export const ServerError: Story = {
  parameters: { backend: 'is broken' },
  play: (context) => untilFailed(context, 'Something went wrong. Please try again.'),
};

/** Your server accepts no more requests for now. */
export const TooManyAttempts: Story = {
  parameters: { backend: 'gets too many requests' },
  play: (context) => untilFailed(context, 'Too many attempts.'),
};

/** The user's session in your product has ended. */
export const SignedOut: Story = {
  parameters: { backend: 'signed out' },
  play: (context) => untilFailed(context, 'You are signed out of this app. Please sign in again.'),
};

/** Your server does not know this connection, or the connection belongs to another user. */
export const UnknownConnection: Story = {
  parameters: { backend: 'knows no such Item' },
  play: (context) => untilFailed(context, 'Please contact support.'),
};

/** An ad blocker blocks Plaid's script. */
export const Blocked: Story = {
  parameters: { link: { script: 'blocked' } },
  play: (context) => untilFailed(context, 'Turn off ad blockers'),
};

/** The same, with Plaid's own page (Hosted Link) set up. The next click opens that page in a new tab. */
export const HostedLinkOffered: Story = {
  parameters: { link: { script: 'blocked' }, hostedLink: true },
  play: (context) => untilFailed(context, 'Continue in a new tab.'),
};

/** Plaid says that Link was opened too late, or twice. */
export const TokenExpired: Story = {
  play: async (context) => {
    const { link } = worldOf(context);
    await clickButton(context);
    await link.enterCredentials('user_custom', '{"force_error":"INVALID_LINK_TOKEN"}');
    await link.exit();
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent('The session has ended. Please try again.');
  },
};

/** The bank has locked the account. Only the user and the bank can unlock it. */
export const NotRelinkable: Story = {
  play: async (context) => {
    const { link } = worldOf(context);
    await clickButton(context);
    await link.exit('ITEM_LOCKED');
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent('Your bank needs you first.');
  },
};

/** The user went through Link, and your server could not find out whether it helped. */
export const NotConfirmed: Story = {
  parameters: { backend: 'cannot confirm' },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent('We could not confirm the update.');
  },
};

/** The user went through Link, and the bank still requires another step. In this story, time runs 5 times as fast. */
export const StillBroken: Story = {
  parameters: { backend: 'says that it is still broken', hurried: 5 },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent('The connection still needs attention.');
  },
};

/** Link cannot start at all. */
export const LinkBreaks: Story = {
  parameters: { link: { create: 'throws' } },
  play: (context) => untilFailed(context, 'Something went wrong. Please try again.'),
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
    await expect(second).toHaveTextContent('Please finish the connection that is already open.');
    await expect(first).toHaveAttribute('data-state', 'open');
  },
};

function SecondBank({ addItem }: { addItem(): string }) {
  const [itemId] = useState(addItem);
  return <RelinkButton itemId={itemId} />;
}

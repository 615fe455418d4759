import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkRedirect, type RelinkRedirectProps, type RelinkResult } from 'react-plaid-relink';
import { expect, within } from 'storybook/test';
import { withProvider, worldOf } from './story-world';

/** The page that a bank sends the user back to: yours, but for the one component. */
function ReturnPage(props: RelinkRedirectProps) {
  const [result, setResult] = useState<RelinkResult | null>(null);
  return (
    <main style={{ maxWidth: '30rem' }}>
      <h1 style={{ fontSize: '1.5rem' }}>Back from your bank</h1>
      <RelinkRedirect {...props} onDone={setResult} />
      <p role="status">{textOf(result)}</p>
    </main>
  );
}

function textOf(result: RelinkResult | null): string {
  switch (result?.status) {
    case undefined:
      return 'One moment, we go on where you left off.';
    case 'failed':
      return result.error.displayMessage;
    case 'exited':
      return 'Nothing was changed.';
    default:
      return 'Your bank is connected again.';
  }
}

/**
 * Some banks log their users in on their own site, and send them back to a page of yours. This component resumes Link
 * there, without a click. It shows nothing itself; the page around it is an example.
 */
const meta = {
  title: 'RelinkRedirect',
  component: RelinkRedirect,
  decorators: [withProvider],
  render: (args) => <ReturnPage {...args} />,
  argTypes: { itemId: { control: false } },
} satisfies Meta<typeof RelinkRedirect>;
export default meta;

type Story = StoryObj<typeof meta>;

// First, since its page of documentation shows it: the others open Link over that page.
/** The bank opened another browser than the one the user came from, so there is nothing to go on with. */
export const NotResumable: Story = {
  parameters: { oauthReturn: 'another browser' },
  play: async (context) => {
    await within(context.canvasElement).findByText('Your session has ended. Please start again.');
    await expect(worldOf(context).link.counts.creates).toBe(0);
  },
};

/** The user comes back: Link opens by itself, with the login done. */
export const Resumed: Story = {
  parameters: { oauthReturn: 'same tab' },
  play: async (context) => {
    const link = await worldOf(context).link.whenOpen();
    await expect(link.reply?.step).toBe('success');
    await within(context.canvasElement).findByText('One moment, we go on where you left off.');
  },
};

/** The user has pressed Finish there, and the server has confirmed it. */
export const Done: Story = {
  parameters: { oauthReturn: 'same tab' },
  play: async (context) => {
    const { link, plaid, itemId } = worldOf(context);
    await link.succeed();
    await within(context.canvasElement).findByText('Your bank is connected again.');
    await expect(plaid.itemState(itemId).errorCode).toBeNull();
  },
};

/** The user closes Link on the return page. */
export const ExitedAfterReturn: Story = {
  parameters: { oauthReturn: 'same tab' },
  play: async (context) => {
    await worldOf(context).link.exit();
    await within(context.canvasElement).findByText('Nothing was changed.');
  },
};

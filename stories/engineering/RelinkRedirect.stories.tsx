import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkRedirect, type RelinkRedirectProps, type RelinkResult } from 'react-plaid-relink';
import { expect, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { withProvider, worldOf } from '../world/story-world';

/** The page to which a bank sends the user back. It is your page, except for this one component. */
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

const RETURN_PAGE = `import { RelinkProvider, RelinkRedirect } from 'react-plaid-relink';

/** The page of your redirect URI. Show what the bank's return means, and go on where the user left off. */
export function ReturnPage() {
  return (
    <RelinkProvider gateway="/api/plaid">
      <h1>Back from your bank</h1>
      <RelinkRedirect
        onDone={(result, { from }) => {
          if (result.status !== 'failed') window.location.replace(from ?? '/');
        }}
      />
    </RelinkProvider>
  );
}
`;

/**
 * Some banks log their users in on their own site, and send them back to a page of your app. This component resumes Link
 * there, without a click. It shows nothing itself; the page around it is an example.
 */
const meta = {
  title: 'Engineering/Return page',
  id: 'relinkredirect',
  component: RelinkRedirect,
  decorators: [withProvider],
  render: (args) => <ReturnPage {...args} />,
  argTypes: { itemId: { control: false } },
  parameters: { code: { file: RETURN_PAGE } satisfies StoryCode },
} satisfies Meta<typeof RelinkRedirect>;
export default meta;

type Story = StoryObj<typeof meta>;

// First, because the documentation page shows the first story. The others would open Link over that page.
/** The bank sent the user to another browser, so there is nothing to resume. */
export const NotResumable: Story = {
  parameters: { oauthReturn: 'another browser' },
  play: async (context) => {
    await within(context.canvasElement).findByText('That sign-in has ended. Start again.');
    await expect(worldOf(context).link.counts.creates).toBe(0);
  },
};

/** The user comes back. Link opens by itself, after the login. */
export const Resumed: Story = {
  parameters: { oauthReturn: 'same tab' },
  play: async (context) => {
    const link = await worldOf(context).link.whenOpen();
    await expect(link.reply?.step).toBe('success');
    await within(context.canvasElement).findByText('One moment, we go on where you left off.');
  },
};

/** The user has pressed Finish in Link, and the server has confirmed the repair. */
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

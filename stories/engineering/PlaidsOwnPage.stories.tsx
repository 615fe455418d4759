import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton } from 'react-plaid-relink';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { tellHostedLogIn, withoutTabs } from '../world/hosted-page';
import { buttonIn, clickButton, untilState } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/** The page that the button opens in a new tab if Link is blocked. The real page is Plaid's and looks like Link. */
function HostedPage() {
  const [isDone, setIsDone] = useState(false);
  return (
    <main style={{ maxWidth: '30rem' }}>
      <h1 style={{ fontSize: '1.5rem' }}>Plaid’s own page</h1>
      {isDone ? (
        <p role="status">All done. Close this tab and look at the one before.</p>
      ) : (
        <>
          <p>This stands for Hosted Link, where the user logs in to the bank.</p>
          <button
            type="button"
            data-relink="button"
            onClick={() => {
              tellHostedLogIn();
              setIsDone(true);
            }}
          >
            Log in to the bank
          </button>
        </>
      )}
    </main>
  );
}

const meta = {
  title: 'Engineering/Plaid’s own page',
  id: 'plaid-s-own-page',
  component: HostedPage,
  // Another story opens this page. It shows nothing of this package.
  tags: ['!autodocs'],
} satisfies Meta<typeof HostedPage>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The button of "RelinkButton / Failures / Hosted Link Offered" opens this page. */
export const Page: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button'));
    await expect(canvas.getByRole('status')).toHaveTextContent('All done.');
  },
};

/**
 * `presentation="hosted"`: the button opens that page in a new tab, in place of Link, as in web views and kiosks. When the user
 * looks at this page again, the button asks your server.
 */
export const First: Story = {
  decorators: [withProvider],
  parameters: { hostedLink: true },
  render: (_args, context) => (
    <RelinkButton itemId={worldOf(context).itemId} presentation="hosted" />
  ),
  play: async (context) => {
    const { plaid } = worldOf(context);
    const [url = ''] = await withoutTabs(async () => {
      await clickButton(context);
      await untilState(context, 'open');
    });
    await plaid.completeHostedLink(url);
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(buttonIn(context)).toHaveTextContent('Connected'));
  },
};

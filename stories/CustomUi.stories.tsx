import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { usePublicTokenForItem, useRelink } from 'react-plaid-relink';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { withProvider, worldOf } from './story-world';

/** The hook for the token, plain react-plaid-link for Link: everything between them is the app's own. */
function TokenCard({ itemId }: { itemId: string }) {
  const [inUse, setInUse] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const { token, status, error, refresh } = usePublicTokenForItem(itemId, { inUse });
  return (
    <section style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
      <p role="status" style={{ margin: 0 }}>
        {isDone
          ? 'Connected again.'
          : status === 'ready'
            ? 'Ready when you are.'
            : (error?.displayMessage ?? 'One moment…')}
      </p>
      {token && <OpenLink token={token} onUse={setInUse} onSuccess={() => setIsDone(true)} />}
      <button type="button" onClick={() => void refresh()}>
        New token
      </button>
    </section>
  );
}

interface OpenLinkProps {
  token: string;
  onUse(inUse: boolean): void;
  onSuccess(): void;
}

function OpenLink({ token, onUse, onSuccess }: OpenLinkProps) {
  const options: PlaidLinkOptions = {
    token,
    publicKey: 'fake-public-key',
    clientName: 'Story',
    env: 'sandbox',
    product: ['auth'],
    onSuccess() {
      onUse(false);
      onSuccess();
    },
    onExit: () => onUse(false),
  };
  const { open, ready } = usePlaidLink(options);
  return (
    <button
      type="button"
      data-relink="button"
      disabled={!ready}
      onClick={() => {
        onUse(true);
        open();
      }}
    >
      Log in to your bank
    </button>
  );
}

/** A menu whose entry goes away with the click; Link stays. */
function Menu({ itemId }: { itemId: string }) {
  const [isOpen, setIsOpen] = useState(true);
  const [outcome, setOutcome] = useState('');
  return (
    <div style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
      {isOpen ? (
        <MenuEntry itemId={itemId} onOpen={() => setIsOpen(false)} onDone={setOutcome} />
      ) : (
        <p style={{ margin: 0 }}>The menu is closed.</p>
      )}
      <p role="status" style={{ margin: 0 }}>
        {outcome}
      </p>
    </div>
  );
}

interface MenuEntryProps {
  itemId: string;
  onOpen(): void;
  onDone(outcome: string): void;
}

function MenuEntry({ itemId, onOpen, onDone }: MenuEntryProps) {
  const { open } = useRelink(itemId);
  return (
    <button
      type="button"
      onClick={() => {
        void open().then((result) => onDone(result.status));
        onOpen();
      }}
    >
      Reconnect this bank
    </button>
  );
}

/** UIs of your own, on the hooks. */
const meta = {
  title: 'Custom UI',
  component: TokenCard,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: { itemId: { control: false } },
} satisfies Meta<typeof TokenCard>;
export default meta;
type Story = StoryObj<typeof meta>;

/** `usePublicTokenForItem` and plain react-plaid-link. */
export const HookAndPlainLink: Story = {
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Log in to your bank' }));
    const { link, plaid, itemId } = worldOf(context);
    await link.succeed();
    await canvas.findByText('Connected again.');
    await expect(plaid.itemState(itemId).errorCode).toBeNull();
  },
};

/** `useRelink` in an entry that unmounts when Link opens: its outcome still arrives. */
export const MenuThatCloses: Story = {
  render: ({ itemId }) => <Menu itemId={itemId} />,
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Reconnect this bank' }));
    await canvas.findByText('The menu is closed.');
    await worldOf(context).link.succeed();
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('relinked'), {
      timeout: 5_000,
    });
  },
};

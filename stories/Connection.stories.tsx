import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkProvider } from 'react-plaid-relink';
import { createFakeBackend, createFakeLink, createFakePlaid } from 'react-plaid-relink/testing';
import { userEvent, within } from 'storybook/test';
import { Connection } from '../examples/testing/connection';

let uninstall = (): void => {};

/** Each story has its own backend, Link and broken Item. */
function createWorld(errorCode: string) {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const { itemId, accessToken } = plaid.createItem({ errorCode });
  backend.addItem({ itemId, accessToken });
  // 'dialog': a person who looks at the story can click through Link.
  const link = createFakeLink({ plaid, ui: 'dialog' });
  uninstall();
  uninstall = link.install();
  return { gateway: backend.gateway, itemId, link };
}
type World = ReturnType<typeof createWorld>;
const worldOf = ({ loaded }: { loaded: Record<string, unknown> }) => loaded.world as World;

const meta = {
  title: 'Engineering/Your app',
  component: Connection,
  args: { itemId: '', bank: 'Tartan Bank' },
  // A loader, so that Link is there before the first render.
  loaders: [({ parameters }) => ({ world: createWorld(String(parameters.errorCode)) })],
  parameters: { errorCode: 'ITEM_LOGIN_REQUIRED' },
  render: (args, context) => (
    <RelinkProvider gateway={worldOf(context).gateway}>
      <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        <Connection {...args} itemId={worldOf(context).itemId} />
      </ul>
    </RelinkProvider>
  ),
} satisfies Meta<typeof Connection>;
export default meta;
type Story = StoryObj<typeof meta>;

/** For designers: press the button and log in to the fake Link. */
export const Broken: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: 'Reconnect' });
  },
};

/** For tests: `play` goes through Link in code. */
export const Reconnected: Story = {
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Reconnect' }));
    await worldOf(context).link.succeed();
    await canvas.findByText('Tartan Bank: connected', {}, { timeout: 5_000 });
  },
};

import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Playground } from '../playground/playground';
import { SCENARIOS } from '../playground/scenarios';
import { worldOf } from '../world/story-world';

/**
 * A component, a bank and a server to play with. Each story sets the scene. Press "Show me" to watch the user's part, or
 * play it yourself: Link is a fake here, and accepts `user_good` and `pass_good`. The fields change the scene at any time,
 * and the time line shows how long each step took.
 */
const meta = {
  title: 'Overview/Playground',
  id: 'playground',
  component: Playground,
  args: {
    world: undefined as never,
    scenario: 'succeeds',
    component: 'button',
    bank: 'asks for a password',
    backend: 'works',
    linkScript: 'loads',
    isOnline: true,
  },
  argTypes: {
    world: { table: { disable: true } },
    scenario: { table: { disable: true } },
    component: { control: 'inline-radio' },
    linkScript: { control: 'inline-radio' },
    backend: { control: 'select' },
    bank: { control: 'select' },
  },
  parameters: { layout: 'fullscreen', docs: { codePanel: false } },
  render: ({ world: _ofTheStory, ...args }, context) => (
    <Playground {...args} key={JSON.stringify(args)} world={worldOf(context)} />
  ),
  play: async (context) => {
    const { canvasElement, args } = context;
    const { link } = worldOf(context);
    const { play, ends } = SCENARIOS[args.scenario];
    const stage = (): HTMLElement => {
      const found = canvasElement.querySelector<HTMLElement>('.playground-stage [data-state]');
      if (!found) throw new Error('The playground shows no component.');
      return found;
    };
    await waitFor(stage);
    await play({
      click() {
        stage().closest('.playground-stage')?.querySelector('button')?.click();
        return Promise.resolve();
      },
      link,
      pause: () => Promise.resolve(),
    });
    await waitFor(() => expect(stage()).toHaveAttribute('data-state', ends));
    const log = within(canvasElement).getByRole('list', { name: /^Statuses/ });
    await expect(log).toHaveTextContent(new RegExp(`Status${ends}`));
    await expect(log).toHaveTextContent(`Result${ends}`);
    // A visitor begins with the first state.
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Break it again' }));
    await waitFor(() => expect(stage()).toHaveAttribute('data-state', 'idle'));
  },
} satisfies Meta<typeof Playground>;
export default meta;

type Story = StoryObj<typeof meta>;

/** The user logs in, and the server confirms that the connection works again. */
export const Succeeds: Story = {};

/** The bank refuses the password, and the user gives up. */
export const WrongPassword: Story = { args: { scenario: 'wrongPassword' } };

/** The bank sends a security code (MFA). */
export const SecurityCode: Story = { args: { scenario: 'securityCode' } };

/** The bank's users log in on the bank's own site (OAuth). */
export const OAuthBank: Story = {
  name: 'OAuth Bank',
  args: { scenario: 'oauthBank', bank: 'has a site of its own' },
};

/** The user closes Link. */
export const Exits: Story = { args: { scenario: 'exits' } };

/** Plaid says that the session has expired. */
export const ExpiredToken: Story = { args: { scenario: 'expiredToken' } };

/** An ad blocker blocks Plaid's script. */
export const BlockedScript: Story = { args: { scenario: 'blockedScript', linkScript: 'blocked' } };

/** The device has no network. */
export const Offline: Story = { args: { scenario: 'offline', isOnline: false } };

/** The server is slow. */
export const SlowBackend: Story = { args: { scenario: 'slowBackend', backend: 'slow' } };

/** The same with a notice. */
export const WithNotice: Story = {
  args: { component: 'notice' },
  play: async (context) => {
    await meta.play(context);
    const canvas = within(context.canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Show me' }));
    await waitFor(() => expect(canvas.getAllByText(/^relinked, healthy$/)).toHaveLength(2), {
      timeout: 20_000,
    });
  },
};

/** The same with a list, which goes on to the next bank. */
export const WithList: Story = {
  args: { component: 'list' },
  play: async ({ canvasElement }) => {
    const rows = await within(canvasElement).findAllByText(/Tartan Bank/);
    await waitFor(() => expect(rows[0]).toBeVisible());
  },
};

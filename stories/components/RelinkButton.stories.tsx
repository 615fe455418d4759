import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton } from 'react-plaid-relink';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { BUTTON_ARGS } from '../world/arg-types';
import type { ComponentProps } from 'react';
import { PlainButton } from '../theming/plain-button';
import { INITIAL_SCENE, SCENE_ARGS, type Scene } from '../shown/scene';
import { keyOf, TryIt as Scenery } from '../shown/try-it';
import { HealthProbe } from '../world/health-probe';
import { buttonIn, clickButton, untilState } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/**
 * The button that repairs a bank connection. It has nine states, and each is a story here. Its texts for failures are
 * under "RelinkButton failures".
 *
 * The button is unstyled and carries `data-state`. These stories use `react-plaid-relink/styles.css`; see Theming for
 * other looks. They run on a fake Plaid: click the button, and log in with `user_good` and `pass_good`.
 */
const meta = {
  title: 'Components/Button',
  id: 'relinkbutton',
  component: RelinkButton,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: BUTTON_ARGS,
  parameters: { code: { component: 'RelinkButton' } satisfies StoryCode },
} satisfies Meta<typeof RelinkButton>;
export default meta;

type Story = StoryObj<typeof meta>;

type ButtonScene = Pick<Scene, 'bank' | 'status' | 'errorCode' | 'density'>;
const { bank, status, errorCode, density } = SCENE_ARGS;

/** Turn the controls below. The button works: log in with `user_good` and `pass_good`. */
export const TryIt: StoryObj<ComponentProps<typeof RelinkButton> & ButtonScene> = {
  args: {
    bank: INITIAL_SCENE.bank,
    status: 'idle',
    errorCode: INITIAL_SCENE.errorCode,
    density: 1,
    asChild: false,
    disabled: false,
    accountSelection: false,
  },
  argTypes: { bank, status, errorCode, density },
  decorators: [],
  render: (
    { bank, status, errorCode, density, asChild, itemId: _ofTheScene, ...props },
    context,
  ) => {
    const scene = { bank, status, errorCode, density };
    return (
      <Scenery key={keyOf(scene)} scene={scene} world={worldOf(context)} globals={context.globals}>
        {([itemId = '']) =>
          asChild ? (
            <RelinkButton {...props} itemId={itemId} asChild>
              <PlainButton>Your own button</PlainButton>
            </RelinkButton>
          ) : (
            <RelinkButton {...props} itemId={itemId} />
          )
        }
      </Scenery>
    );
  },
  play: (context) => untilState(context, 'idle'),
};

/** Nothing has happened, and nothing has been loaded. */
export const Idle: Story = {
  play: async (context) => {
    await expect(buttonIn(context)).toHaveTextContent('Reconnect');
    await expect(buttonIn(context)).toHaveAttribute('data-state', 'idle');
  },
};

/** The user hovers over the button, and the token and Link are loading. It looks the same, so that nothing flickers. */
export const Preparing: Story = {
  args: { prepareOn: 'mount' },
  parameters: { backend: 'silent' },
  play: (context) => untilState(context, 'preparing'),
};

/** Link is hidden and ready. A click opens it at once. */
export const Ready: Story = {
  args: { prepareOn: 'mount' },
  play: async (context) => {
    await untilState(context, 'ready');
    await expect(worldOf(context).link.counts).toEqual({ creates: 1, opens: 0, destroys: 0 });
  },
};

/** The user has clicked, and the button waits for the backend. */
export const Opening: Story = {
  parameters: { backend: 'silent' },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'opening');
    await expect(buttonIn(context)).toHaveAttribute('aria-busy', 'true');
  },
};

/** Link is in front of the page. */
export const Open: Story = {
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'open');
    await expect(worldOf(context).link.current?.reply?.isUpdateMode).toBe(true);
  },
};

/** The user is done, and the server asks Plaid whether the connection is healthy. */
export const Confirming: Story = {
  parameters: { backend: 'confirms never' },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'confirming');
  },
};

/** The server has confirmed it. */
export const Relinked: Story = {
  play: async (context) => {
    const { link, plaid, itemId } = worldOf(context);
    await clickButton(context);
    await link.succeed();
    await untilState(context, 'relinked');
    await expect(plaid.itemState(itemId).errorCode).toBeNull();
  },
};

const onHealth = fn();

/**
 * The user closed Link, and the connection, which this page saw broken, was repaired elsewhere in the meantime. Nothing is
 * left to do.
 */
export const AlreadyHealthy: Story = {
  render: (args) => (
    <>
      <RelinkButton {...args} />
      <HealthProbe itemId={args.itemId} onHealth={onHealth} />
    </>
  ),
  play: async (context) => {
    const { link, plaid, itemId } = worldOf(context);
    await waitFor(() => expect(onHealth).toHaveBeenCalledWith('needs_update'));
    await clickButton(context);
    await link.whenOpen();
    plaid.repairItem(itemId);
    await link.exit();
    await untilState(context, 'relinked');
    await expect(plaid.itemState(itemId).relinkCount).toBe(0);
  },
};

/** The user closed Link. The focus is back on the button, which says for three seconds that nothing has changed. */
export const Exited: Story = {
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.exit();
    await untilState(context, 'exited');
    await waitFor(() => expect(buttonIn(context)).toHaveFocus());
    const status = (): Element | null =>
      context.canvasElement.querySelector('[data-relink="status"]');
    await waitFor(() => expect(status()).not.toBeNull());
    await waitFor(() => expect(status()).toBeNull(), { timeout: 10_000 });
  },
};

/** The button says what is wrong, in the user's words. A click tries again. */
export const Failed: Story = {
  parameters: { link: { script: 'blocked' } },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'failed');
    await waitFor(() => expect(context.canvasElement).toHaveTextContent('An ad blocker may be'));
  },
};

/** Your product has disabled the button. */
export const Disabled: Story = {
  args: { disabled: true },
  play: async (context) => {
    await userEvent.click(buttonIn(context), { pointerEventsCheck: 0 });
    await expect(buttonIn(context)).toHaveAttribute('data-state', 'idle');
    await expect(buttonIn(context)).toBeDisabled();
  },
};

/** Keyboard focus: the ring shows where the user is. */
export const Focused: Story = {
  parameters: { backend: 'silent' },
  play: async (context) => {
    await userEvent.tab();
    await expect(buttonIn(context)).toHaveFocus();
    await untilState(context, 'preparing');
  },
};

/** Your own button, with the behaviour of this package and none of its styles. */
export const AsChild: Story = {
  args: { asChild: true },
  parameters: {
    code: {
      component: 'RelinkButton',
      props: ['asChild'],
      children: '<button type="button">Fix this connection</button>',
    } satisfies StoryCode,
  },
  render: (args) => (
    <RelinkButton {...args}>
      <button type="button">Fix this connection</button>
    </RelinkButton>
  ),
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'open');
    await expect(buttonIn(context)).toHaveTextContent('Fix this connection');
    await expect(buttonIn(context)).not.toHaveAttribute('data-relink');
  },
};

/** Your own texts for each state. */
export const OwnWords: Story = {
  parameters: {
    code: {
      component: 'RelinkButton',
      children: `{({ status }) => (status === 'relinked' ? 'All good!' : 'Log in to your bank')}`,
    } satisfies StoryCode,
  },
  args: { children: ({ status }) => (status === 'relinked' ? 'All good!' : 'Log in to your bank') },
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await waitFor(() => expect(buttonIn(context)).toHaveTextContent('All good!'));
  },
};

/** All texts in another language, `messages={germanMessages}`. */
export const German: Story = {
  globals: { locale: 'de' },
  parameters: { backend: 'silent' },
  play: async (context) => {
    await expect(buttonIn(context)).toHaveTextContent('Wieder verbinden');
    await clickButton(context);
    await untilState(context, 'opening');
    await expect(buttonIn(context)).toHaveTextContent('Wieder verbinden');
  },
};

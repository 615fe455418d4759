import { useEffect, useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkList, type RelinkListProps } from 'react-plaid-relink';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { LIST_ARGS } from '../world/arg-types';
import { CALLBACKS, itemOf } from '../states/rows';
import { INITIAL_SCENE, SCENE_ARGS, type Scene } from '../shown/scene';
import { keyOf, TryIt as Scenery } from '../shown/try-it';
import { HealthProbe } from '../world/health-probe';
import { withProvider, worldOf, type StoryItem, type StoryWorld } from '../world/story-world';

const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();

/** One bank with each problem, in no order. The list finds the worst. */
const BANKS: StoryItem[] = [
  { institutionName: 'Bank of Elms', consentExpirationTime: days(5), errorCode: null },
  { institutionName: 'Tartan Bank', errorCode: 'ITEM_LOGIN_REQUIRED' },
  { institutionName: 'Houndstooth Savings', errorCode: null },
  { institutionName: 'Tattersall Credit Union', errorCode: 'ITEM_LOCKED' },
  { institutionName: 'First Gingham', errorCode: 'INSTITUTION_DOWN' },
];
const TWO_BANKS: StoryItem[] = [
  { institutionName: 'Tartan Bank', errorCode: 'ITEM_LOGIN_REQUIRED' },
  { institutionName: 'Bank of Elms', errorCode: 'ITEM_LOGIN_REQUIRED' },
];

interface BanksProps extends Omit<RelinkListProps, 'itemIds'> {
  world: StoryWorld;
  banks: StoryItem[];
}

function Banks({ world, banks, ...props }: BanksProps) {
  const [itemIds] = useState(() => banks.map((bank) => world.addItem(bank)));
  return <RelinkList {...props} itemIds={itemIds} />;
}

function MovedBanks({ world, ...props }: Omit<BanksProps, 'banks'>) {
  const [itemIds, setItemIds] = useState<string[]>([]);
  useEffect(() => {
    const { plaid } = world;
    const tartan = world.addItem({ institutionName: 'Tartan Bank', errorCode: null });
    const elms = world.addItem({ institutionName: 'Bank of Elms', errorCode: null });
    const move = { reason: 'INSTITUTION_MIGRATION', inDays: 5 } as const;
    void Promise.all([
      plaid.announceDisconnect(tartan, move),
      plaid.announceNewAccounts(elms),
    ]).then(() => setItemIds([elms, tartan]));
  }, [world]);
  return <RelinkList {...props} itemIds={itemIds} />;
}

function BankTwice({ world, ...props }: Omit<BanksProps, 'banks'>) {
  const [itemIds] = useState(() => {
    const keptId = world.addItem({ institutionName: 'Chase' });
    const { itemId, accessToken } = world.plaid.itemState(
      world.addItem({ institutionName: 'Chase', sharesLoginWith: keptId }),
    );
    world.backend.addItem({ itemId, accessToken, duplicateOf: keptId });
    return [itemId, keptId, ...TWO_BANKS.map((bank) => world.addItem(bank))];
  });
  return <RelinkList {...props} itemIds={itemIds} />;
}

/**
 * Guides the user through several broken Items, for example when a bank moves all its users to a new login. The list
 * shows only Items with a problem, worst first. It leads from one to the next, and opens nothing by itself.
 */
const meta = {
  title: 'Components/List',
  id: 'relinklist',
  component: RelinkList,
  decorators: [
    (Story) => (
      <div style={{ width: 'min(44rem, var(--story-room))' }}>
        <Story />
      </div>
    ),
    withProvider,
  ],
  args: { itemIds: [], onDone: fn(), onSkip: fn() },
  argTypes: LIST_ARGS,
  parameters: { banks: BANKS, code: { component: 'RelinkList' } satisfies StoryCode },
  render: ({ itemIds: _ofTheBanks, ...props }, context) => (
    <Banks
      {...props}
      key={context.id}
      world={worldOf(context)}
      banks={(context.parameters as { banks: StoryItem[] }).banks}
    />
  ),
} satisfies Meta<typeof RelinkList>;
export default meta;

type Story = StoryObj<typeof meta>;
type PlayContext = Parameters<NonNullable<Story['play']>>[0];

const rowOf = async ({ canvasElement }: PlayContext, bank: RegExp): Promise<HTMLElement> => {
  const rows = await within(canvasElement).findAllByRole('listitem');
  const row = rows.find((one) => bank.test(one.textContent));
  if (!row) throw new Error(`No row of ${bank.source}.`);
  return row;
};
const press = async (context: PlayContext, bank: RegExp, name: string): Promise<void> =>
  userEvent.click(
    within(await rowOf(context, bank)).getByRole('button', {
      name: (full) => full.startsWith(name),
    }),
  );
const untilRow = (
  context: PlayContext,
  bank: RegExp,
  attribute: 'data-topic' | 'data-state',
  value: string,
): Promise<void> =>
  waitFor(async () => expect(await rowOf(context, bank)).toHaveAttribute(attribute, value));

/** Turn the controls below: they set the first bank. Its row works: log in with `user_good` and `pass_good`. */
export const TryIt: StoryObj<RelinkListProps & Scene> = {
  args: { ...INITIAL_SCENE, newAccounts: true, trust: true },
  argTypes: SCENE_ARGS,
  render: (
    {
      topic,
      bank,
      consentEndsInDays,
      status,
      errorCode,
      logo,
      density,
      itemIds: _ofTheScene,
      ...props
    },
    context,
  ) => {
    const scene = { topic, bank, consentEndsInDays, status, errorCode, logo, density };
    return (
      <Scenery
        key={keyOf(scene)}
        scene={scene}
        world={worldOf(context)}
        globals={context.globals}
        others={otherBanks}
      >
        {(itemIds) => <RelinkList {...CALLBACKS} {...props} itemIds={itemIds} />}
      </Scenery>
    );
  },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('First Gingham');
  },
};

const otherBanks = () => [
  itemOf('expiring', { bank: 'Bank of Elms', endsInDays: 5 }),
  itemOf('visit_bank', { bank: 'Tattersall Credit Union' }),
  itemOf('wait', { bank: 'First Gingham' }),
];

/** The worst problem is first, and is the user's next step. A problem that the user cannot solve is last. */
export const WorstFirst: Story = {
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await canvas.findByText('Step 1 of 3');
    await waitFor(async () => {
      const rows = await canvas.findAllByRole('listitem');
      // Above the outage is the heading "Nothing to do".
      await expect(rows.map((row) => row.getAttribute('data-topic'))).toEqual([
        'relink',
        'visit_bank',
        'expiring',
        null,
        'wait',
      ]);
    });
    await expect(await rowOf(context, /Tartan/)).toHaveAttribute('aria-current', 'step');
  },
};

/** One Item is lost: `onConnectAgain` opens your usual Link. Another shares no account, so its Link asks for accounts. */
export const LostConnection: Story = {
  parameters: {
    banks: [
      { institutionName: 'Tartan Bank', errorCode: 'ITEM_LOGIN_REQUIRED' },
      { institutionName: 'Bank of Elms', errorCode: 'ITEM_NOT_FOUND' },
      { institutionName: 'First Gingham', errorCode: 'NO_ACCOUNTS', accountCount: 0 },
    ] satisfies StoryItem[],
  },
  args: { onConnectAgain: fn() },
  play: async (context) => {
    await press(context, /Elms/, 'Set up again');
    await expect(context.args.onConnectAgain).toHaveBeenCalledOnce();
    await untilRow(context, /Elms/, 'data-topic', 'new_link');
    await expect(await rowOf(context, /Gingham/)).toHaveAttribute('data-topic', 'accounts');
  },
};

/** One Item is repaired. The focus is on the next Item's button. */
export const OneDone: Story = {
  parameters: { banks: TWO_BANKS },
  play: async (context) => {
    await press(context, /Tartan/, 'Reconnect');
    await worldOf(context).link.succeed();
    await untilRow(context, /Tartan/, 'data-topic', 'repaired');
    await within(context.canvasElement).findByText('Step 2 of 2');
    const next = within(await rowOf(context, /Elms/)).getByRole('button', { name: /^Reconnect/ });
    await waitFor(() => expect(next).toHaveFocus());
    // The focused button prepares Link.
    await untilRow(context, /Elms/, 'data-state', 'ready');
  },
};

/** Link is open for one of the Items. */
export const LinkOpen: Story = {
  parameters: { banks: TWO_BANKS },
  play: async (context) => {
    await press(context, /Tartan/, 'Reconnect');
    await untilRow(context, /Tartan/, 'data-state', 'open');
  },
};

/** The user skipped one Item. Its button still works, and the next Item is the next step. */
export const Skipped: Story = {
  parameters: { banks: TWO_BANKS },
  play: async (context) => {
    await press(context, /Tartan/, 'Later');
    await expect(context.args.onSkip).toHaveBeenCalledOnce();
    await expect(await rowOf(context, /Tartan/)).toHaveAttribute('data-skipped');
    await expect(await rowOf(context, /Elms/)).toHaveAttribute('data-current');
    await untilRow(context, /Elms/, 'data-state', 'ready');
  },
};

/** The row says what failed, so that the button keeps its size. */
export const Failed: Story = {
  parameters: { banks: TWO_BANKS, link: { script: 'blocked' } },
  play: async (context) => {
    await press(context, /Tartan/, 'Reconnect');
    await within(await rowOf(context, /Tartan/)).findByText(/An ad blocker may be in the way/);
  },
};

/** A bank moves its users to another login, and the user has new accounts elsewhere, which are not counted. */
export const BankMoves: Story = {
  args: { newAccounts: true },
  parameters: { banks: [] },
  render: ({ itemIds: _ofTheBanks, ...props }, context) => (
    <MovedBanks {...props} key={context.id} world={worldOf(context)} />
  ),
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await canvas.findByText('Sign in to 1 bank');
    await untilRow(context, /Tartan/, 'data-topic', 'migrating');
    await untilRow(context, /Elms/, 'data-topic', 'new_accounts');
  },
};

/** The user has connected a bank twice with one login. It is one row, counted once, and asks for one login. */
export const ConnectedTwice: Story = {
  parameters: { banks: [] },
  render: ({ itemIds: _ofTheBanks, ...props }, context) => (
    <BankTwice {...props} key={context.id} world={worldOf(context)} />
  ),
  play: async (context) => {
    const canvas = within(context.canvasElement);
    await canvas.findByText('Sign in to 3 banks');
    await expect(canvas.getAllByText('Chase')).toHaveLength(1);
    await expect(await rowOf(context, /Chase/)).toHaveTextContent(
      'Signed out · the duplicate will be removed',
    );
  },
};

/** Nothing is left to do. The list says so and has the focus. */
export const AllDone: Story = {
  parameters: { banks: TWO_BANKS },
  play: async (context) => {
    for (const bank of [/Tartan/, /Elms/]) {
      await press(context, bank, 'Reconnect');
      await worldOf(context).link.succeed();
      await untilRow(context, bank, 'data-topic', 'repaired');
    }
    const list = within(context.canvasElement).getByRole('group', {
      name: 'All set. Every bank is connected.',
    });
    await waitFor(() => expect(list).toHaveFocus());
    await expect(context.args.onDone).toHaveBeenCalledOnce();
  },
};

const onHealth = fn();

/** All Items are healthy, so the list shows nothing. */
export const Healthy: Story = {
  parameters: { item: { errorCode: null } },
  render: (args, context) => {
    const { itemId } = worldOf(context);
    return (
      <>
        <RelinkList {...args} itemIds={[itemId]} />
        <HealthProbe itemId={itemId} onHealth={onHealth} />
        <p className="story-hint">A list of healthy Items shows nothing.</p>
      </>
    );
  },
  play: async (context) => {
    await waitFor(() => expect(onHealth).toHaveBeenCalledWith('healthy'));
    await expect(within(context.canvasElement).queryByRole('group')).toBeNull();
  },
};

/** All texts in another language, `messages={germanMessages}`. */
export const German: Story = {
  globals: { locale: 'de' },
  parameters: { banks: TWO_BANKS },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/^2 Banken/);
  },
};

/** The backend could not be asked about any Item: one row stands for all of them, since their banks are not known. */
export const Unchecked: Story = {
  parameters: { backend: 'cannot say how Items are' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('We couldn’t check 5 banks');
    await expect(canvas.getAllByRole('button')).toHaveLength(1);
  },
};

/** The same in German, where the user is signed out of the app. */
export const UncheckedInGerman: Story = {
  globals: { locale: 'de' },
  parameters: { backend: 'says that the user is signed out' },
  args: { onSignIn: fn() },
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('5 Banken ließen sich nicht prüfen');
    await userEvent.click(canvas.getByRole('button', { name: /^Anmelden/ }));
    await expect(args.onSignIn).toHaveBeenCalledOnce();
  },
};

/** In a dark theme. */
export const Dark: Story = {
  globals: { theme: 'dark' },
  play: async (context) => {
    await untilRow(context, /Tartan/, 'data-topic', 'relink');
    await expect(await rowOf(context, /Tartan/)).toHaveStyle({ colorScheme: 'dark' });
  },
};

/** Right to left, in Arabic. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl', locale: 'ar' },
  play: async (context) => {
    await untilRow(context, /Tartan/, 'data-topic', 'relink');
    await expect(await rowOf(context, /Tartan/)).toHaveStyle({ direction: 'rtl' });
  },
};

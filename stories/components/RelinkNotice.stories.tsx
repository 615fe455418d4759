import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkNotice, type RelinkNoticeProps } from 'react-plaid-relink';
import { expect, fn, waitFor, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { NOTICE_ARGS } from '../world/arg-types';
import { CALLBACKS } from '../states/rows';
import { INITIAL_SCENE, SCENE_ARGS, type Scene } from '../shown/scene';
import { keyOf, TryIt as Scenery } from '../shown/try-it';
import { HealthProbe } from '../world/health-probe';
import { withoutTabs } from '../world/hosted-page';
import { clickIn, noticeIn, untilNotice, untilState } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/**
 * A banner for one bank connection. It says what is wrong, in the user's words, and has the button that helps. It shows
 * nothing while the connection is healthy. It is unstyled; these stories use `react-plaid-relink/styles.css`.
 *
 * The colour of the badge shows how serious the problem is: amber if the user has to act, red if the connection is lost,
 * grey if the problem passes by itself or could not be found out, green if it is solved. The text says the same.
 */
const meta = {
  title: 'Components/Notice',
  id: 'relinknotice',
  component: RelinkNotice,
  decorators: [
    (Story) => (
      <div style={{ width: 'min(44rem, var(--story-room))' }}>
        <Story />
      </div>
    ),
    withProvider,
  ],
  args: { itemId: '' },
  argTypes: NOTICE_ARGS,
  parameters: {
    item: { institutionName: 'Tartan Bank' },
    code: { component: 'RelinkNotice' } satisfies StoryCode,
  },
} satisfies Meta<typeof RelinkNotice>;
export default meta;

type Story = StoryObj<typeof meta>;

/** Turn the controls below. The notice works: log in with `user_good` and `pass_good`. */
export const TryIt: StoryObj<RelinkNoticeProps & Scene> = {
  args: { ...INITIAL_SCENE, newAccounts: true, trust: true, accountSelection: false },
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
      itemId: _ofTheScene,
      ...props
    },
    context,
  ) => {
    const scene = { topic, bank, consentEndsInDays, status, errorCode, logo, density };
    return (
      <Scenery key={keyOf(scene)} scene={scene} world={worldOf(context)} globals={context.globals}>
        {([itemId = '']) => <RelinkNotice {...CALLBACKS} {...props} itemId={itemId} />}
      </Scenery>
    );
  },
  play: (context) => untilNotice(context, 'data-topic', 'relink'),
};

/** A bank connection with this Plaid error. */
const broken = (errorCode: string) => ({
  item: { institutionName: 'Tartan Bank', errorCode },
});

/** The user has to log in again. */
export const LoginRequired: Story = {
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveAccessibleName('Sign in to Tartan Bank again');
  },
};

/** The user does not share an account that the app needs. Link lets them choose. */
export const NoAccounts: Story = {
  parameters: broken('NO_ACCOUNTS'),
  play: (context) => untilNotice(context, 'data-topic', 'accounts'),
};

/** The consent ends in a few days. */
export const Expiring: Story = {
  parameters: {
    item: {
      institutionName: 'Tartan Bank',
      errorCode: null,
      consentExpirationTime: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    },
  },
  play: (context) => untilNotice(context, 'data-topic', 'expiring'),
};

/** The bank moves its users to another login in a few days. Until then Plaid reports no error. */
export const Migrating: Story = {
  parameters: {
    item: { institutionName: 'Tartan Bank', errorCode: null },
    webhook: 'the bank moves its users',
  },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'migrating');
    await expect(noticeIn(context)).toHaveAccessibleName('Keep Tartan Bank connected');
  },
};

/** The user has new accounts at the bank. This is no problem, so the notice can be dismissed. */
export const NewAccounts: Story = {
  parameters: {
    item: { institutionName: 'Tartan Bank', errorCode: null },
    webhook: 'new accounts',
  },
  args: { newAccounts: true, onDismiss: fn() },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'new_accounts');
    const notice = within(noticeIn(context));
    await expect(notice.getByRole('button', { name: /^Add accounts/ })).toBeVisible();
    await expect(notice.getByRole('button', { name: /^Not now/ })).toBeVisible();
  },
};

/** The user ended the access at the bank. The notice does not call that a problem. */
export const AccessEnded: Story = {
  parameters: {
    item: {
      institutionName: 'Tartan Bank',
      errorCode: 'ITEM_LOGIN_REQUIRED',
      errorCodeReason: 'OAUTH_USER_REVOKED',
    },
  },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveAccessibleName('You’ve turned off access at Tartan Bank');
  },
};

/** Another Item has the same login, and the bank keeps one of the two. The app asks which one to remove. */
export const Duplicate: Story = {
  parameters: { ...broken('ITEM_LOGIN_REQUIRED'), backend: 'another Item has the same login' },
  args: { onDuplicate: fn() },
  play: async (context) => {
    await clickIn(context, 'Remove one');
    await expect(context.args.onDuplicate).toHaveBeenCalledOnce();
    await untilNotice(context, 'data-topic', 'duplicate');
  },
};

/** The bank has locked the login. The user has to unlock it at the bank first. */
export const VisitBank: Story = {
  parameters: broken('ITEM_LOCKED'),
  play: (context) => untilNotice(context, 'data-topic', 'visit_bank'),
};

/** The bank is down. The user can only check again. */
export const Unavailable: Story = {
  parameters: broken('INSTITUTION_DOWN'),
  play: (context) => untilNotice(context, 'data-topic', 'wait'),
};

/** The user has checked again, and the notice says that the bank is still down. */
export const StillUnavailable: Story = {
  parameters: broken('INSTITUTION_DOWN'),
  play: async (context) => {
    await clickIn(context, 'Check now');
    await within(noticeIn(context)).findByText(/Checked just now/);
  },
};

/** The backend could not be asked how the connection is. The client tries again by itself, and the user can too. */
export const Unchecked: Story = {
  parameters: { backend: 'cannot say how Items are' },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'unchecked');
    await clickIn(context, 'Try again');
    await within(context.canvasElement).findByRole('button', { name: /^Try again/ });
    await expect(noticeIn(context)).toHaveAccessibleName('We couldn’t check this bank');
  },
};

/** The user is signed out of the app, which has `onSignIn`. */
export const SignedOut: Story = {
  parameters: { backend: 'says that the user is signed out' },
  args: { onSignIn: fn() },
  play: async (context) => {
    await clickIn(context, 'Sign in');
    await expect(context.args.onSignIn).toHaveBeenCalledOnce();
  },
};

/** The same in German. */
export const SignedOutInGerman: Story = {
  ...SignedOut,
  globals: { locale: 'de' },
  parameters: { backend: 'says that the user is signed out' },
  play: async (context) => {
    await clickIn(context, 'Anmelden');
    await expect(noticeIn(context)).toHaveTextContent('Sie wurden abgemeldet.');
  },
};

/** Update mode cannot help, so the button opens your usual Link. */
export const NewLinkNeeded: Story = {
  parameters: broken('ITEM_NOT_FOUND'),
  args: { onConnectAgain: fn() },
  play: async (context) => {
    await clickIn(context, 'Set up again');
    await expect(context.args.onConnectAgain).toHaveBeenCalledOnce();
  },
};

/** The same without `onConnectAgain`. The notice shows no button that would do nothing. */
export const NewLinkWithoutAction: Story = {
  parameters: broken('ITEM_NOT_FOUND'),
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'new_link');
    await expect(within(context.canvasElement).queryByRole('button')).toBeNull();
  },
};

/** The user has clicked, and the notice waits for the backend. */
export const Opening: Story = {
  parameters: { backend: 'link tokens never come' },
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await untilNotice(context, 'data-state', 'opening');
  },
};

/** Link is in front of the page. */
export const Open: Story = {
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.whenOpen();
    await untilNotice(context, 'data-state', 'open');
  },
};

/** `presentation="hosted"`: the user signs in on Plaid’s own page, and this page is beside it or behind it. */
export const InOtherTab: Story = {
  args: { presentation: 'hosted' },
  parameters: { hostedLink: true },
  play: async (context) => {
    await withoutTabs(async () => {
      await clickIn(context, 'Reconnect');
      await untilNotice(context, 'data-state', 'open');
    });
    await waitFor(() => expect(noticeIn(context)).toHaveTextContent('in the other tab'));
  },
};

/** The user is done, and the server asks Plaid whether the connection is healthy. */
export const Confirming: Story = {
  play: async (context) => {
    const { link, backend } = worldOf(context);
    await clickIn(context, 'Reconnect');
    await link.whenOpen();
    backend.gateway.getItem = () => new Promise(() => {});
    backend.gateway.reportRelink = () => new Promise(() => {});
    await link.succeed();
    // The notice first, its button a moment later: a check that is over at once is not shown.
    await untilNotice(context, 'data-state', 'confirming');
    await untilState(context, 'confirming');
  },
};

/** The user closed Link. The notice says for three seconds that nothing has changed, and its button offers another try. */
export const Exited: Story = {
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.exit();
    await untilNotice(context, 'data-state', 'exited');
    const button = within(noticeIn(context)).getByRole('button', { name: /^Reconnect/ });
    await waitFor(() => expect(button).toHaveFocus());
    await waitFor(() => expect(noticeIn(context)).toHaveTextContent('Nothing has changed'));
    await waitFor(() => expect(noticeIn(context)).not.toHaveTextContent('Nothing has changed'), {
      timeout: 10_000,
    });
  },
};

/** The text says what failed, so that the button keeps its size. */
export const Failed: Story = {
  parameters: { link: { script: 'blocked' } },
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await within(noticeIn(context)).findByText(/An ad blocker may be in the way/);
  },
};

/** The server has confirmed the repair. The notice has the focus, since its button is gone. */
export const Repaired: Story = {
  play: async (context) => {
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.succeed();
    await untilNotice(context, 'data-topic', 'repaired');
    await waitFor(() => expect(noticeIn(context)).toHaveFocus());
  },
};

const onHealth = fn();

/** A healthy Item shows nothing. */
export const Healthy: Story = {
  parameters: { item: { errorCode: null } },
  render: (args) => (
    <>
      <RelinkNotice {...args} />
      <HealthProbe itemId={args.itemId} onHealth={onHealth} />
      <p className="story-hint">A notice of a healthy Item shows nothing.</p>
    </>
  ),
  play: async (context) => {
    await waitFor(() => expect(onHealth).toHaveBeenCalledWith('healthy'));
    await expect(within(context.canvasElement).queryByRole('group')).toBeNull();
  },
};

/** A very long bank name, on the smallest phone. */
export const LongName: Story = {
  globals: { viewport: { value: 'small', isRotated: false } },
  parameters: {
    item: { institutionName: 'Llanfairpwllgwyngyllgogerychwyrndrobwll Building Society' },
  },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    const notice = noticeIn(context);
    await expect(notice.scrollWidth).toBeLessThanOrEqual(notice.clientWidth);
  },
};

/** Plaid does not name the bank. */
export const UnnamedBank: Story = {
  parameters: { item: { institutionName: '' } },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveAccessibleName('Sign in to your bank again');
  },
};

/** All texts in another language, `messages={germanMessages}`. */
export const German: Story = {
  globals: { locale: 'de' },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveTextContent('neu anmelden');
  },
};

/** Your own content: a function gets the texts, the health and the button. */
export const OwnLayout: Story = {
  parameters: {
    code: {
      component: 'RelinkNotice',
      children: `{({ words, action }) => (
  <p>
    <strong>{words.title}.</strong> {action}
  </p>
)}`,
    } satisfies StoryCode,
  },
  args: {
    children: ({ words, action }) => (
      <p style={{ margin: 0, display: 'grid', gap: 8, justifyItems: 'start' }}>
        <strong>{words.title}.</strong> {action}
      </p>
    ),
  },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveTextContent('Sign in to Tartan Bank again.');
    await clickIn(context, 'Reconnect');
    await worldOf(context).link.whenOpen();
  },
};

/** In a dark theme. The switch in the toolbar does the same to every story. */
export const Dark: Story = {
  globals: { theme: 'dark' },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveStyle({ colorScheme: 'dark' });
  },
};

/** Right to left, in Arabic. The switch in the toolbar does the same to every story. */
export const RightToLeft: Story = {
  globals: { direction: 'rtl', locale: 'ar' },
  play: async (context) => {
    await untilNotice(context, 'data-topic', 'relink');
    await expect(noticeIn(context)).toHaveStyle({ direction: 'rtl' });
  },
};

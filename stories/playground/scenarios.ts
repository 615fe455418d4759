import type { RelinkStatus } from 'react-plaid-relink';
import { SANDBOX_CREDENTIALS, type FakeLink } from 'react-plaid-relink/testing';

/** The player of the user's part: a designer's "Show me", which is slow, or a test. */
export interface Actor {
  /** Resolves as soon as there is a button to click. */
  click(): Promise<void>;
  link: FakeLink;
  /** Pauses so that a person can follow. */
  pause(): Promise<void>;
}

export interface Scenario {
  /** Tells the designer what the scenario is, and how to play it by hand. */
  text: string;
  /** The user's part. */
  play(actor: Actor): Promise<void>;
  /** What the button shows at the end. */
  ends: RelinkStatus;
}

const { username, password, mfaPassword } = SANDBOX_CREDENTIALS;

async function openLink({ click, link, pause }: Actor): Promise<void> {
  await pause();
  await click();
  await link.whenOpen();
  await pause();
}

/** Clicks, and checks that no Link opens. */
async function clickInVain({ click, pause }: Actor): Promise<void> {
  await pause();
  await click();
}

export const SCENARIOS = {
  succeeds: {
    text: 'The user logs in, and the connection works again. By hand: click, log in with user_good and pass_good, press Finish.',
    async play(actor) {
      await openLink(actor);
      await actor.link.enterCredentials(username, password);
      await actor.pause();
      await actor.link.succeed();
    },
    ends: 'relinked',
  },
  wrongPassword: {
    text: 'The password is wrong, and the user gives up. By hand: in Link, open "Make it fail", choose "Wrong password", and close Link.',
    async play(actor) {
      await openLink(actor);
      await actor.link.enterCredentials(username, 'pass_bad');
      await actor.pause();
      await actor.link.exit();
    },
    ends: 'exited',
  },
  securityCode: {
    text: 'The bank asks for a security code. By hand: in Link, open "Make it fail", choose "Ask for a security code", and enter 1234.',
    async play(actor) {
      await openLink(actor);
      await actor.link.enterCredentials(username, mfaPassword);
      await actor.pause();
      await actor.link.succeed();
    },
    ends: 'relinked',
  },
  oauthBank: {
    text: 'The bank sends its users to its own site, in a separate window. By hand: press "Log in there and allow", then Finish.',
    async play(actor) {
      await openLink(actor);
      await actor.link.succeed();
    },
    ends: 'relinked',
  },
  exits: {
    text: 'The user closes Link. Nothing has changed, and the focus is back on the button.',
    async play(actor) {
      await openLink(actor);
      await actor.link.exit();
    },
    ends: 'exited',
  },
  expiredToken: {
    text: 'Plaid says that the session has expired. The next click starts a new session. By hand: in Link, open "Make it fail", choose "Token expired", and close Link.',
    async play(actor) {
      await openLink(actor);
      await actor.link.enterCredentials('user_custom', '{"force_error":"INVALID_LINK_TOKEN"}');
      await actor.pause();
      await actor.link.exit();
    },
    ends: 'failed',
  },
  blockedScript: {
    text: 'An ad blocker blocks Plaid. Set linkScript to "loads" and click again: it works without a reload.',
    play: clickInVain,
    ends: 'failed',
  },
  offline: {
    text: 'There is no network. Set isOnline and click again.',
    play: clickInVain,
    ends: 'failed',
  },
  slowBackend: {
    text: 'Your server takes a second for each answer. The click is kept, and Link opens when the answer arrives.',
    async play(actor) {
      await openLink(actor);
      await actor.link.succeed();
    },
    ends: 'relinked',
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

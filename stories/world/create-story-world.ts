import type {
  FakeBackend,
  FakeItemInit,
  FakeLink,
  FakeLinkBehaviour,
  FakePlaid,
} from 'react-plaid-relink/testing';
import { createFakeWorld } from '../../test/support/fake-world';
import { hostedPageBaseUrl, onHostedLogIn } from './hosted-page';
import { comeBackFromBank, goOffline, hurry } from './surroundings';

/** The Plaid, backend and Link of one story, with one broken Item. */
export interface StoryWorld {
  plaid: FakePlaid;
  backend: FakeBackend;
  link: FakeLink;
  itemId: string;
  /** Another broken Item of the same user. */
  addItem(init?: FakeItemInit): string;
}

/** The Item of a story, from `parameters.item`. */
export type StoryItem = FakeItemInit;

/** The settings of a story's world, from its `parameters`. */
export interface StoryWorldOptions {
  item?: StoryItem;
  link?: Partial<FakeLinkBehaviour>;
  offline?: boolean;
  /** Time-outs run faster by this factor. The story's own steps must finish before them, even on a busy machine. */
  hurried?: number;
  /** Plaid's own page is offered if Link's script is blocked. */
  hostedLink?: boolean;
  /** What Plaid has told the backend about the story's Item. */
  webhook?: 'the bank moves its users' | 'new accounts';
  /** The user returns from the bank's site, in the same tab or in another browser. */
  oauthReturn?: 'same tab' | 'another browser';
}

const IN_30_MINUTES = 30 * 60_000;

let tearDown = (): void => {};

export async function createStoryWorld(options: StoryWorldOptions = {}): Promise<StoryWorld> {
  tearDown();
  const hostedLinkBaseUrl = hostedPageBaseUrl();
  const { plaid, backend, link, ...world } = createFakeWorld({
    ui: 'dialog',
    plaid: { hostedLinkBaseUrl },
    handlerOptions: {
      linkToken: {
        clientName: 'Story',
        countryCodes: ['US'],
        language: 'en',
        hostedLink: options.hostedLink ?? false,
      },
    },
  });
  const addItem = (init: FakeItemInit = {}): string =>
    world.addItem({ errorCode: 'ITEM_LOGIN_REQUIRED', ...init }).itemId;
  const itemId = addItem(options.item);
  if (options.webhook === 'the bank moves its users')
    await plaid.announceDisconnect(itemId, { reason: 'INSTITUTION_MIGRATION', inDays: 5 });
  if (options.webhook === 'new accounts') await plaid.announceNewAccounts(itemId);
  link.simulate(options.link ?? {});
  const endings = [
    link.uninstall,
    onHostedLogIn(hostedLinkBaseUrl, (url) => void plaid.completeHostedLink(url)),
    ...(options.offline ? [goOffline()] : []),
    ...(options.hurried ? [hurry(options.hurried)] : []),
  ];
  tearDown = () => {
    for (const end of endings) end();
    tearDown = () => {};
  };
  if (options.oauthReturn) {
    const isSameTab = options.oauthReturn === 'same tab';
    endings.push(comeBackFromBank(isSameTab ? await leaveForBank() : null));
  }
  return { plaid, backend, link, itemId, addItem };

  /** The state before the story: Link was open, and the bank's site replaced the page. */
  async function leaveForBank(): Promise<object> {
    const { signal } = new AbortController();
    const call = { signal, accountSelection: false };
    const { link_token: token } = await backend.gateway.createLinkToken(itemId, call);
    await plaid.link({ type: 'open', token });
    return { itemId, token, expiresAt: Date.now() + IN_30_MINUTES };
  }
}

import type { Decorator } from '@storybook/react-vite';
import { RelinkProvider, type RelinkGateway, type RelinkMessages } from 'react-plaid-relink';
import {
  createFakeBackend,
  createFakeLink,
  createFakePlaid,
  type FakeBackend,
  type FakeLink,
  type FakePlaid,
} from 'react-plaid-relink/testing';

/** A story's own Plaid, backend and Link, with one broken Item. */
export interface StoryWorld {
  plaid: FakePlaid;
  backend: FakeBackend;
  link: FakeLink;
  itemId: string;
}

let installed: FakeLink | null = null;

/** The Item of a story, from `parameters.item`. */
export type StoryItem = NonNullable<Parameters<FakePlaid['createItem']>[0]>;

export function createStoryWorld(options: StoryItem = {}): StoryWorld {
  installed?.uninstall();
  const plaid = createFakePlaid();
  const backend = createFakeBackend({ plaid });
  const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED', ...options });
  backend.own(item);
  const link = createFakeLink({ plaid, ui: 'dialog' });
  link.install();
  installed = link;
  return { plaid, backend, link, itemId: item.itemId };
}

/** The world that the preview's loader made for this story. */
export function worldOf({ loaded }: { loaded: Record<string, unknown> }): StoryWorld {
  const { world } = loaded as { world: StoryWorld };
  return world;
}

/** Never answers: what a story needs to stay in a state that passes. */
const never = (): Promise<never> => new Promise(() => {});

/** Ways in which the backend behaves, by the name that a story gives in `parameters.backend`. */
const BACKENDS = {
  works: (gateway: Required<RelinkGateway>): RelinkGateway => gateway,
  silent: (): RelinkGateway => ({ createLinkToken: never, getItem: never }),
  'confirms never': (gateway: Required<RelinkGateway>): RelinkGateway => ({
    ...gateway,
    getItem: never,
  }),
  'signed out': (): RelinkGateway => ({
    createLinkToken: () => Promise.reject(Object.assign(new Error('signed out'), { status: 401 })),
  }),
  'signed out while relinking': (gateway: Required<RelinkGateway>): RelinkGateway => ({
    ...gateway,
    createLinkToken: () => Promise.reject(Object.assign(new Error('signed out'), { status: 401 })),
  }),
  'link tokens never come': (gateway: Required<RelinkGateway>): RelinkGateway => ({
    ...gateway,
    createLinkToken: never,
  }),
};
export type BackendName = keyof typeof BACKENDS;

/** Puts the story under a provider that speaks to its world. */
export const withProvider: Decorator = (Story, context) => {
  const { backend, itemId } = worldOf(context);
  const { backend: name = 'works', messages } = context.parameters as {
    backend?: BackendName;
    messages?: Partial<RelinkMessages>;
  };
  return (
    <RelinkProvider gateway={BACKENDS[name](backend.gateway)} messages={messages}>
      <Story args={{ ...context.args, itemId }} />
    </RelinkProvider>
  );
};

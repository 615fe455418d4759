import type { Decorator } from '@storybook/react-vite';
import { RelinkProvider, type RelinkMessages } from 'react-plaid-relink';
import { BACKENDS, type BackendName } from './world/backends';
import type { StoryWorld, StoryWorldOptions } from './world/create-story-world';

export type { StoryWorld };
export { createStoryWorld, type StoryItem } from './world/create-story-world';

/** What the stories here say of themselves in `parameters`. */
export interface StoryParameters extends StoryWorldOptions {
  backend?: BackendName;
  messages?: Partial<RelinkMessages>;
}

/** The world that the preview's loader made for this story. */
export function worldOf({ loaded }: { loaded: Record<string, unknown> }): StoryWorld {
  const { world } = loaded as { world: StoryWorld };
  return world;
}

/** Failures are part of these stories, and not of the console. */
const expected = (): void => {};

/** Puts the story under a provider that speaks to its world, and gives it the Item where it is about one. */
export const withProvider: Decorator = (Story, context) => {
  const { backend, itemId } = worldOf(context);
  const { backend: name = 'works', messages } = context.parameters as StoryParameters;
  const args = 'itemId' in context.args ? { ...context.args, itemId } : context.args;
  return (
    <RelinkProvider
      gateway={BACKENDS[name](backend.gateway)}
      messages={messages}
      onError={expected}
    >
      <Story args={args} />
    </RelinkProvider>
  );
};

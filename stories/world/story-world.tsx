import type { Decorator } from '@storybook/react-vite';
import { RelinkProvider } from 'react-plaid-relink';
import { action } from 'storybook/actions';
import { localeNamed } from '../locales/locales';
import { BACKENDS, type BackendName } from './backends';
import type { StoryWorld, StoryWorldOptions } from './create-story-world';

export type { StoryWorld };
export { createStoryWorld, type StoryItem } from './create-story-world';

/** The `parameters` of the stories here. */
export interface StoryParameters extends StoryWorldOptions {
  backend?: BackendName;
}

/** The world that the preview's loader created for this story. */
export function worldOf({ loaded }: { loaded: Record<string, unknown> }): StoryWorld {
  const { world } = loaded as { world: StoryWorld };
  return world;
}

/** Failures belong to these stories, so they are kept out of the console. */
const expected = (): void => {};

/** In the panel "Actions" of each story: what an app's analytics would hear. */
const tellActivity = action('onActivity');

/** Renders the story under a provider of its world, and passes it the Item if it needs one. */
export const withProvider: Decorator = (Story, context) => {
  const { backend, itemId } = worldOf(context);
  const { backend: name = 'works' } = context.parameters as StoryParameters;
  const args = 'itemId' in context.args ? { ...context.args, itemId } : context.args;
  return (
    <RelinkProvider
      gateway={BACKENDS[name](backend.gateway)}
      messages={localeNamed(context.globals.locale).messages}
      onActivity={tellActivity}
      onError={expected}
    >
      <Story args={args} />
    </RelinkProvider>
  );
};

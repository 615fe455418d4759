import type { StoryWorld } from './create-story-world';

const worlds = new WeakMap<AbortSignal, Promise<StoryWorld>>();

/**
 * The world of one visit to a story. Storybook loads a story again for each change in its toolbar or its controls, and
 * a new world would put a button that failed back to its start. What stays from the first load to the end of the visit
 * is its signal.
 */
export function keepWorld(
  visit: AbortSignal,
  create: () => Promise<StoryWorld>,
): Promise<StoryWorld> {
  const world = worlds.get(visit) ?? create();
  worlds.set(visit, world);
  return world;
}

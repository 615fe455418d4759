import type { StoryWorld } from './create-story-world';

const worlds = new WeakMap<AbortSignal, Promise<StoryWorld>>();

/**
 * The world of one visit to a story. Storybook loads a story again for each change in its toolbar or its controls, and a
 * new world would reset a button that failed. A visit is recognised by its signal, which stays the same from the first
 * load to the end of the visit.
 */
export function keepWorld(
  visit: AbortSignal,
  create: () => Promise<StoryWorld>,
): Promise<StoryWorld> {
  const world = worlds.get(visit) ?? create();
  worlds.set(visit, world);
  return world;
}

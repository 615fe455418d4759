import type { Page } from 'playwright';
import { inject } from 'vitest';
import { readStories, untilPlayed, type StoryEntry } from '../../scripts/story-page.ts';
import type { Served } from '../support/serve';
import { serveFolder } from './static-site';

/** Where a Storybook may be put. */
const BELOW = '/some/path/';

/** Every story of the built Storybook, in the order of its sidebar. */
export const storyEntries = (): StoryEntry[] => readStories(inject('storybook'));

export interface StorybookSite {
  url: string;
  close: Served['close'];
}

export async function serveStorybook(): Promise<StorybookSite> {
  const { url, close } = await serveFolder(inject('storybook'), BELOW);
  return { url: `${url}${BELOW}`, close };
}

/** Goes on to another story without loading the page again, as a click in the sidebar does. */
export async function switchToStory(page: Page, id: string): Promise<void> {
  await emit(page, 'setCurrentStory', { storyId: id, viewMode: 'story' });
  await untilPlayed(page, id);
}

/** Says something on Storybook's own channel, as its toolbar and its sidebar do. */
export function emit(page: Page, event: string, payload: object): Promise<void> {
  return page.evaluate(
    (said) => {
      const channel = Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as {
        emit(event: string, payload: object): void;
      };
      channel.emit(said.event, said.payload);
    },
    { event, payload },
  );
}

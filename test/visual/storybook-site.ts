import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { inject, vi } from 'vitest';
import { untilPlayed } from '../../scripts/story-page.ts';
import type { Served } from '../support/serve';
import { serveFolder } from './static-site';

/** Where a Storybook may be put. */
const BELOW = '/some/path/';

const BUILD_TIMEOUT_MS = 600_000;

/** The folder of the built Storybook, as soon as it is built. */
export async function builtStorybook(): Promise<string> {
  const { dir, outcome } = inject('storybook');
  const options = { timeout: BUILD_TIMEOUT_MS, interval: 200 };
  const failure = await vi.waitFor(() => readFile(outcome, 'utf8'), options);
  if (failure) throw new Error(failure);
  return dir;
}

export interface StorybookSite {
  url: string;
  close: Served['close'];
}

export async function serveStorybook(): Promise<StorybookSite> {
  const { url, close } = await serveFolder(await builtStorybook(), BELOW);
  return { url: `${url}${BELOW}`, close };
}

/** Goes on to another story without loading the page again, as a click in the sidebar does. */
export async function switchToStory(page: Page, id: string): Promise<void> {
  await emit(page, 'setCurrentStory', { storyId: id, viewMode: 'story' });
  await untilPlayed(page, id);
}

/** As switchToStory, for a page of documentation. */
export function switchToDocs(page: Page, id: string): Promise<void> {
  return page.evaluate((storyId) => {
    const channel = Reflect.get(window, '__STORYBOOK_ADDONS_CHANNEL__') as {
      on(event: 'docsRendered', listener: (id: string) => void): void;
      emit(event: string, payload: object): void;
    };
    return new Promise<void>((resolve) => {
      channel.on('docsRendered', (rendered) => {
        if (rendered === storyId) resolve();
      });
      channel.emit('setCurrentStory', { storyId, viewMode: 'docs' });
    });
  }, id);
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

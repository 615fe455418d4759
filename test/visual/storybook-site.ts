import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { inject } from 'vitest';
import type { Served } from '../support/serve';
import { serveFolder } from './static-site';

export interface StoryEntry {
  id: string;
  title: string;
  name: string;
}

interface IndexEntry extends StoryEntry {
  type: 'story' | 'docs';
}

/** Where a Storybook may be put. */
const BELOW = '/some/path/';

/** Every story of the built Storybook, in the order of its sidebar. */
export function storyEntries(): StoryEntry[] {
  const text = readFileSync(join(inject('storybook'), 'index.json'), 'utf8');
  const { entries } = JSON.parse(text) as { entries: Record<string, IndexEntry> };
  return Object.values(entries).filter(({ type }) => type === 'story');
}

export interface StorybookSite {
  url: string;
  close: Served['close'];
}

export async function serveStorybook(): Promise<StorybookSite> {
  const { url, close } = await serveFolder(inject('storybook'), BELOW);
  return { url: `${url}${BELOW}`, close };
}

/** Opens a story by its address, and waits until it has played. */
export async function openStory(page: Page, site: StorybookSite, id: string): Promise<void> {
  await page.goto(`${site.url}iframe.html?viewMode=story&id=${id}`);
  await untilPlayed(page, id);
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

async function untilPlayed(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const preview: unknown = Reflect.get(window, '__STORYBOOK_PREVIEW__');
    const { currentRender } = (preview ?? {}) as { currentRender?: { id: string; phase: string } };
    if (currentRender?.id !== wanted) return false;
    return ['finished', 'errored', 'aborted'].includes(currentRender.phase);
  }, id);
}

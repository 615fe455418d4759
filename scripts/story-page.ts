import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';

export interface StoryEntry {
  id: string;
  title: string;
  name: string;
}

/** The index of a built Storybook. */
interface Index {
  entries: Record<string, StoryEntry & { type: 'story' | 'docs' }>;
}

/** Storybook's own record of the story on the page. */
interface Preview {
  currentRender?: { id: string; phase: string };
}

/** Every story, in the order of the sidebar; or every page of documentation. */
export function readStories(dir: string, wanted: 'story' | 'docs' = 'story'): StoryEntry[] {
  const index = join(dir, 'index.json');
  if (!existsSync(index)) {
    throw new Error(`There is no built Storybook in ${dir}: run "npm run build-storybook" first.`);
  }
  const { entries } = JSON.parse(readFileSync(index, 'utf8')) as Index;
  return Object.values(entries).filter(({ type }) => type === wanted);
}

/** Opens a story by its address, and waits until it has played. Storybook's own axe is off. */
export async function openStory(
  page: Page,
  url: string,
  id: string,
  globals: Readonly<Record<string, string>> = {},
): Promise<void> {
  const own = Object.entries(globals).map(([name, value]) => `;${name}:${value}`);
  await page.goto(
    `${url}iframe.html?viewMode=story&id=${id}&globals=a11y.manual:!true${own.join('')}`,
  );
  await untilPlayed(page, id);
}

/** Until a story has been rendered and, where that was its first time, played. */
export async function untilPlayed(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const preview = Reflect.get(globalThis, '__STORYBOOK_PREVIEW__') as Preview | undefined;
    const currentRender = preview?.currentRender;
    if (currentRender?.id !== wanted) return false;
    // After its play a story waits for animations and for its addons, which no visitor does.
    const played = ['completing', 'completed', 'afterEach', 'finished', 'errored', 'aborted'];
    return played.includes(currentRender.phase);
  }, id);
}

/** Until animations have come to rest, except those that never end. */
export async function untilAtRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Answers from the folder, so that a script needs no server. */
export async function serveFromFolder(page: Page, dir: string): Promise<string> {
  const url = 'http://localhost/storybook/';
  await page.route(`${url}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(dir, pathname.slice('/storybook/'.length)) });
  });
  return url;
}

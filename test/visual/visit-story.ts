import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright';
import { openStory, untilAtRest, untilPlayed, type StoryEntry } from '../../scripts/story-page.ts';
import { lookOf, type ElementLook } from './look-of';
import { emit, switchToStory, type StorybookSite } from './storybook-site';
import { watchPage } from './watch-page';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** An axe of our own: Storybook's runs in the page too, and one axe does one thing at a time. */
const OWN_AXE = `${AXE};window.ownAxe = window.axe;`;

export const APPEARANCES = [
  'light, left to right',
  'light, right to left',
  'dark, left to right',
  'dark, right to left',
] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** What was found in a story. */
export interface Visit {
  problems: string[];
  violations: Record<Appearance, string[]>;
  /** How much wider than the smallest phone it is, in pixels. */
  overflow: number;
  look: Record<'light' | 'dark', ElementLook[]>;
  /** The size of its first button, on a desktop. */
  button: Size | null;
}

export interface Size {
  width: number;
  height: number;
}

const DESKTOP = { width: 1280, height: 800 };
const SMALL_PHONE = { width: 320, height: 640 };

/** One page that goes from story to story. */
export interface Visitor {
  /** Looks at a story from all sides. Its play function runs once; the rest only changes the page around it. */
  visit(story: StoryEntry): Promise<Visit>;
}

export function createVisitor(page: Page, site: StorybookSite): Visitor {
  const problems = watchPage(page);
  let isOpen = false;

  async function goTo(id: string): Promise<void> {
    await page.setViewportSize(DESKTOP);
    if (isOpen) {
      await emit(page, 'updateGlobals', { globals: globalsOf(APPEARANCES[0]) });
      return switchToStory(page, id);
    }
    await openStory(page, site.url, id);
    isOpen = true;
  }

  return {
    async visit({ id }) {
      await goTo(id);
      const violations = {} as Visit['violations'];
      const look = {} as Visit['look'];
      for (const appearance of APPEARANCES) {
        await appear(page, id, appearance);
        violations[appearance] = await violationsIn(page);
        if (appearance === 'light, left to right') look.light = await lookOf(page);
        if (appearance === 'dark, left to right') look.dark = await lookOf(page);
      }
      const button = await buttonOf(page);
      await page.setViewportSize(SMALL_PHONE);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      return { problems: problems.splice(0), violations, overflow, look, button };
    },
  };
}

function buttonOf(page: Page): Promise<Size | null> {
  return page.evaluate(() => {
    const button = document.querySelector('#storybook-root [data-relink="button"]');
    if (!button) return null;
    const { width, height } = button.getBoundingClientRect();
    return { width, height };
  });
}

interface Globals {
  theme: string;
  direction: string;
}

const globalsOf = (appearance: Appearance): Globals => ({
  theme: appearance.startsWith('dark') ? 'dark' : 'light',
  direction: appearance.endsWith('right to left') ? 'rtl' : 'ltr',
});

/** As the toolbar does it, which renders the story again. A story that insists on a theme is told by hand. */
async function appear(page: Page, id: string, appearance: Appearance): Promise<void> {
  const wanted = globalsOf(appearance);
  await emit(page, 'updateGlobals', { globals: wanted });
  await untilPlayed(page, id);
  const own = await page.evaluate(() => {
    const { currentRender } = Reflect.get(window, '__STORYBOOK_PREVIEW__') as {
      currentRender: { story: { storyGlobals: Record<string, string> } };
    };
    return currentRender.story.storyGlobals;
  });
  await page.waitForFunction(
    ({ theme, direction }) =>
      document.documentElement.style.colorScheme === theme &&
      document.documentElement.dir === direction,
    { ...wanted, ...own },
  );
  await page.evaluate(({ theme, direction }) => {
    document.documentElement.style.colorScheme = theme;
    document.documentElement.dataset.theme = theme;
    document.documentElement.dir = direction;
  }, wanted);
  await untilAtRest(page);
}

async function violationsIn(page: Page): Promise<string[]> {
  // Storybook loads the page again where a story that waits for something does not end at once.
  if (!(await page.evaluate(() => 'ownAxe' in window))) await page.evaluate(OWN_AXE);
  return page.evaluate(async () => {
    const { run } = Reflect.get(window, 'ownAxe') as typeof axe;
    const { violations } = await run('#storybook-root', {
      // The page around a story is Storybook's.
      rules: { region: { enabled: false } },
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

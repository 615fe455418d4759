/** Stories of a built Storybook, in a page of Playwright's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every story, in the order of the sidebar; or every page of documentation. */
export function readStories(dir, wanted = 'story') {
  const index = join(dir, 'index.json');
  if (!existsSync(index)) {
    throw new Error(`There is no built Storybook in ${dir}: run "npm run build-storybook" first.`);
  }
  const { entries } = JSON.parse(readFileSync(index, 'utf8'));
  return Object.values(entries).filter(({ type }) => type === wanted);
}

/** Opens a story by its address, and waits until it has played. Storybook's own axe is off. */
export async function openStory(page, url, id, globals = {}) {
  const own = Object.entries(globals).map(([name, value]) => `;${name}:${value}`);
  await page.goto(
    `${url}iframe.html?viewMode=story&id=${id}&globals=a11y.manual:!true${own.join('')}`,
  );
  await untilPlayed(page, id);
}

/** Until a story has been rendered and, where that was its first time, played. */
export async function untilPlayed(page, id) {
  await page.waitForFunction((wanted) => {
    const { currentRender } = Reflect.get(globalThis, '__STORYBOOK_PREVIEW__') ?? {};
    if (currentRender?.id !== wanted) return false;
    // After its play a story waits for animations and for its addons, which no visitor does.
    const played = ['completing', 'completed', 'afterEach', 'finished', 'errored', 'aborted'];
    return played.includes(currentRender.phase);
  }, id);
}

/** Until what moves has come to rest; what never ends is let be. A colour on its way is nobody's. */
export async function untilAtRest(page) {
  await page.evaluate(async () => {
    const ending = globalThis.document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Answers from the folder, so that a script needs no server. */
export async function serveFromFolder(page, dir) {
  const url = 'http://localhost/storybook/';
  await page.route(`${url}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(dir, pathname.slice('/storybook/'.length)) });
  });
  return url;
}

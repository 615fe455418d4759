import { chromium, type Browser, type BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/chromium.ts';
import { readStories } from '../../scripts/story-page.ts';
import { describeLooks } from './describe-looks';
import { builtStorybook, serveStorybook, type StorybookSite } from './storybook-site';
import { APPEARANCES, createVisitor, type Visit } from './visit-story';

/** A failure that the story simulates, which React logs. */
const EXPECTED: Readonly<Record<string, RegExp>> = {
  'relinkbutton-failures--link-breaks': /Link could not be created \(simulated\)/,
};

const AT_ONCE = 2;
const stories = readStories(await builtStorybook());
/** What this package renders; the pages around it may look as they like. */
const components = [
  'relinkbutton',
  'relinkbutton-failures',
  'relinknotice',
  'relinklist',
  'theming',
  'design-systems',
];
const componentOf = ({ id }: { id: string }): string => id.replace(/--.*/, '');
const visits = new Map<string, Visit>();
let browser: Browser;
let context: BrowserContext;
let site: StorybookSite;

beforeAll(async () => {
  site = await serveStorybook();
  browser = await chromium.launch(launchOptions(process.env.CHROMIUM_PATH));
  // Without motion a look is what it will be.
  context = await browser.newContext({ reducedMotion: 'reduce' });
  const waiting = [...stories];
  await Promise.all(Array.from({ length: AT_ONCE }, visitNext));

  async function visitNext(): Promise<void> {
    const visitor = createVisitor(await context.newPage(), site);
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      visits.set(story.id, await visitor.visit(story));
    }
  }
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

function visitOf(id: string): Visit {
  const visit = visits.get(id);
  if (!visit) throw new Error(`The story ${id} was not visited.`);
  return visit;
}

describe.each(stories)('$title, $name', ({ id }) => {
  it('the story plays through below any path and requests nothing from another machine', () => {
    const unexpected = visitOf(id).problems.filter((text) => !EXPECTED[id]?.test(text));
    expect(unexpected).toEqual([]);
  });

  it.each(APPEARANCES)('the story has no violation that axe finds, in %s', (appearance) => {
    expect(visitOf(id).violations[appearance]).toEqual([]);
  });

  it('the story fits the smallest phone', () => {
    expect(visitOf(id).overflow).toBe(0);
  });
});

describe('the look of every story', () => {
  it.each(components)('the stories of %s look as recorded', async (component) => {
    const shown = stories
      .filter((story) => componentOf(story) === component)
      .map(({ id, name }) => ({ story: name, ...visitOf(id).look }));
    await expect(describeLooks(shown)).toMatchFileSnapshot(`looks/${component}.txt`);
  });
});

describe('the size of a button', () => {
  const states = stories.filter(
    (story) => componentOf(story) === 'relinkbutton' && !story.id.endsWith('--as-child'),
  );
  it.each(states)(
    'a button has one line and the width of its widest label in the state "$name"',
    ({ id }) => {
      const { button } = visitOf(id);
      expect(button?.height).toBe(36);
      expect(button?.width).toBeGreaterThanOrEqual(136);
    },
  );
});

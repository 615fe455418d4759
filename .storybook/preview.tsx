import type { Decorator, Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import { createStoryWorld, type StoryParameters } from '../stories/world/story-world';
import { keepWorld } from '../stories/world/kept-world';
import '../src/styles.css';
import { storyCode, type CodeContext } from '../stories/code/story-code';
import { LOCALE_NAMES, LOCALES } from '../stories/locales/locales';
import { appearanceOf, applyAppearance, initialGlobals } from './appearance';
import { ThemedDocs } from './docs-container';
import { DocsPage } from './docs-page';
import './preview.css';

/** On a documentation page, a story applies its theme and direction only to itself. */
const withAppearance: Decorator = (Story, { globals, viewMode }) => {
  const appearance = appearanceOf(globals);
  if (viewMode !== 'docs') {
    applyAppearance(appearance);
    return <Story />;
  }
  return (
    <div
      className="story-in-docs"
      dir={appearance.direction}
      lang={appearance.locale.lang}
      data-theme={appearance.theme}
      style={{ colorScheme: appearance.theme }}
    >
      <Story />
    </div>
  );
};

/** The time-out of queries. It is long, because a first click waits for chunks, and a busy machine sends them slowly. */
const WAIT_MS = 10_000;

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    // A violation fails the story's test.
    a11y: { test: 'error' },
    // The theme has its own switch.
    backgrounds: { disable: true },
    controls: { expanded: true },
    docs: {
      container: ThemedDocs,
      page: DocsPage,
      codePanel: true,
      source: {
        language: 'tsx',
        // What Storybook prints of a story has minified names and the fakes of the story in it.
        transform: (_printed: string, context: CodeContext) => storyCode(context),
      },
    },
    layout: 'centered',
    options: {
      storySort: {
        order: [
          'Overview',
          ['Start here', 'Playground', 'States', 'On a phone', 'Compare'],
          'Components',
          ['Button', 'Notice', 'List'],
          'Patterns',
          ['Custom UI', 'Design systems', 'Dialogs', 'Do and don’t'],
          'Foundations',
          ['Anatomy', 'Tokens', 'Words', 'Icons and motion'],
          'Engineering',
          ['Failures', 'Return page', 'Plaid’s own page', 'Your app', 'Try your backend'],
        ],
      },
    },
    viewport: {
      options: {
        small: { name: 'Small phone', styles: { width: '320px', height: '640px' }, type: 'mobile' },
        phone: { name: 'Phone', styles: { width: '390px', height: '844px' }, type: 'mobile' },
        tablet: { name: 'Tablet', styles: { width: '820px', height: '1180px' }, type: 'tablet' },
        desktop: { name: 'Desktop', styles: { width: '1280px', height: '800px' }, type: 'desktop' },
      },
    },
  },
  // Before the first render, because react-plaid-link looks for Link's script only once.
  loaders: [
    async ({ parameters, abortSignal }) => ({
      world: await keepWorld(abortSignal, () => createStoryWorld(parameters)),
    }),
  ],
  beforeEach: ({ parameters }) => {
    const { hurried = 1 } = parameters as StoryParameters;
    // A story that speeds up its timers speeds up this one too.
    configure({ asyncUtilTimeout: WAIT_MS * hurried });
  },
  globalTypes: {
    theme: {
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      toolbar: {
        title: 'Direction',
        icon: 'paragraph',
        items: [
          { value: 'auto', title: 'direction of the language' },
          { value: 'ltr', title: 'left to right' },
          { value: 'rtl', title: 'right to left' },
        ],
        dynamicTitle: true,
      },
    },
    locale: {
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: LOCALE_NAMES.map((value) => ({ value, title: LOCALES[value].title })),
        dynamicTitle: true,
      },
    },
  },
  initialGlobals,
  decorators: [withAppearance],
};
export default preview;

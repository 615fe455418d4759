import type { Decorator, Preview } from '@storybook/react-vite';
import { configure } from 'storybook/test';
import { createStoryWorld, type StoryParameters } from '../stories/story-world';
import { keepWorld } from '../stories/world/kept-world';
import '../src/styles.css';
import { appearanceOf, applyAppearance, initialAppearance } from './appearance';
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
    docs: { container: ThemedDocs, page: DocsPage },
    layout: 'centered',
    options: {
      storySort: {
        order: [
          'Start here',
          'Playground',
          'RelinkButton',
          'RelinkButton failures',
          'RelinkNotice',
          'RelinkList',
          'RelinkRedirect',
          'Theming',
          'Custom UI',
          'Dialogs',
          'Try your backend',
          '*',
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
      toolbar: { title: 'Direction', icon: 'paragraph', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { ...initialAppearance },
  decorators: [withAppearance],
};
export default preview;

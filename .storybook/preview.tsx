import type { Preview } from '@storybook/react-vite';
import { createStoryWorld, type StoryItem } from '../stories/story-world';
import '../src/styles.css';
import './preview.css';

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    // A violation fails the story's test.
    a11y: { test: 'error' },
    layout: 'centered',
    controls: { expanded: true },
  },
  // Before the first render: react-plaid-link looks for Link's script once.
  loaders: [
    ({ parameters }) => ({ world: createStoryWorld((parameters as { item?: StoryItem }).item) }),
  ],
  globalTypes: {
    theme: {
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      toolbar: { title: 'Direction', icon: 'paragraph', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', direction: 'ltr' },
  decorators: [
    (Story, { globals }) => {
      const { theme, direction } = globals as { theme: string; direction: string };
      document.documentElement.style.colorScheme = theme;
      document.documentElement.dir = direction;
      return <Story />;
    },
  ],
};
export default preview;

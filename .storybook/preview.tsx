import type { Preview } from '@storybook/react-vite';
import { createStoryWorld } from '../stories/story-world';
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
  loaders: [() => ({ world: createStoryWorld() })],
};
export default preview;

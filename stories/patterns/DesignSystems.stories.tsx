import type { Meta, StoryObj } from '@storybook/react-vite';
import { RelinkButton } from 'react-plaid-relink';
import { expect } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import { MuiRelinkButton } from '../theming/mui-button';
import muiFile from '../theming/mui-button.tsx?raw';
import { PlainButton } from '../theming/plain-button';
import { BUTTON_ARGS } from '../world/arg-types';
import { buttonIn, clickButton, untilState } from '../world/play';
import { withProvider, worldOf } from '../world/story-world';

/**
 * Your design system's own button, with the behaviour of this package. `asChild` gives one button your look; the slots of
 * `RelinkProvider` (`components`, `classNames`) give it to every button of notices and lists too.
 */
const meta = {
  title: 'Patterns/Design systems',
  id: 'design-systems',
  component: RelinkButton,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: BUTTON_ARGS,
  parameters: { item: { institutionName: 'Tartan Bank' } },
} satisfies Meta<typeof RelinkButton>;
export default meta;

type Story = StoryObj<typeof meta>;

/** `Button` is shadcn/ui's own in an app. */
const SHADCN = `import { RelinkButton } from 'react-plaid-relink';
import { Button } from '@/components/ui/button';

export function ReconnectButton({ itemId }: { itemId: string }) {
  return (
    <RelinkButton itemId={itemId} asChild>
      {({ status, error }) => (
        <Button>{error?.displayMessage ?? (status === 'relinked' ? 'Connected' : 'Reconnect')}</Button>
      )}
    </RelinkButton>
  );
}
`;

/** A button in the style of shadcn/ui, through `asChild`. Its own CSS reads `data-state`. */
export const LikeShadcn: Story = {
  parameters: { code: { file: SHADCN } satisfies StoryCode },
  render: ({ itemId }) => (
    <RelinkButton itemId={itemId} asChild>
      {({ status, error }) => (
        <PlainButton>
          {error?.displayMessage ?? (status === 'relinked' ? 'Connected' : 'Reconnect')}
        </PlainButton>
      )}
    </RelinkButton>
  ),
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'relinked');
    await expect(buttonIn(context)).toHaveTextContent('Connected');
    await expect(buttonIn(context)).toHaveClass('plain-button');
  },
};

/** The same while your server is busy. The ring turns, unless the user prefers reduced motion. */
export const LikeShadcnBusy: Story = {
  ...LikeShadcn,
  parameters: { backend: 'silent', code: { file: SHADCN } satisfies StoryCode },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'opening');
    await expect(buttonIn(context)).toHaveAttribute('aria-busy', 'true');
  },
};

/** Material UI's own button, through `asChild`. */
export const MaterialUi: Story = {
  name: 'Material UI',
  parameters: { code: { file: muiFile } satisfies StoryCode },
  render: ({ itemId }, { globals }) => (
    <MuiRelinkButton itemId={itemId} theme={globals.theme === 'dark' ? 'dark' : 'light'} />
  ),
  play: async (context) => {
    await clickButton(context);
    await worldOf(context).link.succeed();
    await untilState(context, 'relinked');
    await expect(buttonIn(context)).toHaveClass('MuiButton-outlined');
    // Else a picture has Material UI's focus ripple in it.
    buttonIn(context).blur();
  },
};

/** The same after a failure. The button says what is wrong, and a click tries again. */
export const MaterialUiFailed: Story = {
  ...MaterialUi,
  name: 'Material UI, Failed',
  parameters: { backend: 'signed out', code: { file: muiFile } satisfies StoryCode },
  play: async (context) => {
    await clickButton(context);
    await untilState(context, 'failed');
    await expect(buttonIn(context)).toHaveTextContent('signed out');
    buttonIn(context).blur();
  },
};

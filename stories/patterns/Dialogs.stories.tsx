import type { Meta, StoryObj } from '@storybook/react-vite';
import type { ComponentType } from 'react';
import { expect, screen, userEvent, waitFor, within } from 'storybook/test';
import type { StoryCode } from '../code/story-code';
import chakraFile from '../dialogs/chakra-dialog.tsx?raw';
import muiFile from '../dialogs/mui-dialog.tsx?raw';
import nativeFile from '../dialogs/native-dialog.tsx?raw';
import radixFile from '../dialogs/radix-dialog.tsx?raw';
import { ChakraDialog } from '../dialogs/chakra-dialog';
import { withChakraTheme, withMuiTheme } from './dialog-themes';
import { MuiDialog } from '../dialogs/mui-dialog';
import { NativeDialog } from '../dialogs/native-dialog';
import { RadixDialog } from '../dialogs/radix-dialog';
import '../dialogs/dialogs.css';
import { withProvider, worldOf } from '../world/story-world';

/**
 * A modal dialog keeps the focus, the pointer and the screen reader to itself. Link opens outside of the dialog, so the
 * dialog must let go while Link is open. `useIsLinkOpen()` says when. Each library has its own prop for this; the code
 * of these stories is in `docs/dialogs.md`.
 */
const meta = {
  title: 'Patterns/Dialogs',
  id: 'dialogs',
  component: RadixDialog,
  decorators: [withProvider],
  args: { itemId: '' },
  argTypes: { itemId: { control: false } },
  parameters: { controls: { disable: true } },
} satisfies Meta<typeof RadixDialog>;
export default meta;

type Story = StoryObj<typeof meta>;
type PlayContext = Parameters<NonNullable<Story['play']>>[0];

const inPage = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });

/** The content of Link's iframe, once Plaid has answered. */
async function linkOf(context: PlayContext) {
  const { iframe } = await worldOf(context).link.whenOpen();
  const { contentDocument } = iframe;
  if (!contentDocument) throw new Error('The iframe of the fake Link has no document.');
  return within(contentDocument.body);
}

const story = (Dialog: ComponentType<{ itemId: string }>, file: string): Story => ({
  parameters: { code: { file } satisfies StoryCode },
  render: ({ itemId }) => <Dialog itemId={itemId} />,
  async play(context) {
    const { step } = context;
    await step('Open Link from the dialog', async () => {
      await userEvent.click(await inPage('Bank details'));
      await userEvent.click(await inPage('Reconnect'));
    });
    await step('Log in: Link has the focus and the pointer', async () => {
      const link = await linkOf(context);
      const username = await link.findByLabelText('Username');
      await userEvent.click(username);
      await expect(username).toHaveFocus();
      await userEvent.type(username, 'user_good');
      await userEvent.type(link.getByLabelText('Password'), 'pass_good');
      await userEvent.click(link.getByRole('button', { name: 'Log in' }));
      await userEvent.click(await link.findByRole('button', { name: 'Finish' }));
    });
    await step('Back in the dialog, on the button', async () => {
      await waitFor(() => expect(screen.getByRole('button', { name: 'Connected' })).toHaveFocus());
      // The dialog may fade in.
      await waitFor(() =>
        expect(screen.getByRole('dialog', { name: 'Tartan Bank' })).toBeVisible(),
      );
    });
  },
});

/** Radix sees a closed dialog while Link is open; `forceMount` keeps it in the page. */
export const Radix: Story = story(RadixDialog, radixFile);

/** MUI stops pulling the focus back, and stops hiding the rest of the page from screen readers. */
export const Mui: Story = { ...story(MuiDialog, muiFile), name: 'MUI', decorators: [withMuiTheme] };

/** Chakra's dialog closes for Link and opens again. */
export const Chakra: Story = { ...story(ChakraDialog, chakraFile), decorators: [withChakraTheme] };

/** The browser's own dialog closes for Link and opens again. */
export const Native: Story = story(NativeDialog, nativeFile);

import { render } from '@testing-library/react';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { RelinkButton } from 'react-plaid-relink';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ChakraDialog } from '../../stories/dialogs/chakra-dialog';
import { MuiDialog } from '../../stories/dialogs/mui-dialog';
import { NativeDialog } from '../../stories/dialogs/native-dialog';
import { RadixDialog } from '../../stories/dialogs/radix-dialog';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';
import { PlainChakra, PlainMui, PlainNative, PlainRadix, PlainReactAria } from './plain-dialogs';

type Dialog = ComponentType<{ itemId: string }>;

const RECIPES: [string, Dialog][] = [
  ['Radix', RadixDialog],
  ['MUI', MuiDialog],
  ['Chakra', ChakraDialog],
  ['a native <dialog>', NativeDialog],
];
const PLAIN: [string, Dialog][] = [
  ['Radix', PlainRadix],
  ['MUI', PlainMui],
  ['Chakra', PlainChakra],
  ['a native <dialog>', PlainNative],
];

const button = (name: string) => page.getByRole('button', { name });
const linkFrame = () => page.frameLocator(page.getByTitle('Plaid Link'));
const iframe = (): HTMLElement => page.getByTitle('Plaid Link').element() as HTMLElement;

beforeEach(() => document.body.removeAttribute('style'));

async function openDialog(app: FakeApp, Tested: Dialog, rest?: ReactNode): Promise<void> {
  render(
    app.provide(
      <>
        <input aria-label="Outside" data-testid="outside" />
        {rest}
        <Tested itemId={app.itemId} />
      </>,
    ),
  );
  if (rest) await eventually(() => expect(iframe()).toBeInTheDocument());
  await button('Bank details').click();
  await expect.element(button('Done')).toBeVisible();
}

/** Whether a dialog keeps the focus to itself: what is outside of it is not left the focus. */
function holdsFocus(): boolean {
  const outside = page.getByTestId('outside').element() as HTMLElement;
  outside.focus();
  return document.activeElement !== outside;
}

/** Chakra's may take the focus in Link's iframe for a click beside the dialog, which closes it; or may not. */
function hasClosed(): boolean {
  const dialog = page.getByRole('dialog').query();
  return !dialog || dialog.getAttribute('data-state') === 'closed';
}

describe.each(RECIPES)('in %s, with the recipe', (_library, Tested) => {
  it('a user logs in with mouse and keyboard in a dialog with the recipe, and returns to its button', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    await openDialog(app, Tested);
    // Some begin to hold it only once their transition is over.
    await eventually(() => expect(holdsFocus()).toBe(true));
    await button('Reconnect').click();
    await app.link.whenOpen();
    expect(holdsFocus()).toBe(false);

    await linkFrame().getByLabelText('Username').click();
    await userEvent.keyboard('user_good{Tab}pass_good{Enter}');
    await linkFrame().getByRole('button', { name: 'Finish' }).click();
    const relinked = button('Connected');
    await expect.element(relinked).toBeVisible();
    await eventually(() => expect(document.activeElement).toBe(relinked.element()));
    await eventually(() => expect(holdsFocus()).toBe(true));
  });

  it('Escape closes Link, the next Escape closes the dialog, and the page is as it was before', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    await openDialog(app, Tested);
    await button('Reconnect').click();
    await app.link.whenOpen();
    await userEvent.keyboard('{Escape}');
    await eventually(() => expect(document.activeElement).toBe(button('Reconnect').element()));
    await expect.element(button('Done')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await eventually(() => expect(document.activeElement).toBe(button('Bank details').element()));
    await eventually(() => {
      expect(document.body.style.overflow).toBe('');
      expect(document.body.style.pointerEvents).toBe('');
    });
  });

  it('no modal dialog hides Link from assistive technology, where the dialog uses the recipe', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    await openDialog(app, Tested);
    await button('Reconnect').click();
    await app.link.whenOpen();
    await eventually(() => {
      const modals = [...document.querySelectorAll('[aria-modal="true"], :modal')];
      expect(modals.filter((modal) => modal.checkVisibility())).toEqual([]);
    });
    expect(iframe().closest('[aria-hidden="true"], [inert]')).toBeNull();
    await app.link.exit();
  });
});

describe.each(PLAIN)('in %s, without a recipe', (_library, Tested) => {
  it('a dialog without the recipe keeps its focus trap while Link is open, or closes', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    await openDialog(app, Tested);
    await button('Reconnect').click();
    await app.link.whenOpen();
    expect(holdsFocus() || hasClosed()).toBe(true);
    await app.link.exit();
  });
});

describe.each(PLAIN.filter(([name]) => name === 'Radix' || name === 'MUI'))(
  'in %s, without a recipe',
  (_library, Tested) => {
    it('a user can click into Link above a dialog without the recipe, and the click does not close the dialog', async () => {
      const app = createFakeApp({ ui: 'dialog' });
      await openDialog(app, Tested);
      await button('Reconnect').click();
      await app.link.whenOpen();
      await linkFrame().getByLabelText('Password').click();
      await userEvent.keyboard('secret');
      await expect.element(linkFrame().getByLabelText('Password')).toHaveValue('secret');
      expect(app.link.current).not.toBeNull();
      await app.link.exit();
      await expect.element(button('Done')).toBeVisible();
    });

    it('a Link that was prepared before a dialog opened is not hidden from assistive technology', async () => {
      const app = createFakeApp({ ui: 'dialog' });
      await openDialog(app, Tested, <RelinkButton itemId={app.itemId} prepareOn="mount" />);
      await eventually(() => expect(iframe()).toHaveAttribute('aria-hidden', 'true'));
      const inDialog = page.getByRole('dialog').getByRole('button', { name: 'Reconnect' });
      await inDialog.click();
      await app.link.whenOpen();
      expect(iframe()).not.toHaveAttribute('aria-hidden');
      await app.link.exit();
    });
  },
);

describe.each([...PLAIN, ['React Aria', PlainReactAria] satisfies [string, Dialog]])(
  'in %s, without a recipe',
  (_library, Tested) => {
    it('the outcome is announced where assistive technology can hear it, inside a dialog without the recipe', async () => {
      const app = createFakeApp();
      await openDialog(app, Tested);
      await page.getByRole('dialog').getByRole('button', { name: 'Reconnect' }).click();
      await app.link.exit();
      const region = (): Element | null => document.querySelector('[data-relink="announcer"]');
      await eventually(() =>
        expect(region()?.textContent.trim()).toBe('Nothing has changed at your bank.'),
      );
      expect(region()?.closest('[inert], [aria-hidden="true"]')).toBeNull();
      const modal = document.querySelector(':modal, [aria-modal="true"]');
      if (modal) expect(modal.contains(region())).toBe(true);
    });
  },
);

describe('a dialog that locks scrolling and closes as Link opens', () => {
  it('the page scrolls after Link, where a dialog locked its scrolling and closed as Link opened', async () => {
    const app = createFakeApp({ ui: 'dialog' });
    function ScrollLock({ children }: { children: ReactNode }): ReactNode {
      useEffect(() => {
        document.body.style.overflow = 'hidden';
        return () => {
          document.body.style.overflow = '';
        };
      }, []);
      return children;
    }
    function Page(): ReactNode {
      const [isOpen, setIsOpen] = useState(true);
      return isOpen ? (
        <ScrollLock>
          <RelinkButton
            itemId={app.itemId}
            onStatusChange={(status) => {
              if (status === 'open') setIsOpen(false);
            }}
          />
        </ScrollLock>
      ) : (
        <p>Closed</p>
      );
    }
    render(app.provide(<Page />));
    await button('Reconnect').click();
    await expect.element(page.getByText('Closed')).toBeInTheDocument();
    await app.link.exit();
    expect(document.body.style.overflow).toBe('');
  });
});

// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton, type RelinkOptions } from 'react-plaid-relink';
import { eventually } from '../support/eventually';
import { createFakeApp, type FakeApp } from '../support/fake-app';

const SCRIPT = 'script[src*="link-initialize.js"]';
const srcOfScripts = () => Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src');
const native = srcOfScripts();
let plaid: FakeApp['plaid'];
let link: FakeApp['link'];
let addItem: FakeApp['addItem'];
let provide: FakeApp['provide'];

beforeEach(() => {
  ({ plaid, link, addItem, provide } = createFakeApp({ ui: 'dialog' }));
});

function showButton(institutionId: string, options: RelinkOptions = {}): string {
  const itemId = addItem({ institutionId, errorCode: 'ITEM_LOGIN_REQUIRED' });
  render(provide(<RelinkButton itemId={itemId} onError={() => {}} {...options} />));
  return itemId;
}

/** What a person sees of Link. */
async function dialogOf(): Promise<HTMLElement> {
  const { iframe } = await link.whenOpen();
  return iframe.contentDocument?.body ?? document.body;
}

async function press(name: string): Promise<void> {
  const buttons = [...(await dialogOf()).querySelectorAll('button')];
  const wanted = buttons.find(({ textContent }) => textContent === name);
  if (!wanted) throw new Error(`Link shows no button "${name}".`);
  wanted.click();
}

describe('the fake Link at Platypus OAuth Bank', () => {
  const OAUTH = 'ins_127287';

  it('the fake Link relinks an Item when the user allows access on the bank’s own site', async () => {
    const onEvent = vi.fn();
    const itemId = showButton(OAUTH, { onEvent });
    await userEvent.click(screen.getByRole('button'));
    await press('Log in there and allow');
    await eventually(() => press('Finish'));
    await screen.findByText('Connected');
    expect(plaid.itemState(itemId).errorCode).toBeNull();
    expect(onEvent.mock.calls.map(([name]) => name as string)).toEqual(
      expect.arrayContaining(['OPEN_OAUTH', 'CLOSE_OAUTH']),
    );
  });

  it('the fake Link reports INSUFFICIENT_CREDENTIALS when the user closes the bank’s window, and asks for no password', async () => {
    const onExit = vi.fn();
    const itemId = showButton(OAUTH, { onExit });
    await userEvent.click(screen.getByRole('button'));
    expect((await dialogOf()).querySelector('input')).toBeNull();
    await press('Close the bank’s window');
    await eventually(async () =>
      expect((await dialogOf()).querySelector('[role="alert"]')?.textContent).toContain(
        'not finished',
      ),
    );
    await link.exit();
    expect(onExit).toHaveBeenCalledWith(
      expect.objectContaining({ error_code: 'INSUFFICIENT_CREDENTIALS' }),
      expect.objectContaining({ status: 'requires_oauth' }),
    );
    expect(plaid.itemState(itemId).errorCode).toBe('ITEM_LOGIN_REQUIRED');
  });

  it('succeed() relinks an Item of an OAuth bank like any other', async () => {
    const itemId = showButton(OAUTH);
    await userEvent.click(screen.getByRole('button'));
    await link.succeed();
    await screen.findByText('Connected');
    expect(plaid.itemState(itemId).relinkCount).toBe(1);
  });
});

describe('a fake Link whose script is blocked', () => {
  it('a fake Link with a blocked script fails the click as an ad blocker does, and sends no request', async () => {
    link.simulate({ script: 'blocked' });
    const onError = vi.fn();
    showButton('ins_109508', { onError });
    expect(Reflect.get(window, 'Plaid')).toBeUndefined();
    await userEvent.click(screen.getByRole('button'));
    await screen.findByText(/An ad blocker may be in the way/, { selector: 'p' });
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'link_blocked' }));
    const armed = [...document.querySelectorAll<HTMLScriptElement>(SCRIPT)].filter(
      ({ type }) => type === '' || type === 'text/javascript',
    );
    expect(armed).toEqual([]);
  });

  it('G12: a fake Link with a blocked script works at the next click once the script loads', async () => {
    link.simulate({ script: 'blocked' });
    const itemId = showButton('ins_109508');
    await userEvent.click(screen.getByRole('button'));
    await screen.findByText(/An ad blocker may be in the way/, { selector: 'p' });
    link.simulate({ script: 'loads' });
    await userEvent.click(screen.getByRole('button'));
    await link.succeed();
    await screen.findByText('Connected');
    expect(plaid.itemState(itemId).errorCode).toBeNull();
  });
});

describe.each(['loads', 'blocked'] as const)('a fake Link whose script is %s', (script) => {
  it('uninstall() removes everything that the fake Link has installed', () => {
    link.simulate({ script });
    expect(srcOfScripts()?.set).not.toBe(native?.set);
    link.uninstall();
    expect(srcOfScripts()).toEqual(native);
    expect(document.querySelectorAll(SCRIPT)).toHaveLength(0);
    expect('Plaid' in window).toBe(false);
  });
});

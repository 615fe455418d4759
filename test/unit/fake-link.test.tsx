// @vitest-environment jsdom
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { usePlaidLink } from 'react-plaid-link';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RelinkButton, RelinkProvider } from 'react-plaid-relink';
import { createFakeBackend } from 'react-plaid-relink/testing';
import { settlePromises } from '../support/fake-environment';
import { createFakeApp, type FakeApp } from '../support/fake-app';

let plaid: FakeApp['plaid'];
let backend: FakeApp['backend'];
let link: FakeApp['link'];
let itemId: string;

beforeEach(() => {
  ({ plaid, backend, link, itemId } = createFakeApp());
});

const signal = new AbortController().signal;
const mint = async () =>
  (
    await backend.gateway.createLinkToken(itemId, {
      signal,
      accountSelection: false,
      purpose: 'repair',
    })
  ).link_token;

function createWith(token: string) {
  const events: [string, Record<string, unknown>][] = [];
  const onSuccess = vi.fn();
  const onExit = vi.fn();
  const handler = link.create({
    token,
    onSuccess,
    onExit,
    onEvent: (name, metadata) => events.push([name, { ...metadata }]),
  });
  return { handler, events, onSuccess, onExit };
}

describe('the fake Link', () => {
  it('the fake Link reports OPEN with the update mode at once, and all other events with the outcome', async () => {
    const { handler, events, onSuccess } = createWith(await mint());
    handler.open();
    await link.whenOpen();
    expect(events.map(([name]) => name)).toEqual(['OPEN']);
    expect(events[0]?.[1]).toMatchObject({
      is_update_mode: 'true',
      institution_name: 'First Platypus Bank',
    });
    await link.succeed();
    expect(events.map(([name]) => name)).toEqual([
      'OPEN',
      'TRANSITION_VIEW',
      'SUBMIT_CREDENTIALS',
      'HANDOFF',
    ]);
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^public-/),
      expect.objectContaining({
        institution: { name: 'First Platypus Bank', institution_id: 'ins_109508' },
      }),
    );
    expect(plaid.itemState(itemId)).toMatchObject({ errorCode: null, relinkCount: 1 });
  });

  it('the fake Link refuses a token that its fake Plaid has not made, as Plaid does', async () => {
    const { handler, events, onExit } = createWith('link-sandbox-made-up');
    handler.open();
    await link.whenOpen();
    expect(events).toEqual([]);
    await link.exit();
    expect(events.map(([name]) => name)).toEqual(['ERROR', 'EXIT']);
    expect(onExit).toHaveBeenCalledWith(
      expect.objectContaining({ error_code: 'INVALID_LINK_TOKEN' }),
      expect.anything(),
    );
  });

  it('the fake Link opens each token once', async () => {
    const token = await mint();
    createWith(token).handler.open();
    await link.exit();
    const second = createWith(token);
    second.handler.open();
    await link.exit();
    expect(second.onExit.mock.calls[0]?.[0]).toMatchObject({ error_code: 'INVALID_LINK_TOKEN' });
  });

  it('the fake Link passes the last error to onExit when the user just closes it', async () => {
    const { handler, onExit } = createWith(await mint());
    handler.open();
    await link.enterCredentials('user_good', 'wrong');
    await link.exit();
    expect(onExit.mock.calls[0]?.[0]).toMatchObject({ error_code: 'INVALID_CREDENTIALS' });
  });

  it('the fake Link’s create() throws the errors of the real one', () => {
    expect(() => createWith('')).toThrow(/Link requires a key or token/);
  });

  it('the fake Link makes an iframe per handler, hides the scroll bar while open, and cleans up', async () => {
    const { handler } = createWith(await mint());
    expect(document.querySelectorAll('iframe[id^="plaid-link-iframe-"]')).toHaveLength(1);
    handler.open();
    await link.whenOpen();
    expect(document.body.style.overflow).toBe('hidden');
    handler.destroy();
    expect(document.body.style.overflow).toBe('');
    expect(document.querySelectorAll('iframe')).toHaveLength(0);
  });

  it('the fake Link works through react-plaid-link as in an app', async () => {
    const token = await mint();
    const onSuccess = vi.fn();
    const App = () => {
      const { open, ready } = usePlaidLink({ token, onSuccess });
      return (
        <button disabled={!ready} onClick={() => open()}>
          Connect
        </button>
      );
    };
    render(<App />);
    await userEvent.click(screen.getByRole('button'));
    await link.succeed();
    expect(onSuccess).toHaveBeenCalledOnce();
  });
});

describe('button, real handler, fake Plaid and fake Link together', () => {
  const button = () => screen.getByRole('button', { name: /\w/ });
  const state = () => button().dataset.state;
  function renderButton(props: Partial<Parameters<typeof RelinkButton>[0]> = {}, provider = {}) {
    render(
      <RelinkProvider gateway={backend.gateway} {...provider}>
        <RelinkButton itemId={itemId} {...props} />
      </RelinkProvider>,
    );
  }

  it('a click relinks an Item with a link token, through the real handler and the fakes', async () => {
    const onRelinked = vi.fn();
    renderButton({ onRelinked });
    await userEvent.click(button());
    await link.succeed();
    await waitFor(() => expect(state()).toBe('relinked'));
    expect(onRelinked).toHaveBeenCalledOnce();
    expect(plaid.itemState(itemId).errorCode).toBeNull();
  });

  it('a click relinks an Item with a public token, through the real handler and the fakes', async () => {
    renderButton(
      {},
      {
        publicKeyOptions: {
          publicKey: plaid.publicKey,
          clientName: 'App',
          env: 'sandbox',
          product: ['auth'],
        },
      },
    );
    await userEvent.click(button());
    await link.succeed();
    await waitFor(() => expect(state()).toBe('relinked'));
    expect(plaid.requests.map(({ path }) => path)).toContain('/item/public_token/create');
  });

  it('G12: the click after too many wrong passwords opens Link with a new token', async () => {
    renderButton();
    await userEvent.click(button());
    for (const password of ['a', 'b', 'c']) await link.enterCredentials('user_good', password);
    await link.exit();
    await waitFor(() => expect(state()).toBe('failed'));
    expect(button()).toHaveTextContent(/again/);
    await userEvent.click(button());
    await link.succeed();
    await waitFor(() => expect(state()).toBe('relinked'));
  });

  it('G1: a token that expired while the button was ready is not opened', async () => {
    renderButton({ prepareOn: 'mount' });
    await waitFor(() => expect(state()).toBe('ready'));
    plaid.clock.advance(31 * 60_000);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31 * 60_000);
    await userEvent.click(button());
    await link.succeed();
    vi.restoreAllMocks();
    await waitFor(() => expect(state()).toBe('relinked'));
  });

  it('a user who is signed out is told to sign in', async () => {
    backend = createFakeBackend({ plaid, handlerOptions: { authenticate: () => null } });
    renderButton();
    await userEvent.click(button());
    await screen.findByText('You’ve been signed out. Sign in again to continue.');
  });

  it('G9: a Link without an OPEN event is no error, and the server confirms its success', async () => {
    link.simulate({ open: 'silent' });
    const onError = vi.fn();
    renderButton({ onError });
    await userEvent.click(button());
    await link.succeed();
    await waitFor(() => expect(state()).toBe('relinked'));
    expect(onError).not.toHaveBeenCalled();
  });

  it('G12: the click after a Link that could not be created opens another', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    link.simulate({ create: 'throws' });
    renderButton();
    await userEvent.click(button());
    await waitFor(() => expect(state()).toBe('failed'));
    logged.mockRestore();
    link.simulate({ create: 'ok' });
    await userEvent.click(button());
    await link.succeed();
    await waitFor(() => expect(state()).toBe('relinked'));
  });

  it('a relink leaves no iframe in the page', async () => {
    renderButton();
    await userEvent.click(button());
    await link.exit();
    await waitFor(() => expect(state()).toBe('exited'));
    await waitFor(() => expect(document.querySelectorAll('iframe')).toHaveLength(0));
    await settlePromises();
    expect(link.counts).toEqual({ creates: 1, opens: 1, destroys: 1 });
  });
});

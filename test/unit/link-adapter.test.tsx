// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkCallbacks } from '../../src/core/link/port';
import { linkAdapter } from '../../src/browser/link/link-adapter';
import { eventually } from '../support/eventually';
import { exitMetadata } from '../support/fake-link-port';
import { installStubPlaid, type StubPlaid } from '../support/stub-plaid';

let plaid: StubPlaid;
beforeEach(() => {
  plaid = installStubPlaid();
});
afterEach(() => plaid.uninstall());

function callbacks() {
  return {
    onReady: vi.fn(),
    onLoad: vi.fn(),
    onSuccess: vi.fn(),
    onExit: vi.fn(),
    onEvent: vi.fn(),
    onFailure: vi.fn(),
  } satisfies LinkCallbacks;
}

async function mount(options: Partial<Parameters<typeof linkAdapter.mount>[0]> = {}) {
  const spies = callbacks();
  const link = linkAdapter.mount({ token: 'link-x-1', ...options }, spies);
  await eventually(() =>
    expect(spies.onReady.mock.calls.length + spies.onFailure.mock.calls.length).toBe(1),
  );
  return { link, spies, handler: plaid.handlers.at(-1) };
}

describe('one Link through react-plaid-link', () => {
  it('Link is created once, hidden, with its token', async () => {
    const { handler } = await mount();
    expect(plaid.handlers).toHaveLength(1);
    expect(handler?.config.token).toBe('link-x-1');
    expect(handler?.opened).toBe(0);
  });

  it('Link opens when open() is called', async () => {
    const { link, handler } = await mount();
    link.open();
    expect(handler?.opened).toBe(1);
  });

  it('Link gets the public key beside a public token', async () => {
    const { handler } = await mount({
      token: 'public-x-1',
      publicKeyOptions: {
        publicKey: 'the-key',
        clientName: 'App',
        env: 'sandbox',
        product: ['auth'],
      },
    });
    expect(handler?.config).toMatchObject({ key: 'the-key', token: 'public-x-1', env: 'sandbox' });
  });

  it('Link gets a receivedRedirectUri only where the caller passes one', async () => {
    expect((await mount()).handler?.config).not.toHaveProperty('receivedRedirectUri');
    const uri = 'https://app.test/oauth?oauth_state_id=1';
    expect((await mount({ receivedRedirectUri: uri })).handler?.config.receivedRedirectUri).toBe(
      uri,
    );
  });

  it('an open Link is destroyed although it never answers the exit', async () => {
    const { link, handler } = await mount();
    link.open();
    link.remove();
    link.remove();
    await eventually(() => expect(handler?.destroyed).toBe(1));
    expect(handler?.exited).toBe(1);
  });

  it('a Link that has exited is destroyed without a second exit', async () => {
    const { link, handler } = await mount();
    link.open();
    handler?.config.onExit(null, exitMetadata);
    link.remove();
    await eventually(() => expect(handler?.destroyed).toBe(1));
    expect(handler?.exited).toBe(0);
  });

  it('an error that Plaid.create throws reaches onFailure', async () => {
    plaid.throwOnCreate = new Error('Invalid key and token');
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { spies } = await mount();
    expect(spies.onFailure).toHaveBeenCalledExactlyOnceWith(plaid.throwOnCreate);
    logged.mockRestore();
  });

  it.each([undefined, null, {}, 'link', { open() {} }])(
    'G11: a Plaid.create that returns %j instead of a Link reaches onFailure at once',
    async (created) => {
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
      Reflect.set(window, 'Plaid', { create: () => created });
      const { spies } = await mount();
      expect(spies.onReady).not.toHaveBeenCalled();
      const message = expect.stringContaining('returned no Link') as string;
      expect(spies.onFailure).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message }));
      logged.mockRestore();
    },
  );

  it('the page keeps its own window.Plaid', async () => {
    const before: unknown = Reflect.get(window, 'Plaid');
    await mount();
    expect(Reflect.get(window, 'Plaid')).toBe(before);
  });

  it('the frame of a Link that cannot be destroyed is taken out of the page, and other frames stay', async () => {
    const other = document.body.appendChild(document.createElement('iframe'));
    const frame = document.createElement('iframe');
    Reflect.set(window, 'Plaid', {
      create() {
        document.body.append(frame);
        return { open() {}, exit() {} };
      },
    });
    const { link, spies } = await mount();
    link.open();
    link.remove();
    await eventually(() => expect(frame.isConnected).toBe(false));
    expect(other.isConnected).toBe(true);
    expect(spies.onFailure).not.toHaveBeenCalled();
    other.remove();
  });

  it('removing Link restores the page’s scrolling', async () => {
    const { link } = await mount();
    link.open();
    document.body.style.overflow = 'hidden';
    link.remove();
    await eventually(() => expect(document.body.style.overflow).toBe(''));
  });
});

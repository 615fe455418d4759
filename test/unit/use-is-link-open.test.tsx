// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { RelinkButton, useIsLinkOpen } from 'react-plaid-relink';
import { settlePromises } from '../support/fake-environment';
import '../support/warm-chunks';
import { createStubApp } from '../support/stub-app';

function Dialog(): ReactNode {
  return <output>{useIsLinkOpen() ? 'lets go' : 'holds on'}</output>;
}

const holdsOn = (): boolean => screen.getByRole('status').textContent === 'holds on';

describe('useIsLinkOpen', () => {
  it('useIsLinkOpen() is true while any Link of the page is open, and needs no provider', async () => {
    const { App, opened, exit } = createStubApp();
    render(
      <StrictMode>
        <Dialog />
        <App>
          <RelinkButton itemId="presence-a">A</RelinkButton>
          <RelinkButton itemId="presence-b">B</RelinkButton>
        </App>
      </StrictMode>,
    );
    for (const name of ['A', 'B']) {
      expect(holdsOn()).toBe(true);
      await userEvent.click(screen.getByRole('button', { name }));
      await waitFor(() => expect(holdsOn()).toBe(false));
      exit(await opened());
    }
    expect(holdsOn()).toBe(true);
  });

  it('useIsLinkOpen() is false while the server is asked after Link', async () => {
    const { App, opened, succeed, gateway } = createStubApp();
    gateway.getItem.mockImplementation(() => new Promise(() => {}));
    render(
      <App>
        <Dialog />
        <RelinkButton itemId="presence-c" />
      </App>,
    );
    await userEvent.click(screen.getByRole('button'));
    succeed(await opened());
    await waitFor(() =>
      expect(screen.getByRole('button')).toHaveAttribute('data-state', 'confirming'),
    );
    expect(holdsOn()).toBe(true);
  });

  it('useIsLinkOpen() is false while Link is only prepared, and after it could not be opened', async () => {
    const { App, gateway } = createStubApp();
    render(
      <App>
        <Dialog />
        <RelinkButton itemId="presence-d" />
      </App>,
    );
    await userEvent.tab();
    await waitFor(() => expect(screen.getByRole('button')).toHaveAttribute('data-state', 'ready'));
    expect(holdsOn()).toBe(true);
    gateway.createLinkToken.mockRejectedValue(Object.assign(new Error('no'), { status: 401 }));
    render(
      <App>
        <RelinkButton itemId="presence-e" prepareOn="click" onError={() => {}}>
          E
        </RelinkButton>
      </App>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'E' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'E' })).toHaveAttribute('data-state', 'failed'),
    );
    expect(holdsOn()).toBe(true);
  });

  it('useIsLinkOpen() becomes false when the provider unmounts with an open Link', async () => {
    const { App, opened } = createStubApp();
    render(<Dialog />);
    const { unmount } = render(
      <App>
        <RelinkButton itemId="presence-f" />
      </App>,
    );
    await userEvent.click(screen.getByRole('button'));
    await opened();
    expect(holdsOn()).toBe(false);
    unmount();
    await act(() => settlePromises());
    await waitFor(() => expect(holdsOn()).toBe(true));
  });

  it('useIsLinkOpen() is false on a server', () => {
    expect(renderToString(<Dialog />)).toContain('holds on');
  });
});

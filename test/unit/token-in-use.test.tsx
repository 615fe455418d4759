// @vitest-environment jsdom
import { act, render, screen, waitFor } from '@testing-library/react';
import { lazy, StrictMode, Suspense } from 'react';
import { useLinkTokenForItem } from 'react-plaid-relink';
import { beforeEach, describe, expect, it } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { createStubApp, type StubApp } from '../support/stub-app';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

describe('a token in use by a custom UI', () => {
  const Probe = ({ name, inUse = false }: { name: string; inUse?: boolean }) => (
    <output aria-label={name}>{useLinkTokenForItem('item-a', { inUse }).token}</output>
  );
  const text = (name: string) => screen.getByRole('status', { name }).textContent;
  const untilToken = (name: string) => waitFor(() => expect(text(name)).toMatch(/^link-/));

  it('G2 G3: a token that is in use from the first render belongs to its hook alone', async () => {
    render(
      <app.App>
        <Probe name="user" inUse />
        <Probe name="other" />
      </app.App>,
    );
    await untilToken('user');
    expect(text('other')).not.toBe(text('user'));
  });

  it('G2 G3: a token in use stays the same while a Suspense boundary hides the component', async () => {
    let resolve: (module: { default: () => null }) => void = () => {};
    const Late = lazy(() => new Promise<{ default: () => null }>((settle) => (resolve = settle)));
    const Suspender = ({ on }: { on: boolean }) => (on ? <Late /> : null);
    const Page = ({ inUse, on }: { inUse: boolean; on: boolean }) => (
      <app.App>
        <Suspense fallback="wait">
          <Probe name="user" inUse={inUse} />
          <Suspender on={on} />
        </Suspense>
      </app.App>
    );
    const view = render(<Page inUse={false} on={false} />);
    await untilToken('user');
    view.rerender(<Page inUse on={false} />);
    const used = text('user');
    view.rerender(<Page inUse on />);
    await act(settlePromises);
    await act(async () => {
      resolve({ default: () => null });
      await settlePromises();
    });
    view.rerender(<Page inUse on={false} />);
    await act(settlePromises);
    expect(text('user')).toBe(used);
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });

  it('G2 G3: a token in use survives the second mount of StrictMode', async () => {
    render(
      <StrictMode>
        <app.App>
          <Probe name="user" inUse />
        </app.App>
      </StrictMode>,
    );
    await untilToken('user');
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });

  it('G2 G3: a hook that unmounts with its token in use causes no further request', async () => {
    const view = render(
      <app.App>
        <Probe name="user" inUse />
      </app.App>,
    );
    await untilToken('user');
    view.rerender(<app.App />);
    await act(settlePromises);
    expect(app.gateway.createLinkToken).toHaveBeenCalledTimes(1);
  });
});

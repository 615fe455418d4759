// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { RelinkButton, type RelinkButtonProps } from 'react-plaid-relink';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStubApp, HEALTHY, type StubApp } from '../support/stub-app';
import type { StubHandler } from '../support/stub-plaid';

let app: StubApp;
beforeEach(() => {
  app = createStubApp();
});

async function openLink(props: Partial<RelinkButtonProps> = {}): Promise<StubHandler> {
  render(
    <app.App>
      <RelinkButton itemId="item-a" {...props} />
    </app.App>,
  );
  fireEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(app.plaid.handlers.at(-1)?.opened).toBe(1));
  const [handler] = app.plaid.handlers;
  if (!handler) throw new Error('Link was not opened.');
  return handler;
}
const state = () => screen.getByRole('button').dataset.state;
const call = (callback: (...args: never[]) => void, ...args: unknown[]): void =>
  void Reflect.apply(callback, undefined, args);

describe('a Link, or a wrapper of it, that leaves arguments of its callbacks out', () => {
  it.each([[undefined], [null], ['none']])(
    'G11: an OPEN event with the metadata %j shows that Link is open',
    async (metadata) => {
      const { config } = await openLink();
      call(config.onEvent, 'OPEN', metadata);
      await waitFor(() => expect(state()).toBe('open'));
    },
  );

  it('an event without metadata reaches the app with an object, and Link goes on', async () => {
    const onEvent = vi.fn();
    const { config } = await openLink({ onEvent });
    call(config.onEvent, 'ERROR');
    expect(onEvent).toHaveBeenCalledExactlyOnceWith('ERROR', expect.any(Object));
  });

  it.each([[undefined], [null]])(
    'G11: a success with the metadata %j is confirmed as any other',
    async (metadata) => {
      app.set('item-a', HEALTHY);
      const onSuccess = vi.fn();
      const { config } = await openLink({ onSuccess });
      call(config.onSuccess, 'public-x', metadata);
      await waitFor(() => expect(state()).toBe('relinked'));
      expect(onSuccess).toHaveBeenCalledExactlyOnceWith('public-x', expect.any(Object));
    },
  );

  it.each([[undefined], [null], [{}]])(
    'G11: an exit with the error %j and no metadata frees the button',
    async (error) => {
      const onExit = vi.fn();
      const { config } = await openLink({ onExit });
      call(config.onExit, error);
      await waitFor(() => expect(state()).toBe('exited'));
      expect(onExit).toHaveBeenCalledOnce();
    },
  );

  it('an exit without an error tells the app null', async () => {
    const onExit = vi.fn();
    const { config } = await openLink({ onExit });
    call(config.onExit);
    await waitFor(() => expect(state()).toBe('exited'));
    expect(onExit).toHaveBeenCalledExactlyOnceWith(null, expect.any(Object));
  });
});

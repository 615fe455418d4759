// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { RelinkButton, RelinkProvider, useItemHealth } from 'react-plaid-relink';
import { describe, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';
import { BROKEN, createStubApp, HEALTHY } from '../support/stub-app';

function Health({ itemId }: { itemId: string }) {
  return <p>{useItemHealth(itemId).health?.state}</p>;
}

/** One Item under two providers. The first has opened Link, and the second was clicked too. */
async function clickBoth() {
  const app = createStubApp();
  app.set('item-a', BROKEN);
  const onError = vi.fn();
  const onRelinked = vi.fn();
  render(
    <>
      <app.App>
        <RelinkButton itemId="item-a" />
      </app.App>
      <RelinkProvider gateway={app.gateway} onError={onError}>
        <RelinkButton itemId="item-a" onRelinked={onRelinked} />
        <Health itemId="item-a" />
      </RelinkProvider>
    </>,
  );
  await screen.findByText('needs_update');
  const [one, two] = screen.getAllByRole('button') as [HTMLElement, HTMLElement];
  fireEvent.click(one);
  const link = await app.opened();
  fireEvent.click(two);
  await waitFor(() => expect(two).toHaveAttribute('data-state', 'failed'));
  return { app, one, two, link, onError, onRelinked };
}

describe('two providers with one Item', () => {
  it('the error of a click says that Link is open for this Item under another provider', async () => {
    const { onError } = await clickBoth();
    expect(onError.mock.lastCall?.[0]).toMatchObject({ code: 'session_in_progress' });
    const { message } = onError.mock.lastCall?.[0] as Error;
    expect(message).toMatch(/open for this Item.*another <RelinkProvider>/);
    expect(message).not.toMatch(/another Item/);
  });

  it('a relink under one provider reaches the button and the health of the other, once each', async () => {
    const { app, one, two, link, onRelinked } = await clickBoth();
    app.set('item-a', HEALTHY);
    const asked = app.gateway.getItem.mock.calls.length;
    app.succeed(link);
    await waitFor(() => expect(one).toHaveAttribute('data-state', 'relinked'));
    await waitFor(() => expect(two).toHaveAttribute('data-state', 'relinked'));
    await screen.findByText('healthy');
    await act(settlePromises);
    expect(onRelinked).toHaveBeenCalledOnce();
    // The session that relinked, the session that heard of it, and the hook.
    expect(app.gateway.getItem.mock.calls.length - asked).toBe(3);
  });

  it('a relink that the backend denies under the other provider changes nothing there', async () => {
    const { app, one, two, link, onRelinked } = await clickBoth();
    app.gateway.getItem.mockResolvedValueOnce({ item_id: 'item-a', ...HEALTHY } as never);
    app.succeed(link);
    await waitFor(() => expect(one).toHaveAttribute('data-state', 'relinked'));
    await act(settlePromises);
    expect(two).toHaveAttribute('data-state', 'failed');
    expect(onRelinked).not.toHaveBeenCalled();
  });
});

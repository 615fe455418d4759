// @vitest-environment jsdom
import { render, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  germanMessages,
  RelinkButton,
  RelinkProvider,
  type RelinkButtonProps,
} from 'react-plaid-relink';
import { button } from '../support/stub-app';

// As after a new deployment, which has taken the old files away.
vi.mock('../../src/browser/engine', () => ({
  get createBrowserEngine(): never {
    throw new TypeError('Failed to fetch dynamically imported module: /assets/engine.js');
  },
}));
// As it is for as long as its chunk has not come.
vi.mock(import('../../src/components/feedback/load-feedback'), () => ({
  loadedFeedback: undefined,
  loadFeedback() {},
  shownView: (newest) => newest,
}));

const onError = vi.fn();
const onActivity = vi.fn();
beforeEach(() => {
  onError.mockReset();
  onActivity.mockReset();
});

/** Renders a button, and presses it. */
async function press(props: Partial<RelinkButtonProps>, messages = {}): Promise<void> {
  render(
    <RelinkProvider onError={onError} onActivity={onActivity} messages={messages}>
      <RelinkButton itemId="item-a" {...props} />
    </RelinkProvider>,
  );
  await userEvent.click(button());
  await waitFor(() => expect(button()).toHaveAttribute('data-state', 'failed'));
}

describe('a button whose chunks do not load', () => {
  it.each(['below', 'inside', 'none', undefined] as const)(
    'G11: a button whose chunks do not load says so itself, whatever errorPlacement says (%s), and can be pressed again',
    async (errorPlacement) => {
      await press({ errorPlacement });
      expect(button()).toHaveTextContent('We couldn’t connect. Check your internet.');
      expect(button()).not.toHaveAttribute('aria-busy');
      expect(button()).not.toHaveAttribute('aria-disabled');
      await userEvent.click(button());
      await waitFor(() => expect(onError).toHaveBeenCalledTimes(2));
    },
  );

  it('a click whose chunk does not load is told to onError once, and onActivity, whose steps the engine tells, hears of none', async () => {
    await press({});
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'network_error', itemId: 'item-a' }),
    );
    expect(onActivity).not.toHaveBeenCalled();
  });

  it('a button whose chunks do not load speaks the provider’s language', async () => {
    await press({}, germanMessages);
    expect(button()).toHaveTextContent('Keine Verbindung. Bitte prüfen Sie Ihr Internet.');
  });
});

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelinkClient, type RelinkEngine } from '../../src/core/client/client';
import { sessionStoreOf } from '../../src/core/client/session-store';
import { createFakeEnvironment } from '../support/fake-environment';

it('the engine hears when a click was that has waited for its chunk', async () => {
  vi.useFakeTimers({ now: 5_000 });
  onTestFinished(() => void vi.useRealTimers());
  const open = vi.fn<RelinkEngine['open']>(() => new Promise(() => {}));
  const client = createRelinkClient({
    env: createFakeEnvironment(),
    async fetchEngine() {
      await vi.advanceTimersByTimeAsync(700);
      return () => ({ open }) as unknown as RelinkEngine;
    },
  });
  onTestFinished(client.retain());
  const options = () => ({});
  void sessionStoreOf(client).open('item-a', options);
  await vi.advanceTimersByTimeAsync(0);
  expect(open).toHaveBeenCalledWith('item-a', options, expect.objectContaining({ at: 5_000 }));
  expect(Date.now()).toBe(5_700);
});

/** What a click comes to where the engine's chunk fails so. */
async function failureOf(cause: Error, isOnline = true) {
  const env = createFakeEnvironment();
  const client = createRelinkClient({
    env: { setTimer: env.setTimer, isOnline: () => isOnline },
    fetchEngine: () => Promise.reject(cause),
  });
  const stop = client.retain();
  client.configure({ onError: () => {} });
  const result = await sessionStoreOf(client).open('item-a', () => ({}));
  stop();
  return result.status === 'failed' ? result.error : null;
}

describe('a click whose chunk does not load', () => {
  it.each([
    ['Node', "Cannot find package 'react-plaid-link' imported from /app/dist/link-adapter.js"],
    ['Jest, webpack and Turbopack', "Cannot find module 'react-plaid-link'"],
    ['Vite’s import analysis', 'Failed to resolve import "react-plaid-link" from "src/x.js".'],
    [
      'Vite, for an optional peer',
      'Could not resolve "react-plaid-link" imported by "react-plaid-relink". Is it installed?',
    ],
    ['Chrome', 'Failed to resolve module specifier "react-plaid-link".'],
    ['Firefox', 'The specifier “react-plaid-link” was a bare specifier.'],
    ['Safari', "Module name, 'react-plaid-link' does not resolve to a valid URL."],
  ])(
    'a click whose chunk needs a missing package names it as %s does, and is not retryable',
    async (_who, text) => {
      expect(await failureOf(new Error(text))).toMatchObject({
        code: 'invalid_options',
        retryable: false,
        message: expect.stringMatching(
          /^react-plaid-link is not installed\. See .*invalid_options\.md$/,
        ) as string,
      });
    },
  );

  it('a click whose chunk did not come is a failure of the network that names the file', async () => {
    const url = 'https://app.test/assets/react-plaid-link-1a2b.js';
    const cause = new TypeError(`Failed to fetch dynamically imported module: ${url}`);
    expect(await failureOf(cause)).toMatchObject({
      code: 'network_error',
      retryable: true,
      cause,
      message: expect.stringContaining(url) as string,
    });
    expect(await failureOf(cause, false)).toMatchObject({ code: 'offline' });
  });
});

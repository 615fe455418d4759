import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderHook, waitFor } from '@testing-library/react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import { expect, onTestFinished, vi } from 'vitest';
import { createFakeWorld } from '../support/fake-world';
import { readTypes } from './official-types';

const require = createRequire(import.meta.url);

/**
 * react-plaid-link's own types of what Link reports: always those of 5.0.0, which corrected the ones of 4.x (fields
 * that were missing, null where it said string) without any change to what it does.
 */
export const linkTypes = readTypes(
  join(dirname(require.resolve('react-plaid-link/package.json')), 'src/types/index.ts'),
);

/** react-plaid-link by itself over the fake Link, with a broken Item: no provider and no component of the package. */
export function createLinkPage() {
  const { plaid, link, addItem } = createFakeWorld();
  const item = addItem();
  return {
    plaid,
    link,
    item,
    /** A link token for the Item. */
    async mint(fields = {}): Promise<string> {
      const { data } = await plaid.client().linkTokenCreate({
        client_name: 'App',
        language: 'en',
        country_codes: ['US'],
        user: { client_user_id: 'user-1' },
        access_token: item.accessToken,
        ...fields,
      });
      return String(data.link_token);
    },
  };
}

export type LinkPage = ReturnType<typeof createLinkPage>;

/** Leaves nothing to the next test; react-plaid-link keeps a tag that it once found. */
export function cleanPage({ link }: LinkPage): void {
  link.uninstall();
  for (const tag of document.querySelectorAll('script')) tag.remove();
  document.body.removeAttribute('style');
}

type LinkOptions = Partial<PlaidLinkOptions> & { token: string | null };

/** An app's use of `usePlaidLink`, with an ear at each callback. */
export function mountLink(options: LinkOptions) {
  const events: { name: string; metadata: Record<string, unknown> }[] = [];
  const onSuccess = vi.fn<PlaidLinkOptions['onSuccess']>();
  const onExit = vi.fn<NonNullable<PlaidLinkOptions['onExit']>>();
  const onLoad = vi.fn();
  const { result, rerender, unmount } = renderHook(
    (given: LinkOptions) =>
      usePlaidLink({
        onSuccess,
        onExit,
        onLoad,
        onEvent: (name, metadata) => void events.push({ name, metadata: { ...metadata } }),
        ...given,
      }),
    { initialProps: options },
  );
  onTestFinished(unmount);
  return { result, rerender, unmount, events, onSuccess, onExit, onLoad };
}

/** The same, ready and opened. */
export async function openLink({ link }: LinkPage, options: LinkOptions) {
  const mounted = mountLink(options);
  await waitFor(() => expect(mounted.result.current.ready).toBe(true));
  mounted.result.current.open();
  const handler = await link.whenOpen();
  return { ...mounted, handler };
}

export function iframes(): HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')];
}

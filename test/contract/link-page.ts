import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { renderHook, waitFor } from '@testing-library/react';
import { usePlaidLink, type PlaidLinkOptions } from 'react-plaid-link';
import {
  createFakeLink,
  createFakePlaid,
  type FakeLink,
  type FakePlaid,
} from 'react-plaid-relink/testing';
import { expect, onTestFinished, vi } from 'vitest';
import { readTypes } from './official-types';
import { linkTokenRequest } from '../support/served-plaid';

const require = createRequire(import.meta.url);

/**
 * react-plaid-link's own types of what Link reports: always those of 5.0.0, which corrected the ones of 4.x (fields
 * that were missing, null where it said string) without any change to what it does.
 */
export const linkTypes = readTypes(
  join(dirname(require.resolve('react-plaid-link/package.json')), 'src/types/index.ts'),
);

export interface LinkPage {
  plaid: FakePlaid;
  link: FakeLink;
  item: { itemId: string; accessToken: string };
  /** A link token for the Item. */
  mint(fields?: object): Promise<string>;
}

export function createLinkPage(): LinkPage {
  const plaid = createFakePlaid();
  const link = createFakeLink({ plaid });
  const item = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  link.install();
  return {
    plaid,
    link,
    item,
    async mint(fields = {}) {
      const request = { ...linkTokenRequest(item.accessToken), ...fields };
      return String((await plaid.client().linkTokenCreate(request)).data.link_token);
    },
  };
}

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

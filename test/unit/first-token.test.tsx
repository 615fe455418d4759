// @vitest-environment jsdom
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import {
  RelinkButton,
  RelinkProvider,
  useLinkTokenForItem,
  type RelinkGateway,
} from 'react-plaid-relink';
import { beforeEach, expect, it, vi } from 'vitest';
import { settlePromises } from '../support/fake-environment';

/** The parts of the package that a page loads later, in the order in which this page has loaded them. */
const loaded = vi.hoisted((): string[] => []);
vi.mock(import('../../src/browser/engine'), (load) => {
  loaded.push('engine');
  return load();
});
vi.mock(import('../../src/components/feedback/feedback'), (load) => {
  loaded.push('feedback');
  return load();
});

const createLinkToken = vi.fn<NonNullable<RelinkGateway['createLinkToken']>>();
beforeEach(() => createLinkToken.mockReset());

const Token = () => {
  const { token, status } = useLinkTokenForItem('item-first');
  return <output aria-label={status}>{token}</output>;
};
const page = (
  <RelinkProvider gateway={{ createLinkToken }}>
    <Token />
  </RelinkProvider>
);

it('a page that mounts a token hook sends one request, has its token with the answer, and loads no other chunk', async () => {
  let answer: (body: { link_token: string }) => void = () => {};
  createLinkToken.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  render(page);
  expect(createLinkToken).toHaveBeenCalledOnce();
  answer({ link_token: 'link-x-first' });
  await act(settlePromises);
  expect(screen.getByRole('status', { name: 'ready' })).toHaveTextContent('link-x-first');
  expect(createLinkToken).toHaveBeenCalledOnce();
  expect(loaded).toEqual([]);
});

it('a token hook in HTML from a server hydrates without a complaint of React’s, sends one request and shows its token', async () => {
  createLinkToken.mockResolvedValue({ link_token: 'link-x-hydrated' });
  const container = document.createElement('div');
  document.body.append(container);
  // The HTML alone counts: React 18 warns of layout effects here, since jsdom has a window and a server has none.
  container.innerHTML = renderToString(page);
  const complaints = vi.spyOn(console, 'error');
  expect(createLinkToken).not.toHaveBeenCalled();
  const before = screen.getByRole('status', { name: 'loading' });
  render(page, { container, hydrate: true });
  await act(settlePromises);
  expect(screen.getByRole('status', { name: 'ready' })).toBe(before);
  expect(before).toHaveTextContent('link-x-hydrated');
  expect(createLinkToken).toHaveBeenCalledOnce();
  expect(complaints).not.toHaveBeenCalled();
  expect(loaded).toEqual([]);
});

it('the engine loads when a user points at a button, so that its chunk would be noticed here', async () => {
  render(<RelinkButton itemId="item-first" />);
  fireEvent.pointerEnter(screen.getByRole('button'));
  await waitFor(() => expect(loaded).toContain('engine'));
});

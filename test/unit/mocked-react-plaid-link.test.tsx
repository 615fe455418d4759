// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { usePlaidLink } from 'react-plaid-link';
import { expect, it, vi } from 'vitest';
import { RelinkButton } from 'react-plaid-relink';
import { createFakeApp } from '../support/fake-app';

vi.mock('react-plaid-link', () => ({ usePlaidLink: vi.fn() }));

it.each([
  ['nothing', undefined],
  ['ready alone', { ready: true }],
  ['no exit', { ready: true, open: () => {} }],
])(
  'a suite whose mock of usePlaidLink returns %s is told to remove the mock',
  async (_name, mocked) => {
    vi.mocked(usePlaidLink).mockReturnValue(mocked as never);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const onError = vi.fn();
    const { itemId, provide } = createFakeApp();
    render(provide(<RelinkButton itemId={itemId} />, { onError }));
    await userEvent.click(screen.getByRole('button'));
    await screen.findByText(/Something went wrong/, { selector: 'p' });
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        code: 'link_failed',
        message: expect.stringMatching(/a test mocks it .* Remove the mock/) as unknown,
      }),
    );
  },
);

it('a suite that mocks react-plaid-link renders buttons as before', () => {
  const { itemId, provide } = createFakeApp();
  render(provide(<RelinkButton itemId={itemId} />));
  expect(screen.getByRole('button', { name: 'Reconnect' })).toBeTruthy();
});

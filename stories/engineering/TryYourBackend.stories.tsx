import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFakeBackend, createFakePlaid } from 'react-plaid-relink/testing';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { TryBackend, type TryBackendProps } from '../../demo/app/try-backend/try-backend';

const SESSION = 'session-of-ada';

/** A backend that knows its user by a header, in this page: the requests reach no network. */
function exampleBackend(): Pick<TryBackendProps, 'usual' | 'fetch'> {
  const plaid = createFakePlaid();
  const backend = createFakeBackend({
    plaid,
    handlerOptions: {
      authenticate: (request) => (request.headers.get('x-session') === SESSION ? 'ada' : null),
      linkToken: {
        clientName: 'Example',
        countryCodes: ['US'],
        language: 'en',
        // The checks ask for an Android app too. A backend without the name says so in the console.
        androidPackageName: 'com.example.app',
      },
    },
  });
  const { itemId, accessToken } = plaid.createItem({ errorCode: 'ITEM_LOGIN_REQUIRED' });
  backend.addItem({ itemId, accessToken });
  const usual = {
    url: 'https://app.example.com/api/plaid',
    headers: [{ name: 'x-session', value: SESSION }],
    itemId,
    foreignItemId: plaid.createItem().itemId,
  };
  return {
    usual,
    fetch(input, init) {
      const request = new Request(input, init);
      // Any other backend is asked over the network.
      return request.url.startsWith(`${usual.url}/`) ? backend.handle(request) : fetch(request);
    },
  };
}

/**
 * A form for your own backend, in whatever language it is written: send each request of the client by hand, let
 * `checkGateway` try it as an attacker would, and copy the code that fits it. It begins with a fake backend inside this
 * page. A backend of yours has to trust the origin of this Storybook.
 */
const meta = {
  title: 'Engineering/Try your backend',
  id: 'try-your-backend',
  component: TryBackend,
  args: { ...exampleBackend(), storage: window.localStorage },
  argTypes: {
    usual: { control: false },
    storage: { control: false },
    fetch: { control: false },
  },
  parameters: { layout: 'padded' },
} satisfies Meta<typeof TryBackend>;
export default meta;

/** A request, the checks and the code, each by a click. */
export const Form: StoryObj<typeof meta> = {
  play: async ({ canvasElement, step }) => {
    const canvas = within(canvasElement);
    const outcome = canvas.getByRole('status');
    await step('sends a request, and hides the token', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Send /link/token/create' }));
      await waitFor(() => expect(outcome).toHaveTextContent('answered 200'));
      const body = canvas.getByRole('group', { name: 'Body' });
      await expect(body).toHaveTextContent('"link_token": "link-sandbox-••••••••"');
    });
    await step('checks the backend', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Check' }));
      await waitFor(() => expect(outcome).toHaveTextContent(/^\d+ hold, 0 fail, \d+ skipped$/), {
        timeout: 30_000,
      });
    });
    await step('shows the code for another language', async () => {
      await userEvent.click(canvas.getByRole('tab', { name: 'TypeScript' }));
      await userEvent.keyboard('{ArrowRight}');
      const panel = canvas.getByRole('tabpanel', { name: 'Python' });
      await expect(panel).toHaveTextContent("url_prefix='/api/plaid'");
      await userEvent.keyboard('{ArrowLeft}');
    });
  },
};

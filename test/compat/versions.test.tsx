// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { version as react } from 'react';
import { version as reactDom } from 'react-dom';
import { RelinkButton, useItemHealth } from 'react-plaid-relink';
import { SWRConfig, type Middleware } from 'swr';
import { expect, inject, it } from 'vitest';
import { createStubApp, untilState } from '../support/stub-app';
import { versionIn } from './stack';

const wanted = inject('versions');

it('React has the version that this run is for', () => {
  expect({ react, 'react-dom': reactDom }).toEqual({
    react: wanted.react,
    'react-dom': wanted['react-dom'],
  });
});

it('a button is rendered by the React, and opens the react-plaid-link, that this run is for', async () => {
  const { App, opened, exit } = createStubApp();
  const plaid = Reflect.get(window, 'Plaid') as { create(config: object): object };
  const create = plaid.create.bind(plaid);
  let stack = '';
  plaid.create = (config) => {
    stack = traced();
    return create(config);
  };
  render(
    <App>
      <RelinkButton itemId="item-1" />
    </App>,
  );
  await userEvent.click(screen.getByRole('button'));
  exit(await opened());
  await untilState('exited');
  expect(versionIn(stack, 'react-plaid-link')).toBe(wanted['react-plaid-link']);
  expect(versionIn(stack, 'react-dom')).toBe(wanted['react-dom']);
});

it('the hooks use the SWR that this run is for', () => {
  let stack = '';
  const watch: Middleware = (next) => (key, fetcher, config) => {
    stack = traced();
    return next(key, fetcher, config);
  };
  const Health = () => <p>{useItemHealth('item-1').isLoading ? 'asking' : 'asked'}</p>;
  const { App } = createStubApp();
  render(
    <SWRConfig value={{ use: [watch], provider: () => new Map() }}>
      <App>
        <Health />
      </App>
    </SWRConfig>,
  );
  expect(stack).toContain('use-item-health');
  expect(versionIn(stack, 'swr')).toBe(wanted.swr);
});

/** Who is calling, with all callers: ten are not enough for a render. */
function traced(): string {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack = '' } = new Error('who calls');
  Error.stackTraceLimit = usual;
  return stack;
}

import { expect } from 'vitest';

/**
 * A module that renders, where there is no browser, each component and each hook that the package exports, and gives
 * what came of it as `result`. An export that it does not know has no props here, and the test that reads it fails.
 */
const RENDER_ALL = `
  const PROPS = {
    RelinkButton: { itemId: 'item-1' },
    RelinkNotice: { itemId: 'item-1' },
    RelinkRedirect: {},
    RelinkList: { itemIds: ['item-1'] },
  };
  const HOOKS = {
    useAnsweredAt: (answeredAt) => (answeredAt ? 'answered' : 'never'),
    useIsLinkOpen: (isOpen) => (isOpen ? 'open' : 'closed'),
    useItemHealth: ({ isLoading }) => (isLoading ? 'loading' : 'idle'),
    useLinkTokenForItem: ({ status }) => status,
    usePublicTokenForItem: ({ status }) => status,
    useRelink: ({ status }) => status,
    useRelinkClient: ({ invalidate }) => typeof invalidate,
  };
  const problems = [];
  for (const level of ['error', 'warn']) console[level] = (...said) => problems.push(said.join(' '));

  const elements = {};
  for (const name of Object.keys(client)) {
    const isComponent = /^Relink/.test(name) && name !== 'RelinkProvider';
    if (isComponent && PROPS[name]) elements[name] = createElement(client[name], PROPS[name]);
    else if (HOOKS[name]) elements[name] = createElement(() => HOOKS[name](client[name]('item-1')));
    else if (isComponent || /^use/.test(name)) problems.push(name + ' is not rendered here');
  }
  const html = {};
  for (const [name, element] of Object.entries(elements)) {
    html[name] = renderToString(createElement(client.RelinkProvider, null, element));
    if (name === 'RelinkButton') html['RelinkButton alone'] = renderToString(element);
  }
  const result = { html, problems, react: version };
`;

/** As an ES module, and as CommonJS. `ending` is a statement about `result`. */
export const renderAll = {
  esm: (ending: string): string => `
    import { createElement, version } from 'react';
    import { renderToString } from 'react-dom/server';
    import * as client from 'react-plaid-relink';
    ${RENDER_ALL}
    ${ending}`,
  cjs: (ending: string): string => `
    const { createElement, version } = require('react');
    const { renderToString } = require('react-dom/server');
    const client = require('react-plaid-relink');
    ${RENDER_ALL}
    ${ending}`,
};

export const PRINT = 'console.log(JSON.stringify(result));';

/** What every server renders, whatever loads the package. */
export function expectAllRendered(printed: string, react: string): void {
  const button = expect.stringMatching(
    /^<button data-relink="button" [^>]*data-state="idle">Reconnect<\/button>$/,
  ) as string;
  expect(JSON.parse(printed)).toEqual({
    html: {
      RelinkButton: button,
      'RelinkButton alone': button,
      // A server knows no Item's health: nothing to say yet, and nothing asked.
      RelinkNotice: '',
      RelinkRedirect: '',
      // Its frame is there for those who ask, and out of sight; the ids in it differ from React to React.
      RelinkList: expect.stringMatching(/^<div [^>]*data-relink="list" hidden="">/) as string,
      useAnsweredAt: 'never',
      useIsLinkOpen: 'closed',
      useItemHealth: 'loading',
      useLinkTokenForItem: 'loading',
      usePublicTokenForItem: 'loading',
      useRelink: 'idle',
      useRelinkClient: 'function',
    },
    problems: [],
    react,
  });
}

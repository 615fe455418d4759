import { render } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import {
  germanMessages,
  RelinkButton,
  RelinkProvider,
  type RelinkMessages,
  type RelinkView,
} from 'react-plaid-relink';
import { describe, expect, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { createRelinkError } from '../../src/core/errors/catalogue';
import { sessionStoreOf } from '../../src/core/client/session-store';
import { useClient } from '../../src/react/use-client';
import { Providers } from '../../stories/theming/own-button';
import '../../src/styles.css';
import { eventually } from '../support/eventually';

const failure = createRelinkError('link_blocked', { message: 'Link did not load.' });
const VIEWS: readonly RelinkView[] = [
  { status: 'idle', error: null },
  { status: 'preparing', error: null },
  { status: 'ready', error: null },
  { status: 'opening', error: null },
  { status: 'open', error: null },
  { status: 'confirming', error: null },
  { status: 'relinked', error: null },
  { status: 'exited', error: null },
  { status: 'failed', error: failure },
];

/** Shows each view on the button of an Item of its own, before the buttons subscribe. */
function Shown({ children }: { children: ReactNode }): ReactNode {
  const sessions = sessionStoreOf(useClient());
  useState(() => VIEWS.forEach((view) => sessions.show(view.status, view)));
  return children;
}

const OWN: Partial<RelinkMessages> = {
  idle: 'Fix',
  confirming: 'One moment, please…',
  relinked: 'Fixed',
  tryAgain: 'That did not work. Once more?',
};

describe.each([
  ['English', {}],
  ['German', germanMessages],
  ['an app’s own texts', OWN],
])('a button under styles.css, with %s', (_name, messages) => {
  it('a button has one width and one height in all its states', async () => {
    await page.viewport(800, 900);
    // For a finger it is higher.
    await cdp().send('Emulation.setTouchEmulationEnabled', { enabled: false });
    render(
      <RelinkProvider
        gateway={{ createLinkToken: () => new Promise(() => {}) }}
        messages={messages}
        onError={() => {}}
      >
        <Shown>
          {VIEWS.map(({ status }) => (
            <div key={status}>
              <RelinkButton itemId={status} prepareOn="click" />
            </div>
          ))}
        </Shown>
      </RelinkProvider>,
    );
    const buttons = () => [...document.querySelectorAll<HTMLElement>('[data-relink="button"]')];
    // What a button shows after a click loads with the click.
    await eventually(() =>
      expect(document.querySelectorAll('[data-relink="error"]')).toHaveLength(1),
    );
    expect(buttons().map(({ dataset }) => dataset.state)).toEqual(
      VIEWS.map(({ status }) => status),
    );
    const sizes = buttons().map((button) => {
      const { width, height } = button.getBoundingClientRect();
      return { width, height };
    });
    expect(sizes).toEqual(sizes.map(() => sizes[0]));
    expect(sizes[0]?.height).toBe(36);
  });
});

it('a button of the app’s own has one width in all its states by the rule that docs/theming.md shows', async () => {
  await page.viewport(800, 900);
  render(
    <Providers>
      <Shown>
        {VIEWS.map(({ status }) => (
          <div key={status}>
            <RelinkButton itemId={status} prepareOn="click" className="mine" />
          </div>
        ))}
      </Shown>
    </Providers>,
  );
  const buttons = () => [...document.querySelectorAll<HTMLElement>('.my-button.mine')];
  await eventually(() =>
    expect(buttons().map(({ textContent }) => textContent)).toContain('Try again'),
  );
  const widths = buttons().map((button) => button.getBoundingClientRect().width);
  expect(widths).toEqual(VIEWS.map(() => widths[0]));
});

/**
 * The fake Link in tests with Cypress.
 *
 * @module react-plaid-relink/testing/cypress
 */

import type { FakeLink } from './fake-link';
import type { FakeLinkBehaviour } from './link/link-types';
import { PAGE_LINK } from './link/page-link';
import {
  DEFAULT_TIMEOUT_MS,
  NO_FAKE_LINK,
  pageScript,
  type RelinkPageOptions,
} from './page-script';

export type { FakeLinkBehaviour, RelinkPageOptions };

/**
 * What a user does in the Link of a page. Each method is a command: it takes its turn in Cypress's queue, waits until Link
 * is open, and fails the test with the reason if none opens.
 */
export interface RelinkPage {
  /** Logs in and finishes. */
  succeed(): void;
  /** Closes Link, with one of Plaid's error codes or without. */
  exit(errorCode?: string): void;
  /** Submits credentials: see `SANDBOX_CREDENTIALS`. The password `error_<CODE>` gives that error of Plaid. */
  enterCredentials(username: string, password: string): void;
  /** Makes Link misbehave from now on, such as `{ script: 'blocked' }`. Waits for the page and not for Link. */
  simulate(behaviour: Partial<FakeLinkBehaviour>): void;
}

/** What is used of Cypress's globals, so that this package needs none of its types. */
interface CypressEvents {
  on(event: 'window:before:load', listener: (win: PageWindow) => void): unknown;
}
interface CypressCommands {
  window(options: { log: boolean }): {
    then(options: { timeout: number }, act: (win: PageWindow) => Promise<void>): unknown;
  };
}
type PageWindow = Pick<Window, 'document'>;
declare const Cypress: CypressEvents | undefined;
declare const cy: CypressCommands;

/** Beyond `timeoutMs`, for the fake Link's own wait of 4 s, which tells the reason. */
const REASON_MS = 5_000;
const POLL_MS = 50;

/**
 * Drives the fake Link of a page as its user. With `plaid` it also installs it there; the app needs no code for that. Call
 * it once, at the top of a spec or in the support file.
 *
 * @throws Error outside of Cypress
 * @example
 * const relink = relinkPage({ plaid: 'http://127.0.0.1:4000' });
 * it('a user reconnects a bank', () => {
 *   cy.visit('/');
 *   cy.contains('button', 'Reconnect').click();
 *   relink.succeed();
 * });
 */
export function relinkPage({
  plaid,
  timeoutMs = DEFAULT_TIMEOUT_MS,
}: RelinkPageOptions = {}): RelinkPage {
  if (typeof Cypress === 'undefined')
    throw new Error('react-plaid-relink/testing/cypress works in the specs of Cypress only.');
  if (plaid !== undefined) {
    const script = pageScript(plaid);
    Cypress.on('window:before:load', (win) => runIn(win, script));
  }

  function act(needsOpenLink: boolean, call: (link: FakeLink) => Promise<void> | void): void {
    cy.window({ log: false }).then({ timeout: timeoutMs + REASON_MS }, async (win) => {
      const isReady = (): boolean => {
        const link = linkIn(win);
        return link !== undefined && (!needsOpenLink || link.current !== null);
      };
      await until(isReady, timeoutMs);
      const link = linkIn(win);
      if (!link) throw new Error(NO_FAKE_LINK);
      await call(link);
    });
  }

  return {
    succeed: () => act(true, (link) => link.succeed()),
    exit: (errorCode) => act(true, (link) => link.exit(errorCode ?? null)),
    enterCredentials: (username, password) =>
      act(true, (link) => link.enterCredentials(username, password)),
    simulate: (behaviour) => act(false, (link) => link.simulate(behaviour)),
  };
}

/** The page's own functions work in the page, and a spec is another one. */
function runIn(win: PageWindow, script: string): void {
  const run = Reflect.get(win, 'eval') as (code: string) => void;
  run(script);
}

function linkIn(win: PageWindow): FakeLink | undefined {
  return Reflect.get(win, PAGE_LINK) as FakeLink | undefined;
}

/** Resolves when `isTrue`, and after `timeoutMs` at the latest. */
function until(isTrue: () => boolean, timeoutMs: number): Promise<void> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const poll = (): void => {
      if (isTrue() || Date.now() - startedAt >= timeoutMs) resolve();
      else setTimeout(poll, POLL_MS);
    };
    poll();
  });
}

// @vitest-environment jsdom
/** What Link reports to the page, and when: through react-plaid-link, in both of its versions. See link-contract. */
import { PlaidLinkStableEvent } from 'react-plaid-link';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanPage, createLinkPage, linkTypes, openLink, type LinkPage } from './link-page';
import { eventually } from '../support/eventually';

const MINUTE = 60_000;
let page: LinkPage;
beforeEach(() => {
  page = createLinkPage();
});
afterEach(() => {
  vi.useRealTimers();
  cleanPage(page);
});

const open = async (fields?: object) => openLink(page, { token: await page.mint(fields) });
const namesOf = (events: { name: string }[]) => events.map(({ name }) => name);

describe('onEvent', () => {
  it('OPEN reports update mode with the string "true" (plaid-facts 5.12)', async () => {
    const { events } = await open();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ name: 'OPEN', metadata: { is_update_mode: 'true' } });
  });

  it('OPEN reports a new Item with the string "false" (plaid-facts 5.12)', async () => {
    const { events } = await open({ access_token: undefined, products: ['auth'] });
    expect(events[0]).toMatchObject({ name: 'OPEN', metadata: { is_update_mode: 'false' } });
  });

  it('OPEN alone is live, and all other events come with the outcome (plaid-facts 5.10)', async () => {
    const { events, onExit } = await open();
    await page.link.enterCredentials('user_good', 'wrong');
    expect(namesOf(events)).toEqual(['OPEN']);
    await page.link.exit();
    expect(onExit).toHaveBeenCalledOnce();
    expect(namesOf(events)).toEqual(expect.arrayContaining(['OPEN', 'ERROR', 'EXIT']));
  });

  it('a late event has the time at which it happened (plaid-facts 5.10)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    const { events } = await open();
    await page.link.enterCredentials('user_good', 'wrong');
    vi.setSystemTime(Date.UTC(2026, 0, 1) + MINUTE);
    await page.link.exit();
    const error = events.find(({ name }) => name === 'ERROR');
    expect(error?.metadata.timestamp).toBe('2026-01-01T00:00:00.000Z');
  });

  it('a success ends with HANDOFF and an exit with EXIT, both of them stable names (plaid-facts 5.11)', async () => {
    const done = await open();
    await page.link.succeed();
    const left = await open();
    await page.link.exit();
    expect(namesOf(done.events)).toContain(PlaidLinkStableEvent.HANDOFF);
    expect(namesOf(done.events)).not.toContain(PlaidLinkStableEvent.EXIT);
    expect(namesOf(left.events)).toContain(PlaidLinkStableEvent.EXIT);
    expect(namesOf(left.events)).not.toContain(PlaidLinkStableEvent.HANDOFF);
  });

  it('an ERROR event has the error, and an EXIT event the status (plaid-facts 5.12)', async () => {
    const { events } = await open();
    await page.link.enterCredentials('user_good', 'error_ITEM_LOCKED');
    await page.link.exit();
    const find = (wanted: string) => events.find(({ name }) => name === wanted)?.metadata;
    expect(find('ERROR')).toMatchObject({ error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED' });
    expect(find('EXIT')).toMatchObject({ exit_status: 'requires_credentials' });
  });

  it('every event of a session has its link_session_id and an ISO 8601 timestamp', async () => {
    const { events } = await open();
    await page.link.succeed();
    expect(new Set(events.map(({ metadata }) => metadata.link_session_id)).size).toBe(1);
    for (const { metadata } of events) {
      const timestamp = String(metadata.timestamp);
      expect(new Date(timestamp).toISOString()).toBe(timestamp);
    }
  });
});

describe('react-plaid-link’s own types', () => {
  it('every argument has react-plaid-link’s type in a success with account selection and MFA', async () => {
    const { events, onSuccess } = await open({ update: { account_selection_enabled: true } });
    await page.link.enterCredentials('user_good', 'mfa_device');
    await page.link.succeed();
    for (const { metadata } of events) {
      expect(linkTypes.problemsOf('PlaidLinkOnEventMetadata', metadata)).toEqual([]);
    }
    const [publicToken, metadata] = onSuccess.mock.lastCall ?? [];
    expect(publicToken).toMatch(/^public-sandbox-/);
    expect(linkTypes.problemsOf('PlaidLinkOnSuccessMetadata', metadata)).toEqual([]);
    expect(metadata?.accounts).not.toEqual([]);
  });

  it('every argument has react-plaid-link’s type after errors and an exit, with an unknown token too', async () => {
    for (const token of [await page.mint(), 'link-sandbox-unknown']) {
      const { events, onExit } = await openLink(page, { token });
      await page.link.enterCredentials('user_good', 'wrong');
      await page.link.exit();
      expect(namesOf(events)).toContain('ERROR');
      for (const { metadata } of events) {
        expect(linkTypes.problemsOf('PlaidLinkOnEventMetadata', metadata)).toEqual([]);
      }
      const metadata = onExit.mock.lastCall?.[1];
      expect(linkTypes.problemsOf('PlaidLinkOnExitMetadata', metadata)).toEqual([]);
    }
  });
});

describe('onSuccess', () => {
  it('onSuccess gets a public token, the institution and the session (plaid-facts 5.1, 5.2)', async () => {
    const { onSuccess, onExit } = await open();
    await page.link.succeed();
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^public-sandbox-/),
      expect.objectContaining({
        institution: { name: 'First Platypus Bank', institution_id: 'ins_109508' },
        link_session_id: expect.stringMatching(/./) as string,
      }),
    );
    expect(onExit).not.toHaveBeenCalled();
    expect(page.plaid.itemState(page.item.itemId).errorCode).toBeNull();
  });
});

/** Where a user may leave Link, and what `metadata.status` then says (plaid.com/docs/link/web). */
const leaveAt: Readonly<Record<string, () => Promise<void>>> = {
  requires_credentials: () => Promise.resolve(),
  requires_code: () => page.link.enterCredentials('user_good', 'mfa_device'),
  requires_account_selection: () => page.link.enterCredentials('user_good', 'pass_good'),
};

describe('onExit', () => {
  it('onExit gets null and metadata after a plain close', async () => {
    const { onExit, onSuccess } = await open();
    await page.link.exit();
    expect(onExit).toHaveBeenCalledExactlyOnceWith(
      null,
      expect.objectContaining({ status: 'requires_credentials' }),
    );
    expect(onSuccess).not.toHaveBeenCalled();
  });

  it.each(Object.keys(leaveAt))(
    'onExit has the status %s where the user left there (plaid-facts 5.7)',
    async (status) => {
      const { onExit } = await open({ update: { account_selection_enabled: true } });
      await leaveAt[status]?.();
      await page.link.exit();
      expect(onExit.mock.lastCall?.[1]).toMatchObject({ status });
    },
  );

  it('onExit has no status where the user left the last pane (plaid-facts 5.7)', async () => {
    const { onExit } = await open();
    await page.link.enterCredentials('user_good', 'pass_good');
    await page.link.exit();
    expect(onExit.mock.lastCall?.[1]).toMatchObject({ status: null });
  });

  it('onExit gets the last error seen, although the user just closed Link (plaid-facts 5.6)', async () => {
    const { onExit } = await open();
    await page.link.enterCredentials('user_good', 'error_INSTITUTION_DOWN');
    await page.link.enterCredentials('user_good', 'wrong');
    await page.link.exit();
    expect(onExit.mock.lastCall?.[0]).toMatchObject({ error_code: 'INVALID_CREDENTIALS' });
  });

  it('the error of onExit has exactly the four fields of Link’s type (plaid-facts 3.1.3)', async () => {
    const { onExit } = await open();
    await page.link.enterCredentials('user_good', 'error_ITEM_LOCKED');
    await page.link.exit();
    expect(linkTypes.problemsOf('PlaidLinkError', onExit.mock.lastCall?.[0])).toEqual([]);
  });

  it('the error of onExit has at least the four fields of Link’s type (plaid-facts 3.1.3)', async () => {
    const { onExit } = await open();
    await page.link.enterCredentials('user_good', 'error_ITEM_LOCKED');
    await page.link.exit();
    expect(onExit.mock.lastCall?.[0]).toMatchObject({
      error_type: 'ITEM_ERROR',
      error_code: 'ITEM_LOCKED',
      error_message: expect.any(String) as string,
      display_message: expect.any(String) as string,
    });
  });
});

describe('INVALID_LINK_TOKEN', () => {
  it('a token that has opened a Link before is INVALID_LINK_TOKEN (plaid-facts 2.2.6)', async () => {
    const token = await page.mint();
    const first = await openLink(page, { token });
    await page.link.exit();
    first.unmount();
    await expectInvalid(token);
  });

  it('an expired token is INVALID_LINK_TOKEN (plaid-facts 2.2.6)', async () => {
    const token = await page.mint();
    page.plaid.clock.advance(30 * MINUTE);
    await expectInvalid(token);
  });

  it('a token is INVALID_LINK_TOKEN after too many wrong passwords, and where user_custom forces it (plaid-facts 2.2.6, 4.22)', async () => {
    const tired = await open();
    for (const password of ['a', 'b', 'c']) await page.link.enterCredentials('user_good', password);
    await page.link.exit();
    const forced = await open();
    await page.link.enterCredentials('user_custom', '{"force_error":"INVALID_LINK_TOKEN"}');
    await page.link.exit();
    for (const { onExit } of [tired, forced]) {
      expect(onExit.mock.lastCall?.[0]).toMatchObject({ error_code: 'INVALID_LINK_TOKEN' });
    }
  });

  it('Link opens with a new token after INVALID_LINK_TOKEN (plaid-facts 2.2.7)', async () => {
    const { rerender, result, onExit, onSuccess } = await openLink(page, {
      token: 'link-sandbox-0',
    });
    await page.link.exit();
    expect(onExit).toHaveBeenCalledOnce();
    rerender({ token: await page.mint() });
    await eventually(() => expect(page.link.counts.creates).toBe(2));
    result.current.open();
    await page.link.succeed();
    expect(onSuccess).toHaveBeenCalledOnce();
  });

  async function expectInvalid(token: string): Promise<void> {
    const { events, onExit } = await openLink(page, { token });
    expect(namesOf(events)).not.toContain('OPEN');
    await page.link.exit();
    expect(onExit.mock.lastCall?.[0]).toMatchObject({
      error_type: 'INVALID_INPUT',
      error_code: 'INVALID_LINK_TOKEN',
    });
  }
});

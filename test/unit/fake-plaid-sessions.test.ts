import { beforeEach, describe, expect, it } from 'vitest';
import { createFakePlaid, type FakePlaid, type FakePlaidOptions } from 'react-plaid-relink/testing';
import { official, WEBHOOK_TYPES } from '../contract/official-plaid';

const MINUTE = 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const HOOK = 'https://app.test/link-hook';
const { username, password } = { username: 'user_good', password: 'pass_good' };

type Answer = Record<string, unknown>;

let plaid: FakePlaid;
let accessToken: string;
let delivered: Answer[];
beforeEach(() => setUp());

function setUp(options: FakePlaidOptions = {}): void {
  const received: Answer[] = [];
  delivered = received;
  plaid = createFakePlaid({
    now: () => START,
    deliverWebhook: async (webhook) => {
      expect(webhook.url).toBe(HOOK);
      received.push((await webhook.json()) as Answer);
    },
    ...options,
  });
  ({ accessToken } = plaid.createItem());
}

async function createToken(fields: object = {}): Promise<Answer> {
  const { data } = await plaid.client().linkTokenCreate({
    client_name: 'App',
    language: 'en',
    country_codes: ['US'],
    user: { client_user_id: 'user-1' },
    access_token: accessToken,
    webhook: HOOK,
    ...fields,
  });
  return data;
}

async function sessionsOf({ link_token }: Answer): Promise<Answer[]> {
  const { data } = await plaid.client().linkTokenGet({ link_token });
  expect(official.problemsOf('LinkTokenGetResponse', data)).toEqual([]);
  return data.link_sessions as Answer[];
}

const open = async ({ link_token }: Answer): Promise<string> =>
  (await plaid.link({ type: 'open', token: String(link_token) })).sessionId;

const eventNames = (container: Answer | undefined): unknown[] =>
  ((container?.events ?? []) as Answer[]).map(({ event_name }) => event_name);

describe('/link/token/get', () => {
  it('a token is told with what was asked for, before Link opens', async () => {
    const token = await createToken({ user_id: 'usr_1', redirect_uri: 'https://app.test/oauth' });
    const { data } = await plaid.client().linkTokenGet({ link_token: token.link_token });
    expect(data).toMatchObject({
      created_at: '2026-03-01T00:00:00.000Z',
      expiration: token.expiration,
      link_sessions: [],
      user_id: 'usr_1',
      metadata: {
        initial_products: [],
        webhook: HOOK,
        country_codes: ['US'],
        language: 'en',
        redirect_uri: 'https://app.test/oauth',
        client_name: 'App',
      },
    });
  });

  it('a session that succeeded has its end, its events and no exit', async () => {
    const token = await createToken({ hosted_link: {} });
    await plaid.completeHostedLink(String(token.hosted_link_url));
    const [session] = await sessionsOf(token);
    expect(session).toMatchObject({
      finished_at: '2026-03-01T00:00:00.000Z',
      on_success: { public_token: expect.stringMatching(/^public-/) as string },
      exit: null,
    });
    expect(eventNames(session)).toEqual([
      'OPEN',
      'TRANSITION_VIEW',
      'SUBMIT_CREDENTIALS',
      'HANDOFF',
    ]);
  });

  it('a session that the user closed has its exit with status and error', async () => {
    const token = await createToken({ hosted_link: {} });
    const sessionId = await open(token);
    await plaid.link({ type: 'credentials', sessionId, username, password: 'error_ITEM_LOCKED' });
    const error = { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOCKED' };
    const full = { ...error, error_message: 'm', display_message: null };
    await plaid.link({ type: 'exit', sessionId, status: 'requires_credentials', error: full });
    const [session] = await sessionsOf(token);
    expect(session).toMatchObject({
      link_session_id: sessionId,
      on_success: null,
      exit: { error, metadata: { status: 'requires_credentials' } },
    });
    expect(eventNames(session)).toContain('ERROR');
    // The user had closed it.
    await plaid.link({ type: 'finish', sessionId });
    expect((await sessionsOf(token))[0]).toMatchObject({ on_success: null });
  });

  it('a session is kept for 6 hours after its end', async () => {
    const token = await createToken({ hosted_link: {} });
    await plaid.completeHostedLink(String(token.hosted_link_url));
    plaid.clock.advance(6 * 60 * MINUTE - 1);
    expect(await sessionsOf(token)).toHaveLength(1);
    plaid.clock.advance(1);
    expect(await sessionsOf(token)).toEqual([]);
  });

  it('a session outside of Hosted Link has no events unless Plaid switched them on', async () => {
    const token = await createToken();
    await open(token);
    expect((await sessionsOf(token))[0]).not.toHaveProperty('events');
    setUp({ linkWebhooks: 'all' });
    const second = await createToken();
    await open(second);
    expect(eventNames((await sessionsOf(second))[0])).toContain('OPEN');
  });

  it.each(['link-sandbox-0', 'public-sandbox-0'])('%s is an INVALID_LINK_TOKEN', async (token) => {
    await expect(plaid.client().linkTokenGet({ link_token: token })).rejects.toMatchObject({
      response: { data: { error_code: 'INVALID_LINK_TOKEN' } },
    });
  });
});

describe('LINK webhooks', () => {
  it('a Hosted Link session that succeeds sends its events and its outcome to the webhook of its token', async () => {
    const token = await createToken({ hosted_link: {} });
    await plaid.completeHostedLink(String(token.hosted_link_url));
    await plaid.whenWebhooksAnswered();
    const [session] = await sessionsOf(token);
    const about = {
      webhook_type: 'LINK',
      link_session_id: session?.link_session_id,
      link_token: token.link_token,
      environment: 'sandbox',
    };
    expect(delivered).toMatchObject([
      { ...about, webhook_code: 'EVENTS' },
      { ...about, webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' },
    ]);
    for (const webhook of delivered) {
      const name = WEBHOOK_TYPES[`LINK ${String(webhook.webhook_code)}`];
      expect(official.problemsOf(name ?? '', webhook)).toEqual([]);
    }
  });

  it('a session that the user leaves is reported as EXITED a quarter of an hour later', async () => {
    await open(await createToken({ hosted_link: {} }));
    plaid.clock.advance(15 * MINUTE - 1);
    await plaid.whenWebhooksAnswered();
    expect(delivered).toEqual([]);
    plaid.clock.advance(1);
    await plaid.whenWebhooksAnswered();
    expect(delivered).toMatchObject([
      { webhook_code: 'EVENTS' },
      { webhook_code: 'SESSION_FINISHED', status: 'EXITED', public_tokens: [] },
    ]);
  });

  it('a session outside of Hosted Link sends none, unless Plaid switched them on', async () => {
    const finish = async (): Promise<void> => {
      const sessionId = await open(await createToken());
      await plaid.link({ type: 'credentials', sessionId, username, password });
      await plaid.link({ type: 'finish', sessionId });
      await plaid.whenWebhooksAnswered();
    };
    await finish();
    expect(delivered).toEqual([]);
    setUp({ linkWebhooks: 'all' });
    await finish();
    expect(delivered.at(-1)).toMatchObject({ webhook_code: 'SESSION_FINISHED', status: 'SUCCESS' });
  });

  it('a token without a webhook address sends none', async () => {
    const token = await createToken({ hosted_link: {}, webhook: undefined });
    await plaid.completeHostedLink(String(token.hosted_link_url));
    await plaid.whenWebhooksAnswered();
    expect(delivered).toEqual([]);
  });
});

describe('settings of Hosted Link', () => {
  it('url_lifetime_seconds is the life of the token', async () => {
    const hosted_link = { url_lifetime_seconds: 7 * 24 * 60 * 60, is_mobile_app: true };
    expect((await createToken({ hosted_link })).expiration).toBe('2026-03-08T00:00:00.000Z');
  });

  it.each([
    ['INVALID_FIELD', { url_lifetime_seconds: 0 }],
    ['INVALID_FIELD', { url_lifetime_seconds: 22 * 24 * 60 * 60 }],
    ['INVALID_FIELD', { is_mobile_app: 'yes' }],
    ['UNKNOWN_FIELDS', { is_mobile: true }],
  ])('the error %s answers hosted_link %j', async (error_code, hosted_link) => {
    await expect(createToken({ hosted_link })).rejects.toMatchObject({
      response: { status: 400, data: { error_code } },
    });
  });
});

describe('/institutions/get_by_id', () => {
  it('a bank is told by its id, with the name that its Items have', async () => {
    plaid.createItem({ institutionId: 'ins_1', institutionName: 'Bank of Tests' });
    const request = { institution_id: 'ins_1', country_codes: ['US'] };
    const { data } = await plaid.client().institutionsGetById(request);
    expect(data.institution).toMatchObject({ name: 'Bank of Tests', oauth: false });
    const oauth = { ...request, institution_id: 'ins_127287' };
    expect((await plaid.client().institutionsGetById(oauth)).data.institution).toMatchObject({
      oauth: true,
    });
  });

  it('an unknown bank is an INVALID_INSTITUTION', async () => {
    const request = { institution_id: 'ins_0', country_codes: ['US'] };
    await expect(plaid.client().institutionsGetById(request)).rejects.toMatchObject({
      response: { status: 400, data: { error_code: 'INVALID_INSTITUTION' } },
    });
  });
});

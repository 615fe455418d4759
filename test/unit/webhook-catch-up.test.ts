import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  catchUpWebhooks,
  createMemoryRecords,
  createWebhookHandler,
  isRelinkError,
  type CatchUpOptions,
  type ItemRecords,
  type RelinkHandlerError,
  type VerifiedWebhook,
  type WebhookEventsRequest,
} from 'react-plaid-relink/server';
import { createFakePlaid, type FakePlaid } from 'react-plaid-relink/testing';
import { eventually } from '../support/eventually';
import { URL_OF_HOOK } from '../support/webhook-app';

let plaid: FakePlaid;
let item: ReturnType<FakePlaid['createItem']>;
let records: ItemRecords;
let heard: VerifiedWebhook[];
let problems: RelinkHandlerError[];
/** The app's endpoint. */
let endpoint: (request: Request) => Promise<Response>;
const down = (): Promise<Response> => Promise.resolve(new Response(null, { status: 503 }));

beforeEach(() => {
  endpoint = down;
  plaid = createFakePlaid({ deliverWebhook: (request) => endpoint(request) });
  item = plaid.createItem({ webhook: URL_OF_HOOK });
  records = createMemoryRecords();
  heard = [];
  problems = [];
});

const onWebhook = (webhook: VerifiedWebhook): void => void heard.push(webhook);
const run = (options: Partial<CatchUpOptions> = {}): ReturnType<typeof catchUpWebhooks> =>
  catchUpWebhooks({
    plaid: plaid.client(),
    records,
    onWebhook,
    onError: (problem) => problems.push(problem),
    ...options,
  });
const fire = async (webhook_code: string): Promise<void> => {
  await plaid.client().sandboxItemFireWebhook({ access_token: item.accessToken, webhook_code });
  await eventually(async () => {
    const { data } = await plaid.client().betaWebhookEventsList({ delivery_statuses: ['PENDING'] });
    expect(data.webhook_events).toEqual([]);
  });
};
const failureOf = async (work: Promise<unknown>): Promise<Error> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('It did not fail.');
  return error;
};
/** A client whose list has these pages. */
function clientOf(...pages: unknown[]): {
  plaid: CatchUpOptions['plaid'];
  requests: WebhookEventsRequest[];
} {
  const requests: WebhookEventsRequest[] = [];
  return {
    requests,
    plaid: {
      betaWebhookEventsList(request) {
        requests.push(request);
        const page = pages.shift();
        return page instanceof Error ? Promise.reject(page) : Promise.resolve({ data: page });
      },
    },
  };
}
const refusal = (error_type: string, error_code: string): Error =>
  Object.assign(new Error('Request failed'), { response: { data: { error_type, error_code } } });
const lastPage = { webhook_events: [], has_more: false, next_cursor: 'last' };

describe('catchUpWebhooks()', () => {
  it('a PENDING_DISCONNECT that the endpoint missed is in the records after a run', async () => {
    await fire('PENDING_DISCONNECT');
    const events: string[] = [];
    const result = await run({ onEvent: (event) => void events.push(event.type) });
    expect(result.webhooks).toBe(1);
    expect((await records.read(item.itemId))?.flags).toMatchObject([{ kind: 'disconnect' }]);
    expect(heard).toMatchObject([{ webhookCode: 'PENDING_DISCONNECT', itemId: item.itemId }]);
    expect(events).toEqual(['expiring']);
  });

  it('a run hears webhooks of every product, and only those that were not delivered', async () => {
    endpoint = () => Promise.resolve(new Response());
    await fire('LOGIN_REPAIRED');
    endpoint = down;
    await fire('SYNC_UPDATES_AVAILABLE');
    await run();
    expect(heard.map(({ webhookCode }) => webhookCode)).toEqual(['SYNC_UPDATES_AVAILABLE']);
  });

  it('includeDelivered hears what was delivered too, with the deliveryId of the delivery', async () => {
    const live: VerifiedWebhook[] = [];
    endpoint = createWebhookHandler({
      plaid: plaid.client(),
      onWebhook: (webhook) => void live.push(webhook),
    });
    await fire('LOGIN_REPAIRED');
    await run({ includeDelivered: true });
    expect(heard).toHaveLength(1);
    expect(heard[0]?.deliveryId).toBe(live[0]?.deliveryId);
  });

  it('a run goes through all pages, tells the cursor after each, and the next run goes on there', async () => {
    for (let sent = 0; sent < 120; sent += 1) {
      await plaid
        .client()
        .sandboxItemFireWebhook({ access_token: item.accessToken, webhook_code: 'LOGIN_REPAIRED' });
    }
    const cursors: string[] = [];
    const onCursor = (cursor: string): void => void cursors.push(cursor);
    const { cursor, webhooks } = await run({ onCursor });
    expect([webhooks, heard.length, cursors.length, cursors.at(-1)]).toEqual([120, 120, 2, cursor]);
    heard = [];
    await fire('NEW_ACCOUNTS_AVAILABLE');
    await run({ cursor });
    expect(heard.map(({ webhookCode }) => webhookCode)).toEqual(['NEW_ACCOUNTS_AVAILABLE']);
  });

  it('a page whose webhook could not be handled comes again: its cursor is not told, and the other webhooks are handled', async () => {
    await fire('PENDING_DISCONNECT');
    await fire('NEW_ACCOUNTS_AVAILABLE');
    const onCursor = vi.fn();
    const error = await failureOf(
      run({
        onCursor,
        onWebhook(webhook) {
          if (heard.length === 0) {
            heard.push(webhook);
            throw new Error('the queue is down');
          }
          heard.push(webhook);
        },
      }),
    );
    expect(error.message).toContain('1 of 2 webhooks could not be handled');
    expect(error.message).toMatch(/ See https:\S+\/server\.md#errors-of-catchupwebhooks$/);
    expect(onCursor).not.toHaveBeenCalled();
    expect(problems).toMatchObject([
      { route: 'catchUpWebhooks', errorCode: 'APP_ERROR', cause: { message: 'the queue is down' } },
    ]);
    expect(heard).toHaveLength(2);
    expect((await records.read(item.itemId))?.flags).toHaveLength(2);
    await run({ onCursor });
    expect(onCursor).toHaveBeenCalledOnce();
  });

  it('a run ends before the next webhook when its signal aborts', async () => {
    await fire('PENDING_DISCONNECT');
    await fire('NEW_ACCOUNTS_AVAILABLE');
    const controller = new AbortController();
    const ended = run({
      signal: controller.signal,
      onWebhook(webhook) {
        heard.push(webhook);
        controller.abort(new Error('the process ends'));
      },
    });
    expect((await failureOf(ended)).message).toBe('the process ends');
    expect(heard).toHaveLength(1);
  });

  it('a cursor that Plaid no longer knows begins at the oldest webhook, and the log says what is lost', async () => {
    const { plaid: client, requests } = clientOf(
      refusal('INVALID_REQUEST', 'WEBHOOK_EVENTS_CURSOR_EXPIRED'),
      lastPage,
    );
    expect(await run({ plaid: client, cursor: 'old' })).toEqual({ cursor: 'last', webhooks: 0 });
    expect(requests).toEqual([
      { cursor: 'old', delivery_statuses: ['PENDING', 'FAILED'] },
      { delivery_statuses: ['PENDING', 'FAILED'] },
    ]);
    expect(problems).toMatchObject([{ errorCode: 'WEBHOOK_EVENTS_CURSOR_EXPIRED' }]);
    expect(problems[0]?.message).toContain('sweepItems');
  });

  it.each([
    [new Date(Date.now() - 3_600_000), true],
    [new Date(Date.now() - 8 * 86_400_000), false],
  ])(
    'a run since %s asks with a start_time only within Plaid’s 7 days: %s',
    async (since, isSent) => {
      const { plaid: client, requests } = clientOf(lastPage);
      await run({ plaid: client, since });
      expect(requests[0]?.start_time).toBe(isSent ? since.toISOString() : undefined);
    },
  );

  it('a run with a cursor sends no start_time, which Plaid would refuse', async () => {
    const { plaid: client, requests } = clientOf(lastPage);
    await run({ plaid: client, since: new Date(), cursor: 'c' });
    expect(requests[0]).not.toHaveProperty('start_time');
  });

  it.each([
    [
      'the account has no access',
      refusal('INVALID_REQUEST', 'UNAUTHORIZED_ROUTE_ACCESS'),
      /UNAUTHORIZED_ROUTE_ACCESS.*ask Plaid whether your account has it, or run sweepItems/,
    ],
    [
      'Plaid is down',
      refusal('API_ERROR', 'PLANNED_MAINTENANCE'),
      /PLANNED_MAINTENANCE.*again later/,
    ],
    ['Plaid’s answer is another one', {}, /no webhook_events/],
  ])('catchUpWebhooks() says what to do where %s', async (_, answer, message) => {
    expect((await failureOf(run({ plaid: clientOf(answer).plaid }))).message).toMatch(message);
  });

  it('catchUpWebhooks() ends with an error where Plaid repeats the same page', async () => {
    const page = { webhook_events: [], has_more: true, next_cursor: 'same' };
    const error = await failureOf(run({ plaid: clientOf(page, page).plaid }));
    expect(error.message).toContain('repeats the same page');
  });

  it('an entry that is no webhook is left out, and the log says so', async () => {
    const page = { ...lastPage, webhook_events: [null, { payload: {}, sent_time: 'never' }] };
    await run({ plaid: clientOf(page).plaid });
    expect(heard).toEqual([]);
    expect(problems).toMatchObject([{ errorCode: 'INVALID_ANSWER' }, {}]);
  });

  it.each<[string, object]>([
    ['plaid', { plaid: { linkTokenGet: undefined } }],
    ['records', { records: undefined, onWebhook: undefined }],
    ['since', { since: new Date('nonsense') }],
    ['cursor', { cursor: '' }],
  ])('catchUpWebhooks() names a mistake in %s', async (option, overrides) => {
    const error = await failureOf(run(overrides));
    expect(isRelinkError(error) && error.message).toContain(`catchUpWebhooks: \`${option}\``);
  });
});

import type { FakePlaidState } from '../state/state';
import type { MintedToken } from '../state/tokens';
import type { WebhookSender } from '../webhooks/webhook-sender';

type Body = Record<string, unknown>;

/** What Plaid keeps of one Link session, for `/link/token/get` and the LINK webhooks. */
export interface SessionRecord {
  readonly id: string;
  readonly token: MintedToken;
  readonly startedAtMs: number;
  /** When the user last did something. */
  touchedAtMs: number;
  readonly events: Body[];
  end: SessionEnd | null;
}

type SessionEnd = { readonly atMs: number } & (
  | { readonly publicToken: string; readonly metadata: Body }
  | { readonly publicToken: null; readonly metadata: Body; readonly error: object | null }
);

export interface SessionRecords {
  start(id: string, token: MintedToken): SessionRecord;
  /** Adds an event of Link's (plaid.com/docs/link/web, onEvent). */
  note(record: SessionRecord, eventName: string, metadata?: Body): void;
  succeed(record: SessionRecord, publicToken: string, metadata: Body): void;
  exit(record: SessionRecord, error: object | null, metadata: Body): void;
  /** The sessions of a token that Plaid still knows, as `/link/token/get` answers them. */
  bodiesOf(token: MintedToken): Body[];
  /** Ends the sessions that users left. */
  settle(): void;
}

/** How long Plaid keeps a session after its end (plaid@47, LinkTokenGetResponse). */
const RETENTION_MS = 6 * 60 * 60_000;
/** Plaid ends a session 5 to 15 minutes after the user last did something (plaid@47, LinkEventsWebhook). */
const ABANDONED_MS = 15 * 60_000;

export function createSessionRecords(
  state: FakePlaidState,
  webhooks: WebhookSender,
  hasLinkWebhooks: boolean,
): SessionRecords {
  let records: SessionRecord[] = [];

  /** Hosted Link's sessions by default; others where Plaid has switched it on (plaid@47, LinkSessionFinishedWebhook). */
  const isReported = ({ request }: MintedToken): boolean =>
    request !== null && (request.isHosted || hasLinkWebhooks);

  function note(record: SessionRecord, eventName: string, metadata: Body = {}): void {
    const { item } = record.token;
    record.touchedAtMs = state.now();
    record.events.push({
      event_name: eventName,
      timestamp: iso(state.now()),
      event_id: state.uuid(),
      event_metadata: {
        request_id: state.uuid(),
        ...(item && {
          institution_id: item.institutionId,
          institution_name: item.institutionName,
        }),
        ...metadata,
      },
    });
  }

  function finish(record: SessionRecord, end: SessionEnd): void {
    if (record.end) return;
    record.end = end;
    const { id, token, events } = record;
    // That an update-mode session's webhooks go to the address of the token request, and not to the Item's, is not
    // established: Plaid documents it for sessions of new Items.
    const address = token.request?.webhook ?? null;
    if (address === null || !isReported(token)) return;
    const about = { webhook_type: 'LINK', link_session_id: id, link_token: token.value };
    void webhooks.sendTo(address, { ...about, webhook_code: 'EVENTS', events: [...events] });
    void webhooks.sendTo(address, {
      ...about,
      webhook_code: 'SESSION_FINISHED',
      status: end.publicToken === null ? 'EXITED' : 'SUCCESS',
      public_tokens: end.publicToken === null ? [] : [end.publicToken],
    });
  }

  function exit(record: SessionRecord, error: object | null, metadata: Body): void {
    if (record.end) return;
    note(record, 'EXIT', exitStatus(metadata));
    finish(record, { atMs: state.now(), publicToken: null, error, metadata });
  }

  function settle(): void {
    const now = state.now();
    for (const record of records) {
      if (!record.end && record.touchedAtMs + ABANDONED_MS <= now) exit(record, null, {});
    }
    records = records.filter(({ end }) => !end || end.atMs + RETENTION_MS > now);
  }

  return {
    start(id, token) {
      settle();
      const now = state.now();
      const record = { id, token, startedAtMs: now, touchedAtMs: now, events: [], end: null };
      records.push(record);
      return record;
    },
    note,
    succeed(record, publicToken, metadata) {
      note(record, 'HANDOFF');
      finish(record, { atMs: state.now(), publicToken, metadata });
    },
    exit,
    bodiesOf(token) {
      settle();
      return records
        .filter((record) => record.token.value === token.value)
        .map((record) => sessionBody(record, isReported(token)));
    },
    settle,
  };
}

function sessionBody({ id, startedAtMs, events, end }: SessionRecord, hasEvents: boolean): Body {
  const exit = end && 'error' in end ? { error: end.error, metadata: end.metadata } : null;
  return {
    link_session_id: id,
    started_at: iso(startedAtMs),
    finished_at: end && iso(end.atMs),
    on_success:
      end && end.publicToken !== null
        ? { public_token: end.publicToken, metadata: end.metadata }
        : null,
    on_exit: exit,
    exit,
    // What Plaid has in `results` for update mode is not established, so it is left out.
    ...(hasEvents && { events }),
  };
}

function exitStatus({ status }: Body): Body {
  return typeof status === 'string' ? { exit_status: status } : {};
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

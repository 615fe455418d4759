import { isRecord } from '../../core/unknown';
import type { RelinkHandlerError } from '../http/handler-error';
import { assertKnownOptions } from '../options/assert/assert-known-keys';
import { assertOption, isFunction } from '../options/assert/assert-option';
import type { PlaidCallOptions, PlaidResponse, WebhookPlaidClient } from '../plaid/plaid-client';
import type { ItemRecords } from '../records/item-records';
import type { ItemWebhookEvent } from '../webhook/classify-webhook';
import type { VerifiedWebhook } from '../webhook/verify/verified-webhook';

type Awaitable<Value> = Value | PromiseLike<Value>;

/** The methods of the official `plaid` client that `catchUpWebhooks` calls. */
export interface CatchUpPlaidClient {
  /** As for {@link WebhookPlaidClient}: without it there is no event `relinked`. */
  linkTokenGet?: NonNullable<WebhookPlaidClient['linkTokenGet']>;
  /** `/beta/webhook_events/list`, up to 100 webhooks a call. Clients before plaid@47 may lack it. */
  betaWebhookEventsList?(request: WebhookEventsRequest, options?: PlaidCallOptions): PlaidResponse;
}

/** The body of `/beta/webhook_events/list`. */
export interface WebhookEventsRequest {
  /** `next_cursor` of an earlier answer. Not together with `start_time`. */
  cursor?: string;
  /** ISO 8601, within the last 7 days. */
  start_time?: string | null;
  /** `PENDING`, `DELIVERED` and `FAILED`. */
  delivery_statuses?: string[];
}

/** Options of `catchUpWebhooks`. At least one of `records`, `onWebhook` and `onEvent` is required. */
export interface CatchUpOptions {
  /** The official client. */
  plaid: CatchUpPlaidClient;
  /** As for `createWebhookHandler`. */
  records?: ItemRecords | undefined;
  /** As for `createWebhookHandler`; `signedAt` is when Plaid sent the webhook. */
  onWebhook?: ((webhook: VerifiedWebhook) => Awaitable<unknown>) | undefined;
  /** As for `createWebhookHandler`; `signedAt` is when Plaid sent the webhook. */
  onEvent?: ((event: ItemWebhookEvent) => Awaitable<unknown>) | undefined;
  /** Where an earlier run has ended: what `onCursor` got last. @default null: begin at `since` */
  cursor?: string | null | undefined;
  /**
   * Called after each page of webhooks that were all handled. Store the cursor: the next run continues there, also where
   * this one fails or the process ends.
   */
  onCursor?: ((cursor: string) => Awaitable<unknown>) | undefined;
  /** Without a cursor: the first time to ask for. Plaid keeps 7 days. @default all that Plaid keeps */
  since?: Date | undefined;
  /**
   * Also hear the webhooks that your endpoint answered with a 2xx: for an endpoint that answered without keeping them.
   * What was handled before is handled again then; compare `deliveryId`.
   * @default false: those that Plaid could not deliver
   */
  includeDelivered?: boolean | undefined;
  /** Ends the run before the next webhook. */
  signal?: AbortSignal | undefined;
  /** For your log, as for `createWebhookHandler`. @default console.error */
  onError?: ((error: RelinkHandlerError) => void) | undefined;
}

const OPTIONS: Readonly<Record<keyof CatchUpOptions, true>> = {
  plaid: true,
  records: true,
  onWebhook: true,
  onEvent: true,
  cursor: true,
  onCursor: true,
  since: true,
  includeDelivered: true,
  signal: true,
  onError: true,
};

/** @throws RelinkError `invalid_options` */
export function assertCatchUpOptions(options: CatchUpOptions): void {
  const where = 'catchUpWebhooks';
  assertOption(isRecord(options), 'options', 'is missing', 'Pass { plaid, records }.', where);
  assertKnownOptions(options, OPTIONS, where);
  const { plaid, records, onWebhook, onEvent, since, cursor } = options;
  assertOption(
    isRecord(plaid) && isFunction(plaid.betaWebhookEventsList),
    'plaid',
    'must be an official client that has betaWebhookEventsList',
    'Update the package plaid, or run sweepItems, which asks for each Item.',
    where,
  );
  assertOption(
    Boolean(records ?? onWebhook ?? onEvent),
    'records',
    'is required, or onWebhook, or onEvent',
    'Pass what createWebhookHandler has.',
    where,
  );
  assertOption(
    since === undefined || (since instanceof Date && !Number.isNaN(since.getTime())),
    'since',
    'must be a valid Date',
    'Such as new Date(Date.now() - 86_400_000).',
    where,
  );
  assertOption(
    cursor === undefined || cursor === null || (typeof cursor === 'string' && cursor !== ''),
    'cursor',
    'must be what onCursor got',
    'Pass null to begin without one.',
    where,
  );
}

import type { SessionRecords } from '../sessions/session-records';
import type { FakePlaidState } from '../state/state';
import type { WebhookSender } from '../webhooks/webhook-sender';
import type { WebhookSigner } from '../webhooks/webhook-signer';

export type Body = Record<string, unknown>;

/** What endpoints work on. */
export interface EndpointContext {
  readonly state: FakePlaidState;
  readonly webhooks: WebhookSender;
  readonly signer: WebhookSigner;
  readonly sessions: SessionRecords;
}

/** One endpoint, called once the keys and the fields are checked. Returns the body of the 200. */
export type Endpoint = (
  context: EndpointContext,
  body: Body,
  requestId: string,
) => Body | Promise<Body>;

export type Endpoints = Readonly<Record<string, Endpoint>>;

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

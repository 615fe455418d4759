import { isRecord } from '../../../core/unknown';
import type { FakeItemState } from '../state/item';
import { webhookBody } from './webhook-body';
import { createWebhookLog, type WebhookLog, type WebhookLogEntry } from './webhook-log';
import type { SignedWebhook, WebhookSigner } from './webhook-signer';

type Body = Record<string, unknown>;

/** A webhook of a fake Plaid, before it is signed. */
export interface FakeWebhook {
  /** Null for a webhook that is not about an Item. */
  itemId: string | null;
  body: Readonly<Record<string, unknown>>;
}

/** Hears of a webhook. Its promise is part of the app's answer. */
export type FakeWebhookListener = (webhook: FakeWebhook) => void | Promise<void>;

/** Sends webhooks to the addresses that the app gave. */
export interface WebhookSender {
  /** A webhook about an Item. `fields` replace fields of its body. */
  sign(item: FakeItemState, webhookCode: string, fields?: Body): Promise<SignedWebhook>;
  /** Tells the listeners, and sends it if the Item has a webhook address. Resolves once the app has answered. Rejects if a listener throws. */
  send(item: FakeItemState, webhookCode: string, fields?: Body): Promise<void>;
  /** Sends a webhook that is not about an Item. Resolves once the app has answered. Rejects if a listener throws. */
  sendTo(address: string, body: Body): Promise<void>;
  /** Resolves once the app has answered every webhook that was sent so far. */
  whenAnswered(): Promise<void>;
  /** Calls `listener` with each webhook, also where an Item has no address. Returns the function that unsubscribes it. */
  listen(listener: FakeWebhookListener): () => void;
  readonly log: WebhookLog;
}

interface SenderDeps {
  signer: WebhookSigner;
  now(): number;
  environment: string;
  deliver: ((webhook: Request) => Promise<unknown>) | undefined;
}

export function createWebhookSender({
  signer,
  now,
  environment,
  deliver,
}: SenderDeps): WebhookSender {
  const log = createWebhookLog(now);
  const unanswered = new Set<Promise<void>>();
  const listeners = new Set<FakeWebhookListener>();
  /** One is signed after the other, so that webhooks leave in the order in which they were sent. */
  let lastSigned: Promise<unknown> = Promise.resolve();

  const bodyOf = (item: FakeItemState, webhookCode: string, fields?: Body): Body => ({
    ...webhookBody(item, webhookCode, environment, now()),
    ...fields,
  });

  async function post({ body, address }: WebhookLogEntry): Promise<number | null> {
    // The test has no server at the address.
    if (!deliver) return null;
    const signing = lastSigned.then(() => signer.sign(body));
    lastSigned = signing.catch(() => {});
    const answer = await deliver(new Request(address, { method: 'POST', ...(await signing) }));
    return isRecord(answer) && typeof answer.status === 'number' ? answer.status : 200;
  }

  async function deliverEntry(entry: WebhookLogEntry): Promise<void> {
    // Like Plaid, it does not report an app that cannot be reached: the list of webhook events shows it.
    entry.httpStatus = await post(entry).catch(() => null);
    entry.status = entry.httpStatus !== null && entry.httpStatus < 300 ? 'DELIVERED' : 'FAILED';
  }

  async function tell(webhook: FakeWebhook): Promise<void> {
    for (const listener of [...listeners]) await listener(webhook);
  }

  function dispatch(itemId: string | null, body: Body, address: string | null): Promise<void> {
    const work = [tell({ itemId, body })];
    if (address !== null) work.push(deliverEntry(log.add(body, address)));
    const answered = Promise.all(work).then(() => void unanswered.delete(answered));
    unanswered.add(answered);
    return answered;
  }

  return {
    log,
    sign: (item, webhookCode, fields) => signer.sign(bodyOf(item, webhookCode, fields)),
    async send(item, webhookCode, fields) {
      const body = bodyOf(item, webhookCode, fields);
      // That this includes webhooks about the Item itself is not established: Plaid's text says "the last webhook".
      if (item.webhook !== null) {
        item.lastWebhook = { sentAt: new Date(now()).toISOString(), code: webhookCode };
      }
      await dispatch(item.itemId, body, item.webhook);
    },
    sendTo: (address, body) => dispatch(null, { ...body, environment }, address),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async whenAnswered() {
      // An answer may cause another webhook.
      while (unanswered.size > 0) await Promise.all(unanswered);
    },
  };
}

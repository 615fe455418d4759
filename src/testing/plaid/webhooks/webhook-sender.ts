import { isRecord } from '../../../core/unknown';
import type { FakeItemState } from '../state/item';
import { webhookBody } from './webhook-body';
import { createWebhookLog, type WebhookLog, type WebhookLogEntry } from './webhook-log';
import type { SignedWebhook, WebhookSigner } from './webhook-signer';

type Body = Record<string, unknown>;

/** Sends webhooks to the addresses that the app gave. */
export interface WebhookSender {
  /** A webhook about an Item. `fields` replace fields of its body. */
  sign(item: FakeItemState, webhookCode: string, fields?: Body): Promise<SignedWebhook>;
  /** Sends it, if the Item has a webhook address. Resolves once the app has answered. Never rejects. */
  send(item: FakeItemState, webhookCode: string, fields?: Body): Promise<void>;
  /** Sends a webhook that is not about an Item. Resolves once the app has answered. Never rejects. */
  sendTo(address: string, body: Body): Promise<void>;
  /** Resolves once the app has answered every webhook that was sent so far. */
  whenAnswered(): Promise<void>;
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

  const bodyOf = (item: FakeItemState, webhookCode: string, fields?: Body): Body => ({
    ...webhookBody(item, webhookCode, environment, now()),
    ...fields,
  });

  async function post({ body, address }: WebhookLogEntry): Promise<number | null> {
    // Nobody listens at the address.
    if (!deliver) return null;
    const signed = await signer.sign(body);
    const answer = await deliver(new Request(address, { method: 'POST', ...signed }));
    return isRecord(answer) && typeof answer.status === 'number' ? answer.status : 200;
  }

  async function deliverEntry(entry: WebhookLogEntry): Promise<void> {
    // Like Plaid, it does not report an app that cannot be reached: the list of webhook events shows it.
    entry.httpStatus = await post(entry).catch(() => null);
    entry.status = entry.httpStatus !== null && entry.httpStatus < 300 ? 'DELIVERED' : 'FAILED';
  }

  function sendTo(address: string, body: Body): Promise<void> {
    const answered = deliverEntry(log.add({ ...body, environment }, address));
    unanswered.add(answered);
    return answered.finally(() => unanswered.delete(answered));
  }

  return {
    log,
    sign: (item, webhookCode, fields) => signer.sign(bodyOf(item, webhookCode, fields)),
    async send(item, webhookCode, fields) {
      if (item.webhook === null) return;
      // That this includes webhooks about the Item itself is not established: Plaid's text says "the last webhook".
      item.lastWebhook = { sentAt: new Date(now()).toISOString(), code: webhookCode };
      await sendTo(item.webhook, bodyOf(item, webhookCode, fields));
    },
    sendTo,
    async whenAnswered() {
      // An answer may cause another webhook.
      while (unanswered.size > 0) await Promise.all(unanswered);
    },
  };
}

import type { FakeItemState } from '../state/item';
import { webhookBody } from './webhook-body';
import type { SignedWebhook, WebhookSigner } from './webhook-signer';

/** Sends webhooks to the addresses that the app gave. */
export interface WebhookSender {
  /** A webhook about an Item. `fields` replace fields of its body. */
  sign(
    item: FakeItemState,
    webhookCode: string,
    fields?: Record<string, unknown>,
  ): Promise<SignedWebhook>;
  /** Sends it, if the Item has a webhook address. Resolves once the app has answered. Never rejects. */
  send(item: FakeItemState, webhookCode: string, fields?: Record<string, unknown>): Promise<void>;
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
  const bodyOf = (
    item: FakeItemState,
    webhookCode: string,
    fields?: Record<string, unknown>,
  ): object => ({ ...webhookBody(item, webhookCode, environment, now()), ...fields });

  async function post(body: object, address: string): Promise<void> {
    if (!deliver) return;
    const signed = await signer.sign(body);
    await deliver(new Request(address, { method: 'POST', ...signed }));
  }

  return {
    sign: (item, webhookCode, fields) => signer.sign(bodyOf(item, webhookCode, fields)),
    async send(item, webhookCode, fields) {
      if (item.webhook === null) return;
      item.lastWebhook = { sentAt: new Date(now()).toISOString(), code: webhookCode };
      // Like Plaid, it does not report an app that cannot be reached.
      await post(bodyOf(item, webhookCode, fields), item.webhook).catch(() => {});
    },
  };
}

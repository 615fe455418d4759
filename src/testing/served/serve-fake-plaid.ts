import { createServer } from 'node:http';
import { isRecord } from '../../core/unknown';
import { toNodeHandler } from '../../server';
import { createFakePlaid } from '../fake-plaid';
import type { FakePlaidRequest } from '../plaid/http-api';
import { createQuickStartItems, quickStartEnv } from './quick-start-items';

export interface ServedFakePlaidOptions {
  /** 0 for any free port. */
  port: number;
  /** The address of the Items' webhooks. */
  webhook: string | undefined;
  onRequest(request: FakePlaidRequest): void;
  /** `outcome` is the status of the answer, or why there was none. */
  onWebhook(code: string, outcome: string): void;
}

export interface ServedFakePlaid {
  url: string;
  /** The lines of `.env` that an app needs. */
  env: string;
  close(): void;
}

/**
 * Serves a fake Plaid with the two Items of the quick starts. It listens on 127.0.0.1 alone, since it takes whatever a
 * page of any origin sends.
 *
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function serveFakePlaid(options: ServedFakePlaidOptions): Promise<ServedFakePlaid> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${isRecord(address) ? String(address.port) : options.port}`;
  const plaid = createFakePlaid({
    hostedLinkBaseUrl: `${url}/fake/hosted`,
    deliverWebhook: (webhook) => deliver(webhook, options.onWebhook),
  });
  createQuickStartItems(plaid, options.webhook);
  plaid.onRequest(options.onRequest);
  const handle = toNodeHandler(plaid.fetch);
  server.on('request', (request, response) => void handle(request, response));
  return {
    url,
    env: quickStartEnv(plaid, url),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function deliver(
  webhook: Request,
  onWebhook: ServedFakePlaidOptions['onWebhook'],
): Promise<void> {
  const body: unknown = await webhook.clone().json();
  const code = isRecord(body) ? String(body.webhook_code) : '';
  const outcome = await fetch(webhook).then(
    ({ status }) => String(status),
    () => 'no answer',
  );
  onWebhook(code, outcome);
}

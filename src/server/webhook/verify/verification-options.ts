import { isRecord } from '../../../core/unknown';
import { assertOption, isFunction } from '../../options/assert/assert-option';
import type { WebhookPlaidClient } from '../../plaid/plaid-client';
import type { WebhookKeyStore } from '../keys/key-store';
import { isEnvironment, type PlaidEnvironment } from './verified-webhook';

/** What `createWebhookHandler` and `verifyWebhook` verify with. */
export interface VerificationOptions {
  /** The official client, configured for the environment that sends the webhooks. */
  plaid: WebhookPlaidClient;
  /**
   * The environment whose webhooks are accepted. Those of another one, and those that name none, get a 401, so that no
   * event of Sandbox reaches your production data.
   * @default the environment in the client's `basePath`; where that is not Plaid's own address, both are accepted
   */
  environment?: PlaidEnvironment | undefined;
  /**
   * A store of Plaid's public keys for all machines. @default each process asks Plaid for itself, once an hour for each key
   */
  keys?: WebhookKeyStore | undefined;
}

export const VERIFICATION_OPTIONS: Readonly<Record<keyof VerificationOptions, true>> = {
  plaid: true,
  environment: true,
  keys: true,
};

/** @throws RelinkError `invalid_options` */
export function assertVerificationOptions(options: VerificationOptions, where: string): void {
  const { plaid, environment, keys } = options;
  assertOption(
    isRecord(plaid) && isFunction(plaid.webhookVerificationKeyGet),
    'plaid',
    'must be the official client',
    'Pass new PlaidApi(configuration).',
    where,
  );
  assertOption(
    environment === undefined || isEnvironment(environment),
    'environment',
    "must be 'sandbox' or 'production'",
    'Leave it out to accept the environment in the client’s basePath.',
    where,
  );
  assertOption(
    keys === undefined || (isRecord(keys) && isFunction(keys.read) && isFunction(keys.write)),
    'keys',
    'must have the functions read and write',
    'See docs/webhooks.md.',
    where,
  );
}

/** @returns null where the client asks another address, such as a proxy or a fake Plaid */
export function environmentOf(plaid: WebhookPlaidClient): PlaidEnvironment | null {
  // A protected field of the official client, which its type does not show.
  const basePath: unknown = Reflect.get(plaid, 'basePath');
  if (typeof basePath !== 'string' || !URL.canParse(basePath)) return null;
  const environment = /^(\w+)\.plaid\.com$/.exec(new URL(basePath).hostname)?.[1];
  return isEnvironment(environment) ? environment : null;
}

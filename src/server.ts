/**
 * The server: the handler that mints tokens, and the one for webhooks.
 *
 * @module react-plaid-relink/server
 */

export { createRelinkHandler, type RelinkHandler } from './server/handler';
export type { AccountType, LinkTokenSettings } from './server/options/link-token-settings';
export type {
  OwnedItem,
  RelinkHandlerOptions,
  RelinkHandlerProblem,
} from './server/options/options';
export type {
  AccessTokenRequest,
  LinkTokenRequest,
  PlaidAnswer,
  PlaidCallOptions,
  PlaidPort,
} from './server/plaid/plaid-port';
export type { RateLimiter } from './server/rate-limit';
export { toNodeHandler, type WebHandler } from './server/http/to-node-handler';

export { createWebhookHandler } from './server/webhook/handler';
export type { ItemWebhookEvent } from './server/webhook/events';
export type { WebhookPort } from './server/webhook/keys';
export type { WebhookHandlerOptions } from './server/webhook/options';

export { isRelinkError, type RelinkError } from './core/errors/relink-error';
export type { RelinkErrorCode } from './core/errors/code';
export type { ItemBody, LinkTokenBody, PublicTokenBody } from './core/gateway/wire';

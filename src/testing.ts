/**
 * Fakes of Plaid, of Link and of your backend, for tests, stories and demos; and a check of the real backend.
 *
 * @module react-plaid-relink/testing
 */

export type { CheckGatewayOptions } from './testing/gateway-check/check-options';
export { checkGateway } from './testing/gateway-check/check-gateway';
export type { GatewayCheckResult } from './testing/gateway-check/gateway-check-result';
export type { GatewayCheckId } from './testing/gateway-check/probe/check';
export {
  createFakeBackend,
  type FakeBackend,
  type FakeBackendItem,
  type FakeBackendOptions,
} from './testing/fake-backend';
export { createFakeLink, type FakeLink, type FakeLinkOptions } from './testing/fake-link';
export { createFakePlaid, type FakePlaid } from './testing/fake-plaid';
export type { FakeItemInit, FakePlaidOptions } from './testing/fake-plaid-options';
export type {
  FakeLinkBehaviour,
  FakeLinkConfig,
  FakeLinkCredentials,
  FakeLinkHandler,
} from './testing/link/link-types';
export type { FakeAccount } from './testing/plaid/state/accounts';
export type { FakeClientAnswer, FakePlaidClient } from './testing/plaid/fake-plaid-client';
export type { FakeFault } from './testing/plaid/fault-queue';
export type { FakePlaidRequest } from './testing/plaid/http-api';
export {
  SANDBOX_CREDENTIALS,
  type LinkAction,
  type LinkBackend,
  type LinkReply,
} from './testing/plaid/sessions/link-backend';
export type { FakePlaidErrorBody } from './testing/plaid/state/plaid-error';
export type { FakeEndpoint } from './testing/plaid/endpoints/app-endpoint';
export type {
  AccessRevocation,
  DisconnectAnnouncement,
  FakeItemActions,
} from './testing/plaid/item-actions';
export type {
  AnnouncedDisconnect,
  FakeItemState,
  FakeItemStatus,
  FakeUpdateTimes,
  PendingItemError,
} from './testing/plaid/state/item';
export type { FakeWebhook, FakeWebhookListener } from './testing/plaid/webhooks/webhook-sender';
export type { SignedWebhook } from './testing/plaid/webhooks/webhook-signer';

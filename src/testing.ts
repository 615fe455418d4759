/**
 * Fakes of Plaid, of Link and of your backend, for tests, stories and demos.
 *
 * @module react-plaid-relink/testing
 */

export {
  createFakeBackend,
  type FakeBackend,
  type FakeBackendOptions,
} from './testing/fake-backend';
export { createFakeLink, type FakeLink, type FakeLinkOptions } from './testing/fake-link';
export {
  createFakePlaid,
  type FakeItemInit,
  type FakePlaid,
  type FakePlaidOptions,
  type FakePlaidRequest,
} from './testing/fake-plaid';
export type { FakeLinkBehaviour, FakeLinkConfig, FakeLinkHandler } from './testing/link/handler';
export type { FakeAccount } from './testing/plaid/accounts';
export type { FakeClientAnswer, FakePlaidClient } from './testing/plaid/client';
export type { FakePlaidErrorBody } from './testing/plaid/errors';
export type { FakeFault } from './testing/plaid/faults';
export {
  SANDBOX_CREDENTIALS,
  type LinkAction,
  type LinkBackend,
  type LinkReply,
} from './testing/plaid/link-sessions';
export type { FakeItemState } from './testing/plaid/state';
export type { SignedWebhook } from './testing/plaid/webhooks';

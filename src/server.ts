/**
 * The server: the handler that mints tokens, and the one for webhooks.
 *
 * @module react-plaid-relink/server
 */

export { createRelinkHandler, type RelinkHandler } from './server/relink-handler';
export {
  createRelinkService,
  type HostedLink,
  type RelinkService,
  type ServiceCallInput,
  type ServiceHealthInput,
  type ServiceHostedLinkInput,
  type ServiceItemInput,
  type ServiceLinkTokenInput,
  type ServiceReportInput,
} from './server/relink-service';
export type { PlaidErrorBody } from './server/http/error-body';
export type { RelinkHandlerError } from './server/http/handler-error';
export type { RelinkHandlerOptions } from './server/options/handler-options';
export type { InstitutionOptions } from './server/options/institution-options';
export type { ItemHealthEvent, RelinkedEvent } from './server/options/item-events';
export type {
  RelinkRequestEvent,
  RelinkRequestItem,
  RelinkRequestOutcome,
} from './server/options/request-event';
export type { RelinkServiceOptions } from './server/options/service-options';
export { isRelinkServiceError, type RelinkServiceError } from './server/service/service-error';
export type { RelinkServerOptions } from './server/options/server-options';
export type {
  AccountType,
  AppearanceMode,
  HostedLinkSettings,
  LinkTokenSettings,
  LinkTransferSettings,
  LinkUserSettings,
} from './server/options/link-token/link-token-settings';
export type { OwnedItem } from './server/options/owned-item';
export type { RequestedLink } from './server/options/link-token/requested-link';
export type {
  AccessTokenRequest,
  InstitutionRequest,
  LinkTokenRequest,
  PlaidCallOptions,
  PlaidClient,
  PlaidResponse,
  WebhookPlaidClient,
} from './server/plaid/plaid-client';
export type { InstitutionRecord } from './server/institutions/institution-record';
export type { InstitutionStore } from './server/institutions/institution-store';
export { createMemoryInstitutions } from './server/institutions/memory-institutions';
export type { OnLimiterDown, RateLimiter } from './server/rate-limit/rate-limiter';
export type { ItemRecords } from './server/records/item-records';
export { createMemoryRecords } from './server/records/memory-records';
export { sweepItems } from './server/maintenance/sweep/sweep-items';
export { SweepError } from './server/maintenance/sweep/sweep-error';
export type {
  SweepHealth,
  SweepItem,
  SweepOptions,
  SweepPlaidClient,
  SweepSummary,
  SweepVisit,
} from './server/maintenance/sweep/sweep-options';
export { findDuplicateItems } from './server/maintenance/duplicates/find-duplicate-items';
export type {
  DuplicateCandidate,
  DuplicateItem,
  DuplicateItems,
  DuplicatesOptions,
  DuplicatesPlaidClient,
  UnreadItem,
} from './server/maintenance/duplicates/duplicate-options';
export {
  matchAccounts,
  type AccountEvidence,
  type AccountFacts,
  type AccountMatch,
} from './server/maintenance/duplicates/match-accounts';
export { nodeRequestOf } from './server/node/node-request-of';
export {
  toNodeHandler,
  type NodeHandlerOptions,
  type WebHandler,
} from './server/node/to-node-handler';

export { relinkMail, type RelinkMail } from './server/mail/relink-mail';
export type { RelinkMailItem, RelinkMailOptions } from './server/mail/mail-options';
export type { RelinkMailSubject, RelinkMailTexts, RelinkMailWords } from './server/mail/mail-texts';
export { englishMailTexts } from './server/mail/english';
export { germanMailTexts } from './server/mail/languages/german';
export { germanInformalMailTexts } from './server/mail/languages/german-informal';
export { frenchMailTexts } from './server/mail/languages/french';
export { spanishMailTexts } from './server/mail/languages/spanish';

export { createWebhookHandler } from './server/webhook/webhook-handler';
export { verifyWebhook, type VerifyWebhookOptions } from './server/webhook/verify/verify-webhook';
export type { VerificationOptions } from './server/webhook/verify/verification-options';
export type { PlaidEnvironment, VerifiedWebhook } from './server/webhook/verify/verified-webhook';
export type { WebhookDeliveries } from './server/webhook/shared-deliveries';
export type { WebhookKeyStore } from './server/webhook/keys/key-store';
export {
  isWebhookError,
  type WebhookError,
  type WebhookErrorReason,
} from './server/webhook/verify/webhook-error';
export { flagOf } from './server/webhook/flag-of';
export type { ItemWebhookEvent } from './server/webhook/classify-webhook';
export type { WebhookHandlerOptions } from './server/webhook/webhook-options';

export { catchUpWebhooks, type CatchUpResult } from './server/maintenance/catch-up-webhooks';
export type {
  CatchUpOptions,
  CatchUpPlaidClient,
  WebhookEventsRequest,
} from './server/maintenance/catch-up-options';

export { isRelinkError, type RelinkError } from './core/errors/relink-error';
export type { RelinkErrorCode } from './core/errors/code';
export type { ItemFlag } from './core/item/item-flag';
export type { ItemRecord, RecordedItem } from './core/item/item-record';
export { nextRecord, type ItemChange } from './core/item/next-record';
export type {
  InstitutionBody,
  ItemBody,
  ItemsBody,
  LinkTokenBody,
  PublicTokenBody,
} from './core/gateway/wire';
export type {
  ItemFlagKind,
  ItemHealth,
  ItemHealthState,
  ItemInstitution,
  ItemRemedy,
} from './core/types';

/* eslint-disable @typescript-eslint/no-deprecated -- The former names stay exported. */
export type { RelinkHandlerProblem } from './server/http/handler-error';
export type { PlaidAnswer, PlaidPort, WebhookPort } from './server/plaid/plaid-client';

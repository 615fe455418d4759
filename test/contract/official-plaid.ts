import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readTypes } from './official-types';

/** The types of the official client, as installed. */
export const official = readTypes(
  join(dirname(createRequire(import.meta.url).resolve('plaid')), 'api.d.ts'),
);

/** The official client's names of what goes in and comes out. */
export const TYPES: Readonly<Record<string, readonly [request: string, response: string]>> = {
  '/item/public_token/create': ['ItemPublicTokenCreateRequest', 'ItemPublicTokenCreateResponse'],
  '/item/public_token/exchange': [
    'ItemPublicTokenExchangeRequest',
    'ItemPublicTokenExchangeResponse',
  ],
  '/item/webhook/update': ['ItemWebhookUpdateRequest', 'ItemWebhookUpdateResponse'],
  '/sandbox/item/fire_webhook': ['SandboxItemFireWebhookRequest', 'SandboxItemFireWebhookResponse'],
  '/webhook_verification_key/get': [
    'WebhookVerificationKeyGetRequest',
    'WebhookVerificationKeyGetResponse',
  ],
  '/beta/webhook_events/list': ['BetaWebhookEventsListRequest', 'BetaWebhookEventsListResponse'],
  '/institutions/get_by_id': ['InstitutionsGetByIdRequest', 'InstitutionsGetByIdResponse'],
  '/accounts/get': ['AccountsGetRequest', 'AccountsGetResponse'],
  '/item/get': ['ItemGetRequest', 'ItemGetResponse'],
  '/item/remove': ['ItemRemoveRequest', 'ItemRemoveResponse'],
  '/sandbox/item/reset_login': ['SandboxItemResetLoginRequest', 'SandboxItemResetLoginResponse'],
  '/sandbox/public_token/create': [
    'SandboxPublicTokenCreateRequest',
    'SandboxPublicTokenCreateResponse',
  ],
  '/link/token/get': ['LinkTokenGetRequest', 'LinkTokenGetResponse'],
  '/link/token/create': ['LinkTokenCreateRequest', 'LinkTokenCreateResponse'],
};

/** The official client's names of webhooks, by type and code. */
export const WEBHOOK_TYPES: Readonly<Record<string, string>> = {
  'ITEM ERROR': 'ItemErrorWebhook',
  'ITEM LOGIN_REPAIRED': 'ItemLoginRepairedWebhook',
  'ITEM NEW_ACCOUNTS_AVAILABLE': 'NewAccountsAvailableWebhook',
  'ITEM PENDING_DISCONNECT': 'PendingDisconnectWebhook',
  'ITEM PENDING_EXPIRATION': 'PendingExpirationWebhook',
  'ITEM USER_ACCOUNT_REVOKED': 'UserAccountRevokedWebhook',
  'ITEM USER_PERMISSION_REVOKED': 'UserPermissionRevokedWebhook',
  'ITEM WEBHOOK_UPDATE_ACKNOWLEDGED': 'WebhookUpdateAcknowledgedWebhook',
  'AUTH PRODUCT_PERMISSIONS_REQUIRED': 'ProductPermissionsRequiredAuthWebhook',
  'IDENTITY PRODUCT_PERMISSIONS_REQUIRED': 'ProductPermissionsRequiredIdentityWebhook',
  'LINK EVENTS': 'LinkEventsWebhook',
  'LINK SESSION_FINISHED': 'LinkSessionFinishedWebhook',
  'TRANSACTIONS DEFAULT_UPDATE': 'DefaultUpdateWebhook',
  'TRANSACTIONS SYNC_UPDATES_AVAILABLE': 'SyncUpdatesAvailableWebhook',
};

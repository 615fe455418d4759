import type { Endpoints } from './endpoint';
import { INSTITUTION_ENDPOINTS } from './institution-endpoints';
import { ITEM_ENDPOINTS } from './item-endpoints';
import { LINK_TOKEN_ENDPOINTS } from './link-token-endpoints';
import { SANDBOX_ENDPOINTS } from './sandbox-endpoints';
import { WEBHOOK_ENDPOINTS } from './webhook-endpoints';

/** Plaid's endpoints by path. */
export const ENDPOINTS: Endpoints = {
  ...ITEM_ENDPOINTS,
  ...LINK_TOKEN_ENDPOINTS,
  ...INSTITUTION_ENDPOINTS,
  ...WEBHOOK_ENDPOINTS,
  ...SANDBOX_ENDPOINTS,
};

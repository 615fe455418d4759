import type { Endpoints } from './endpoint';
import { ITEM_ENDPOINTS } from './item-endpoints';
import { LINK_TOKEN_ENDPOINTS } from './link-token-endpoints';
import { SANDBOX_ENDPOINTS } from './sandbox-endpoints';

/** Plaid's endpoints by path. */
export const ENDPOINTS: Endpoints = {
  ...ITEM_ENDPOINTS,
  ...LINK_TOKEN_ENDPOINTS,
  ...SANDBOX_ENDPOINTS,

  '/webhook_verification_key/get': async ({ signer }, body) => ({
    key: await signer.publicKey(String(body.key_id)),
  }),
};

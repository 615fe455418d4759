import type { Redis } from 'ioredis';
import type { WebhookDeliveries, WebhookKeyStore } from 'react-plaid-relink/server';

/** For `createWebhookHandler({ deliveries })`: each webhook is handled once by all machines together. */
export function createRedisDeliveries(redis: Redis, prefix = 'plaid-webhook:'): WebhookDeliveries {
  return {
    // One command, so that of two machines one gets the OK.
    once: async (id, until) =>
      (await redis.set(prefix + id, '1', 'PXAT', until.getTime(), 'NX')) === 'OK',
    forget: async (id) => void (await redis.del(prefix + id)),
  };
}

/**
 * For `createWebhookHandler({ keys })`: Plaid's public keys for all machines. Give each environment of Plaid a prefix of
 * its own, and let no other app write here: a key in this store can sign webhooks.
 */
export function createRedisKeys(redis: Redis, prefix = 'plaid-key:'): WebhookKeyStore {
  return {
    async read(kid) {
      const text = await redis.get(prefix + kid);
      return text === null ? null : (JSON.parse(text) as unknown);
    },
    write: async (kid, key, until) =>
      void (await redis.set(prefix + kid, JSON.stringify(key), 'PXAT', until.getTime())),
  };
}

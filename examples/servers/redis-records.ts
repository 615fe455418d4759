import type { Redis } from 'ioredis';
import type { ItemRecord, ItemRecords } from 'react-plaid-relink/server';

/** Writes `next` where the key still holds `expected`. Empty texts stand for no value. */
const REPLACE = `
  local stored = redis.call('GET', KEYS[1]) or ''
  if stored ~= ARGV[1] then return 0 end
  if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
  return 1`;

/**
 * Keeps records in Redis, one key for each Item. Give Redis a persistence (`appendonly yes`): what a webhook announced is
 * in no other place.
 */
export function createRedisRecords(redis: Redis, prefix = 'plaid-item:'): ItemRecords {
  return {
    read: async (itemId) => parse(await redis.get(prefix + itemId)),
    async update(itemId, change) {
      for (;;) {
        const text = await redis.get(prefix + itemId);
        const record = parse(text);
        const next = change(record);
        if (next === record) return;
        const written = next ? JSON.stringify(next) : '';
        if (await redis.eval(REPLACE, 1, prefix + itemId, text ?? '', written)) return;
      }
    },
  };
}

/** A text that was cut off counts as no record, so that the next update replaces it. */
function parse(text: string | null): ItemRecord | null {
  try {
    return text ? (JSON.parse(text) as ItemRecord) : null;
  } catch {
    return null;
  }
}

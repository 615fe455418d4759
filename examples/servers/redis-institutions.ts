import type { Redis } from 'ioredis';
import type { InstitutionStore } from 'react-plaid-relink/server';

/** 30 days. The handler asks Plaid again after one week. */
const LIFE_S = 30 * 24 * 60 * 60;

/** Keeps banks and their logos in Redis. What Redis forgets is asked of Plaid again. */
export function createRedisInstitutions(redis: Redis, prefix = 'plaid-bank:'): InstitutionStore {
  return {
    async read(key) {
      const text = await redis.get(prefix + key);
      return text === null ? null : (JSON.parse(text) as unknown);
    },
    write: (key, value) => redis.set(prefix + key, JSON.stringify(value), 'EX', LIFE_S),
  };
}

import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', {
  // Nothing is gained by trying for long: after a second the handler lets the request pass.
  maxRetriesPerRequest: 1,
});
redis.on('error', (error: Error) => console.error('Redis:', error.message));

/** For `createRelinkHandler({ rateLimit })`: all machines count together, 60 requests a minute per user and Item. */
export const rateLimit = new RateLimiterRedis({
  storeClient: redis,
  keyPrefix: 'relink',
  points: 60,
  duration: 60,
});

/** For an orderly shut-down. */
export const closeRateLimit = (): void => redis.disconnect();

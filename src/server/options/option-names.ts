import type { RelinkHandlerOptions } from './handler-options';
import type { RelinkServerOptions } from './server-options';

const SHARED: Readonly<Record<keyof RelinkServerOptions<unknown>, true>> = {
  plaid: true,
  findItem: true,
  userId: true,
  clientUserIdOf: true,
  records: true,
  institutions: true,
  healthMaxAgeMs: true,
  expiringDays: true,
  onRelinked: true,
  onHealth: true,
  onRequest: true,
  waitUntil: true,
  rateLimit: true,
  onLimiterDown: true,
  publicTokens: true,
  timeoutMs: true,
  onError: true,
  redact: true,
};

/**
 * The names of all options of `createRelinkHandler`. A service takes them too, and leaves out those of HTTP: an app may
 * give one object to both.
 */
export const HANDLER_OPTIONS: Readonly<Record<keyof RelinkHandlerOptions<unknown>, true>> = {
  authenticate: true,
  linkToken: true,
  ...SHARED,
  basePath: true,
  trustedOrigins: true,
  allowedHosts: true,
};

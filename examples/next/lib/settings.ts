import 'server-only';
import { parseKeyRing, type KeyRing } from './key-ring';
import { once } from './once';
import type { EncryptionKeys } from './seal';

export interface Settings {
  plaid: { url: string; clientId: string; secret: string };
  /** The fake Plaid's URL for the browser; null with the real Plaid. */
  fakePlaidUrl: string | null;
  /** The URL for Plaid's webhooks; null if Plaid cannot reach this machine. */
  webhookUrl: string | null;
  /** Null means PGlite, in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** For AES-256-GCM. */
  encryptionKeys: EncryptionKeys;
  /** They seal the session cookie. */
  sessionSecrets: KeyRing;
  /** Whether cookies go over HTTPS only: everywhere but on this machine. */
  isSecure: boolean;
}

/** Read at the first request. Wrong settings throw at once, because an app without its key must not write anything. */
export const settings = (): Settings => once('settings', () => parseSettings(process.env));

function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const need = (name: string, what: string): string => {
    const value = env[name];
    if (value) return value;
    throw new Error(`${name} is missing: ${what} See the README of this example.`);
  };
  const encryptionKeys = new Map(
    [
      ...parseKeyRing(
        need('ENCRYPTION_KEY', '32 random bytes in base64, which encrypt the access tokens.'),
      ),
    ].map(([number, key]): [number, Buffer] => [number, Buffer.from(key, 'base64')]),
  );
  if ([...encryptionKeys.values()].some(({ length }) => length !== 32)) {
    throw new Error('ENCRYPTION_KEY must be 32 bytes in base64: openssl rand -base64 32');
  }
  const sessionSecrets = parseKeyRing(
    need('SESSION_SECRET', 'at least 32 characters, which seal the cookies.'),
  );
  if ([...sessionSecrets.values()].some(({ length }) => length < 32))
    throw new Error('SESSION_SECRET must have 32 characters or more.');
  return {
    plaid: {
      url: env.PLAID_URL ?? 'https://sandbox.plaid.com',
      clientId: need('PLAID_CLIENT_ID', 'of your Plaid dashboard.'),
      secret: need('PLAID_SECRET', 'of your Plaid dashboard.'),
    },
    fakePlaidUrl: env.FAKE_PLAID_URL ?? null,
    webhookUrl: env.WEBHOOK_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR ?? '.data',
    encryptionKeys,
    sessionSecrets,
    isSecure: !/^http:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(env.APP_URL ?? ''),
  };
}

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
  /** The app's own URL, without a slash at its end; null if it is not known. */
  appUrl: string | null;
  mail: MailSettings;
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

export interface MailSettings {
  /** The mail server, with its user and password. Null means the page /outbox. */
  smtpUrl: string | null;
  from: string;
  /** Where the link of a mail leads: to Plaid's own page, or to /reconnect/… of this app. */
  link: 'hosted' | 'page';
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
    appUrl: env.APP_URL?.replace(/\/$/, '') || null,
    mail: parseMailSettings(env),
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR ?? '.data',
    encryptionKeys,
    sessionSecrets,
    isSecure: !/^http:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$)/.test(env.APP_URL ?? ''),
  };
}

function parseMailSettings(env: Readonly<Record<string, string | undefined>>): MailSettings {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, MAIL_LINK: link = 'hosted', APP_URL: appUrl } = env;
  // A password with a slash ends the host of the URL, and an error of the parser would repeat all of it.
  if (smtpUrl && !(/^smtps?:\/\//.test(smtpUrl) && URL.canParse(smtpUrl)))
    throw new Error(
      'SMTP_URL must be such as smtps://user:password@smtp.example.com, with the user and the password in percent-encoding.',
    );
  if (smtpUrl && !from) throw new Error('MAIL_FROM is missing: who sends the mails of SMTP_URL.');
  if (link !== 'hosted' && link !== 'page')
    throw new Error("MAIL_LINK must be 'hosted' or 'page'.");
  if (link === 'page' && !appUrl)
    throw new Error("APP_URL is missing: with MAIL_LINK=page, a mail's link leads there.");
  return { smtpUrl: smtpUrl || null, from: from || 'Relink Example <relink@localhost>', link };
}

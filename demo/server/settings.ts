/** The settings from the environment. For every mistake, one line says what to do. */
export interface Settings {
  port: number;
  backendPort: number;
  fakePlaidPort: number;
  /** For Sandbox: an address that the dashboard lists. */
  redirectUri: string | null;
  plaid: { mode: 'fake' } | SandboxSettings;
}

export interface SandboxSettings {
  mode: 'sandbox';
  clientId: string;
  secret: string;
  baseUrl: string;
}

/** A mistake in how the demo was started. Its message is enough; no stack is shown. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export function parseSettings(env: Record<string, string | undefined>): Settings {
  const port = parsePort(env, 'PORT', 4310);
  return {
    port,
    backendPort: parsePort(env, 'BACKEND_PORT', port + 1),
    fakePlaidPort: parsePort(env, 'FAKE_PLAID_PORT', port + 2),
    redirectUri: env.PLAID_REDIRECT_URI || null,
    plaid: parsePlaid(env),
  };
}

function parsePort(env: Record<string, string | undefined>, name: string, usual: number): number {
  const text = env[name];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SettingsError(`${name} is "${text}", which is no port. Give a number from 1 to 65535.`);
}

function parsePlaid(env: Record<string, string | undefined>): Settings['plaid'] {
  const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = env;
  if (clientId && secret) {
    const baseUrl = env.PLAID_BASE_URL || 'https://sandbox.plaid.com';
    return { mode: 'sandbox', clientId, secret, baseUrl };
  }
  if (!clientId && !secret) return { mode: 'fake' };
  const missing = clientId ? 'PLAID_SECRET' : 'PLAID_CLIENT_ID';
  throw new SettingsError(
    `${missing} is missing. Set both PLAID_CLIENT_ID and PLAID_SECRET for Plaid's Sandbox, or neither for the fake Plaid.`,
  );
}

import { PlaidError } from '../state/plaid-error';

/** A webhook as Plaid sends it. */
export interface SignedWebhook {
  body: string;
  headers: Record<string, string>;
}

/** Signs webhooks with Plaid's keys. */
export interface WebhookSigner {
  /** @throws PlaidError INVALID_WEBHOOK_VERIFICATION_KEY_ID */
  publicKey(kid: string): Promise<Record<string, unknown>>;
  sign(body: object): Promise<SignedWebhook>;
  /** Gives the current key an end, which may be ahead, and signs later webhooks with a new one. */
  rotate(expiresInMs: number): void;
}

interface SigningKey {
  kid: string;
  pair: Promise<CryptoKeyPair>;
  createdAt: number;
  expiredAt: number | null;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export function createWebhookSigner(now: () => number, uuid: () => string): WebhookSigner {
  const keys: SigningKey[] = [];
  const seconds = (): number => Math.floor(now() / 1000);

  // A key is made on first use: most tests have no webhooks.
  function currentKey(): SigningKey {
    const known = keys.at(-1);
    if (known?.expiredAt === null) return known;
    const pair = crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
    const key: SigningKey = { kid: uuid(), pair, createdAt: seconds(), expiredAt: null };
    keys.push(key);
    return key;
  }

  return {
    async publicKey(kid) {
      const key = keys.find((known) => known.kid === kid);
      if (!key) throw new PlaidError('INVALID_WEBHOOK_VERIFICATION_KEY_ID');
      const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', (await key.pair).publicKey);
      const { createdAt: created_at, expiredAt: expired_at } = key;
      return { alg: 'ES256', use: 'sig', kid, kty, crv, x, y, created_at, expired_at };
    },

    async sign(content) {
      // Indented like Plaid's: the hash depends on every space (plaid.com/docs/api/webhooks/webhook-verification).
      const body = JSON.stringify(content, null, 2);
      const { kid, pair } = currentKey();
      const digest = await crypto.subtle.digest('SHA-256', bytesOf(body));
      const payload = { iat: seconds(), request_body_sha256: hex(digest) };
      const text = `${base64Url(bytesOf(JSON.stringify({ alg: 'ES256', kid, typ: 'JWT' })))}.${base64Url(bytesOf(JSON.stringify(payload)))}`;
      const signature = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        (await pair).privateKey,
        bytesOf(text),
      );
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'plaid-verification': `${text}.${base64Url(new Uint8Array(signature))}`,
        },
      };
    },

    rotate(expiresInMs) {
      currentKey().expiredAt = seconds() + Math.ceil(expiresInMs / 1000);
    },
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

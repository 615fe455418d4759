import { describe } from '../probe/answer';
import { checked, skipped, type Check } from '../probe/check';

const FIX =
  'Verify the header Plaid-Verification first: ES256, a key of Plaid’s own, five minutes, and the hash of the raw body (plaid.com/docs/api/webhooks/webhook-verification).';

export const webhookChecks: readonly Check[] = [
  {
    id: 'webhook-signature',
    rule: 'R11',
    title: 'A webhook that Plaid did not sign is refused',
    why: 'A forged webhook marks Items as broken, or as repaired, and starts work in your name.',
    fix: FIX,
    async run(probe) {
      const { webhookUrl } = probe;
      if (webhookUrl === null) return skipped('No webhookUrl was given.');
      const body = JSON.stringify(
        {
          webhook_type: 'ITEM',
          webhook_code: 'ERROR',
          item_id: 'gateway-check',
          error: { error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED' },
          environment: 'sandbox',
        },
        null,
        2,
      );
      const faults: string[] = [];
      for (const [name, token] of await forgedSignatures(body)) {
        const headers = token === null ? {} : { 'plaid-verification': token };
        const how = `with ${name}`;
        const answer = await probe.send({ path: webhookUrl, body, headers, how, session: 'none' });
        // 503 where an unknown key could not be looked up: Plaid sends the webhook again then.
        const isRefused = (answer.status >= 400 && answer.status < 500) || answer.status === 503;
        if (!isRefused) faults.push(describe(answer));
      }
      return checked(faults);
    },
  },
];

async function forgedSignatures(
  body: string,
): Promise<readonly [name: string, token: string | null][]> {
  const iat = Math.floor(Date.now() / 1000);
  // `subtle` is missing on pages without TLS. The other forgeries need no hash.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  const digest = subtle && (await subtle.digest('SHA-256', new TextEncoder().encode(body)));
  const request_body_sha256 = digest
    ? [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : '0'.repeat(64);
  const payload = { iat, request_body_sha256 };
  const kid = crypto.randomUUID();
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(64)));
  const sign = (header: object, signature: string): string =>
    `${toBase64(JSON.stringify(header))}.${toBase64(JSON.stringify(payload))}.${signature}`;
  return [
    ['no signature', null],
    ['a signature that is no token', 'forged'],
    ['the algorithm none', sign({ alg: 'none', kid, typ: 'JWT' }, '')],
    ['a symmetric signature', sign({ alg: 'HS256', kid, typ: 'JWT' }, toBase64(bytes))],
    ['a signature by an unknown key', sign({ alg: 'ES256', kid, typ: 'JWT' }, toBase64(bytes))],
  ];
}

function toBase64(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

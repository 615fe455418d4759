import type { WebhookKey } from '../keys/fetch-webhook-key';
import { WebhookRejected, type RejectionReason } from '../keys/webhook-rejected';

/** @throws WebhookRejected unless the owner of the key made this signature */
export async function verifySignature(jwt: string, key: WebhookKey, now: number): Promise<void> {
  const { importJWK, jwtVerify } = await import('jose');
  const { kty, crv, x, y } = key;
  const imported = await importJWK({ kty, crv, x, y }, 'ES256').catch(reject('unknown key'));
  await jwtVerify(jwt, imported, {
    algorithms: ['ES256'],
    currentDate: new Date(now),
  }).catch(reject('wrong signature'));
}

function reject(reason: RejectionReason): () => never {
  return () => {
    throw new WebhookRejected(reason);
  };
}

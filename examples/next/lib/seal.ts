import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** Names the key, so that a new key can be introduced beside it. */
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts an access token for the database. `owner` is bound to the result, so a row that is copied to another Item or
 * user cannot be decrypted.
 */
export function seal(text: string, owner: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(owner));
  const bytes = Buffer.concat([
    iv,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${VERSION}.${bytes.toString('base64url')}`;
}

/** @throws if the key, the owner or a single bit differs */
export function open(sealed: string, owner: string, key: Buffer): string {
  const [version, encoded] = sealed.split('.');
  if (version !== VERSION || !encoded)
    throw new Error('This row was encrypted with an unknown key.');
  const bytes = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

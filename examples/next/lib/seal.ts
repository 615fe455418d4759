import 'server-only';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { newestOf } from './key-ring';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG = { authTagLength: 16 };

/** By number, 32 bytes each. */
export type EncryptionKeys = ReadonlyMap<number, Buffer>;

/**
 * Encrypts an access token for the database, with the newest key. `owner` is bound to the result, so a row that is copied to
 * another Item or user cannot be decrypted.
 */
export function seal(text: string, owner: string, keys: EncryptionKeys): string {
  const number = newestOf(keys);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(number, keys), iv, TAG).setAAD(Buffer.from(owner));
  const bytes = Buffer.concat([
    iv,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `v${number}.${bytes.toString('base64url')}`;
}

/** @throws if the key, the owner or a single bit differs */
export function open(sealed: string, owner: string, keys: EncryptionKeys): string {
  const [, number, encoded = ''] = /^v(\d+)\.(.+)$/.exec(sealed) ?? [];
  const bytes = Buffer.from(encoded, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(Number(number), keys), iv, TAG)
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(-TAG.authTagLength));
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG.authTagLength));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

/** Whether an older key than the newest one has sealed it. */
export function isOutdated(sealed: string, keys: EncryptionKeys): boolean {
  return !sealed.startsWith(`v${newestOf(keys)}.`);
}

function keyOf(number: number, keys: EncryptionKeys): Buffer {
  const key = keys.get(number);
  if (!key) throw new Error('This row was encrypted with a key that ENCRYPTION_KEY does not have.');
  return key;
}

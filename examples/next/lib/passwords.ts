import 'server-only';
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The first choice of OWASP's Password Storage Cheat Sheet. They are in each hash, so that they can grow. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 64;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(COST, salt, await scryptOf(password, salt, COST));
}

/** Takes as long for a user who does not exist (`hash` null) as for a wrong password. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const { cost, salt, key } = parse(hash ?? UNKNOWN_USER);
  const derived = await scryptOf(password, salt, cost);
  return key.length === derived.length && timingSafeEqual(key, derived) && hash !== null;
}

/** Whether the password should be hashed again, at its next use. */
export function isOutdated(hash: string): boolean {
  const { N, r, p } = parse(hash).cost;
  return N !== COST.N || r !== COST.r || p !== COST.p;
}

function scryptOf(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes, and Node allows 32 MB of its own accord.
  return derive(password, salt, KEY_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r });
}

/** `N.r.p.salt.key` */
function format({ N, r, p }: typeof COST, salt: Buffer, key: Buffer): string {
  return [N, r, p, salt.toString('base64url'), key.toString('base64url')].join('.');
}

function parse(hash: string): { cost: typeof COST; salt: Buffer; key: Buffer } {
  const [N, r, p, salt = '', key = ''] = hash.split('.');
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

const UNKNOWN_USER = format(COST, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));

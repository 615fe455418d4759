import 'server-only';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt, 64)).toString('base64url')}`;
}

/** Takes as long for a user who does not exist (`hash` null) as for a wrong password. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [salt = '', expected = ''] = (hash ?? NOBODY).split('.');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), 64);
  const wanted = Buffer.from(expected, 'base64url');
  return wanted.length === derived.length && timingSafeEqual(wanted, derived) && hash !== null;
}

const NOBODY = `${randomBytes(16).toString('base64url')}.${randomBytes(64).toString('base64url')}`;

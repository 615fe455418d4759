import 'server-only';
import { getIronSession, type IronSession, type SessionOptions } from 'iron-session';
import { cookies } from 'next/headers';
import { beginSession, endSession, findSession } from './sessions';
import { settings } from './settings';
import type { User } from './users';

/** What the cookie holds, sealed. Whose session it is, and until when, is in the database. */
interface SessionCookie {
  sessionId?: string;
}

function options(): SessionOptions {
  const { sessionSecrets, isSecure } = settings();
  return {
    // A cookie with this prefix cannot be set by another subdomain, or over HTTP.
    cookieName: isSecure ? '__Host-session' : 'session',
    // The newest secret seals, and each opens.
    password: Object.fromEntries(sessionSecrets),
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
  };
}

async function cookie(): Promise<IronSession<SessionCookie>> {
  return getIronSession<SessionCookie>(await cookies(), options());
}

/** For server components and actions: the signed-in user, or null. */
export async function currentUser(): Promise<User | null> {
  return findSession((await cookie()).sessionId);
}

/** For route handlers: the user who sends this request, or null. */
export async function userOf(request: Request): Promise<User | null> {
  const { sessionId } = await getIronSession<SessionCookie>(request, new Response(), options());
  return findSession(sessionId);
}

export async function enter(user: User): Promise<void> {
  const current = await cookie();
  await endSession(current.sessionId);
  current.sessionId = await beginSession(user.id);
  await current.save();
}

/** Ends the session in the database too: a copy of the cookie is worth nothing afterwards. */
export async function leave(): Promise<void> {
  const current = await cookie();
  await endSession(current.sessionId);
  current.destroy();
}

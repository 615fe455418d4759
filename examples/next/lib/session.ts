import 'server-only';
import { getIronSession, type IronSession, type SessionOptions } from 'iron-session';
import { cookies } from 'next/headers';
import { settings } from './settings';
import type { User } from './users';

interface SessionData {
  user?: User;
}

function options(): SessionOptions {
  const { sessionSecret, isSecure } = settings();
  return {
    cookieName: 'session',
    password: sessionSecret,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
  };
}

/** For server components and actions, which may also write the session. */
export async function session(): Promise<IronSession<SessionData>> {
  return getIronSession<SessionData>(await cookies(), options());
}

/** For route handlers: the user who sends this request, or null. */
export async function userOf(request: Request): Promise<User | null> {
  const { user } = await getIronSession<SessionData>(request, new Response(), options());
  return user ?? null;
}

import 'server-only';
import { and, eq, gt, lt } from 'drizzle-orm';
import { db } from './db/client';
import { sessions, users } from './db/schema';
import type { User } from './users';

const LIFE_MS = 14 * 24 * 60 * 60_000;

/** @returns the id of the session */
export async function beginSession(userId: string): Promise<string> {
  const database = await db();
  await database.delete(sessions).where(lt(sessions.expiresAt, new Date()));
  const row = { userId, expiresAt: new Date(Date.now() + LIFE_MS) };
  const [created] = await database.insert(sessions).values(row).returning();
  if (!created) throw new Error('The database gave no session.');
  return created.id;
}

export async function endSession(id: string | undefined): Promise<void> {
  if (id) await (await db()).delete(sessions).where(eq(sessions.id, id));
}

/** The session's user, as the database has them now: a user who was deleted is signed out. */
export async function findSession(id: string | undefined): Promise<User | null> {
  if (!id) return null;
  const [user] = await (
    await db()
  )
    .select({ id: users.id, email: users.email, isTeam: users.isTeam })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), gt(sessions.expiresAt, new Date())))
    .limit(1);
  return user ?? null;
}

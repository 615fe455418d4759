import 'server-only';
import { eq } from 'drizzle-orm';
import { db } from './db/client';
import { users } from './db/schema';
import { hashPassword, isOutdated, isPassword } from './passwords';
import { settings } from './settings';

export interface User {
  id: string;
  email: string;
  /** Whether the user may see app/insights. */
  isTeam: boolean;
}

/** @returns null for a wrong password, and also for an unknown address */
export async function findUser(email: string, password: string): Promise<User | null> {
  const [user] = await (await db()).select().from(users).where(eq(users.email, email)).limit(1);
  const isRight = await isPassword(password, user?.passwordHash ?? null);
  if (!user || !isRight) return null;
  if (isOutdated(user.passwordHash)) {
    const passwordHash = await hashPassword(password);
    await (await db()).update(users).set({ passwordHash }).where(eq(users.id, user.id));
  }
  return { id: user.id, email: user.email, isTeam: user.isTeam };
}

/** @returns null if the address is taken */
export async function createUser(email: string, password: string): Promise<User | null> {
  // Where everything is a fake, each user may look at everything.
  const isTeam = settings().fakePlaidUrl !== null;
  const row = { email, passwordHash: await hashPassword(password), isTeam };
  const [user] = await (await db()).insert(users).values(row).onConflictDoNothing().returning();
  return user ? { id: user.id, email: user.email, isTeam: user.isTeam } : null;
}

import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, lt } from 'drizzle-orm';
import { db } from './db/client';
import { items, reconnects } from './db/schema';
import { settings } from './settings';

/** The address of a page that shows the notice of an Item to its user, after the sign-in. It signs no user in. */
export async function createReconnectUrl(itemId: string, expiresAt: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const database = await db();
  await database.delete(reconnects).where(lt(reconnects.expiresAt, new Date()));
  await database.insert(reconnects).values({ hash: hashOf(token), itemId, expiresAt });
  return `${settings().appUrl}/reconnect/${token}`;
}

/** @returns null for a token that is unknown, another user's, or over. Asking changes nothing. */
export async function findReconnect(token: string, userId: string): Promise<string | null> {
  const [row] = await (
    await db()
  )
    .select({ itemId: items.itemId })
    .from(reconnects)
    .innerJoin(items, eq(items.itemId, reconnects.itemId))
    .where(
      and(
        eq(reconnects.hash, hashOf(token)),
        eq(items.userId, userId),
        gt(reconnects.expiresAt, new Date()),
      ),
    )
    .limit(1);
  return row?.itemId ?? null;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

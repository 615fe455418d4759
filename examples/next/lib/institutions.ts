import 'server-only';
import { eq } from 'drizzle-orm';
import type { InstitutionStore } from 'react-plaid-relink/server';
import { db } from './db/client';
import { institutions as table } from './db/schema';

/** What Plaid says of banks, and their logos, for every machine: the one that renders a page, and those that serve its images. */
export const institutions: InstitutionStore = {
  async read(key) {
    const [row] = await (await db()).select().from(table).where(eq(table.key, key)).limit(1);
    return row?.value ?? null;
  },
  async write(key, value) {
    await (
      await db()
    )
      .insert(table)
      .values({ key, value })
      .onConflictDoUpdate({ target: table.key, set: { value } });
  },
};

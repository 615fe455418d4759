import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
});

/** What a webhook, or the server's own question, said last. */
export type ItemState = 'healthy' | 'needs_update' | 'expiring' | 'revoked';

export const items = pgTable('items', {
  itemId: text('item_id').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  institutionName: text('institution_name').notNull(),
  /** Encrypted; see lib/seal. */
  sealedAccessToken: text('sealed_access_token').notNull(),
  state: text('state').$type<ItemState>().notNull().default('healthy'),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
});

import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
});

/** The Item's state from the last webhook, or from the server's last request to Plaid. */
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

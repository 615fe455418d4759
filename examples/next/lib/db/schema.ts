import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RelinkActivityName } from 'react-plaid-relink';
import type { ItemHealthState, ItemRecord } from 'react-plaid-relink/server';

export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  /** Whether the user may see app/insights. An administrator of the database sets it. */
  isTeam: boolean('is_team').notNull().default(false),
});

/** A session ends here: the cookie alone signs no user in. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('sessions_user_id').on(table.userId)],
);

/** An outage tells nothing about the connection, so it is no state of a row. */
export type ItemState = Exclude<ItemHealthState, 'unavailable'>;

export const items = pgTable('items', {
  itemId: text('item_id').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  institutionName: text('institution_name').notNull(),
  /** Encrypted; see lib/seal. */
  sealedAccessToken: text('sealed_access_token').notNull(),
  /** For the app's own use, such as reminders by mail. `onHealth` keeps it right: see lib/relink. */
  state: text('state').$type<ItemState>().notNull().default('healthy'),
  /** Since when the Item has this state. */
  stateSince: timestamp('state_since', { withTimezone: true }).notNull().defaultNow(),
  /** When this row got its state. `state_since` is when Plaid was asked, which is a little earlier. */
  changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  /** When Plaid gave the answer that `state` is from. */
  checkedAt: timestamp('checked_at', { withTimezone: true }),
  /** How far `/transactions/sync` has come. */
  transactionsCursor: text('transactions_cursor'),
});

/**
 * What react-plaid-relink knows of each Item: see lib/records. It refers to no Item, because a webhook may come before
 * the Item's row is written.
 */
export const itemRecords = pgTable('item_records', {
  itemId: text('item_id').primaryKey(),
  record: jsonb('record').$type<ItemRecord>().notNull(),
  revision: integer('revision').notNull().default(0),
});

/**
 * Of each Item, the mail that asks its user to reconnect: see lib/reminders. `claimed_at` is when a process began to send
 * one, and null once it has ended. `refused_at` is when the mail server refused one for good.
 */
export const relinkMails = pgTable('relink_mails', {
  itemId: text('item_id')
    .primaryKey()
    .references(() => items.itemId, { onDelete: 'cascade' }),
  claimedAt: timestamp('claimed_at', { withTimezone: true }),
  sentAt: timestamp('sent_at', { withTimezone: true }),
  refusedAt: timestamp('refused_at', { withTimezone: true }),
});

/** The addresses `/reconnect/…` of mails. The key is the hash of the token: a reader of this table has no address. */
export const reconnects = pgTable(
  'reconnects',
  {
    hash: text('hash').primaryKey(),
    itemId: text('item_id')
      .notNull()
      .references(() => items.itemId, { onDelete: 'cascade' }),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('reconnects_item_id').on(table.itemId)],
);

/** Where no mail server is set, the mails of this example, for its page /outbox. They hold addresses that open Link. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    writtenAt: timestamp('written_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('outbox_user_id').on(table.userId)],
);

/** What react-plaid-relink knows of banks, and their logos: see lib/institutions. */
export const institutions = pgTable('institutions', {
  key: text('key').primaryKey(),
  value: jsonb('value').$type<object>().notNull(),
});

export const transactions = pgTable(
  'transactions',
  {
    transactionId: text('transaction_id').primaryKey(),
    itemId: text('item_id')
      .notNull()
      .references(() => items.itemId, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    name: text('name').notNull(),
    date: date('date').notNull(),
  },
  (table) => [index('transactions_item_id').on(table.itemId)],
);

/** What users do on the way from a notice to a connection that works: see lib/activity. It goes with its user. */
export const activity = pgTable(
  'activity',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null for samples, which are no user's. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    itemId: text('item_id').notNull(),
    name: text('name').$type<RelinkActivityName>().notNull(),
    /** By this server's clock: the users' clocks differ. */
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    purpose: text('purpose').notNull(),
    topic: text('topic'),
    institutionId: text('institution_id'),
    linkSessionId: text('link_session_id'),
    isOAuth: boolean('is_oauth'),
    exitStatus: text('exit_status'),
    view: text('view'),
    errorCode: text('error_code'),
    by: text('by'),
    sinceClickMs: integer('since_click_ms'),
  },
  (table) => [index('activity_at').on(table.at), index('activity_user_id').on(table.userId)],
);

/** The row that an insert has found in its way, for `on conflict do update`. */
export const excluded = (column: string) => sql.raw(`excluded.${column}`);

import 'server-only';
import { and, asc, count, desc, eq, gte, isNull, min, sql } from 'drizzle-orm';
import { db } from './db/client';
import { activity, items } from './db/schema';

export const WEEKS = 8;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** The connections to one bank. */
export interface BankRow {
  bank: string;
  total: number;
  /** Those that need their user now. */
  broken: number;
  /** Those that will, at an end that is known. */
  ending: number;
  /** Since when the longest of them does. */
  since: Date | null;
}

/** In order: an Item that has come to one of them has come to those before. */
export const STEPS = ['shown', 'clicked', 'opened', 'succeeded', 'confirmed'] as const;
export type Step = (typeof STEPS)[number];

/** How many Items came to each step in one week. */
export type WeekRow = { week: Date } & Record<Step, number>;

/** Where in Link users gave up. */
export interface ExitRow {
  /** Plaid's name of the view; its status of the exit where no view is known. */
  view: string | null;
  errorCode: string | null;
  exits: number;
  /** Half of them had left by then. */
  medianMs: number | null;
}

export async function brokenByBank(): Promise<BankRow[]> {
  const isBroken = sql`${items.state} in ('needs_update', 'revoked')`;
  const isEnding = eq(items.state, 'expiring');
  const broken = countWhere(isBroken);
  const ending = countWhere(isEnding);
  return (await db())
    .select({
      bank: items.institutionName,
      total: count(),
      broken,
      ending,
      since: sql<
        string | null
      >`min(${items.stateSince}) filter (where ${isBroken} or ${isEnding})`.mapWith(toDate),
    })
    .from(items)
    .groupBy(items.institutionName)
    .orderBy(desc(broken), desc(ending), asc(items.institutionName));
}

/** By UTC weeks, which begin on Monday. An Item counts for every step up to the furthest that it came to in that week. */
export async function funnelByWeek(now = new Date()): Promise<WeekRow[]> {
  const database = await db();
  const week = sql<string>`date_trunc('week', ${activity.at} at time zone 'UTC')`;
  const furthest = sql<number>`max(case ${activity.name}
    when 'shown' then 1 when 'clicked' then 2 when 'opened' then 3 when 'hosted' then 3
    when 'succeeded' then 4 when 'confirmed' then 5 else 0 end)`;
  const reached = database
    .select({ week: week.as('week'), furthest: furthest.as('furthest') })
    .from(activity)
    .where(gte(activity.at, firstMonday(now)))
    .groupBy(week, activity.itemId)
    .as('reached');
  const came = (step: number) => countWhere(sql`${reached.furthest} >= ${step}`);
  return database
    .select({
      week: sql<string>`${reached.week}`.mapWith(toUtcDate),
      shown: came(1),
      clicked: came(2),
      opened: came(3),
      succeeded: came(4),
      confirmed: came(5),
    })
    .from(reached)
    .where(gte(reached.furthest, 1))
    .groupBy(reached.week)
    .orderBy(asc(reached.week));
}

export async function exitsByView(now = new Date()): Promise<ExitRow[]> {
  const view = sql<string | null>`coalesce(${activity.view}, ${activity.exitStatus})`;
  return (await db())
    .select({
      view,
      errorCode: activity.errorCode,
      exits: count(),
      medianMs: sql<
        number | null
      >`percentile_cont(0.5) within group (order by ${activity.sinceClickMs})`.mapWith(Number),
    })
    .from(activity)
    .where(and(eq(activity.name, 'exited'), gte(activity.at, firstMonday(now))))
    .groupBy(view, activity.errorCode)
    .orderBy(desc(count()), asc(view), asc(activity.errorCode))
    .limit(10);
}

/** When the samples among the steps begin; null where there are none. */
export async function samplesSince(): Promise<Date | null> {
  const [row] = await (
    await db()
  )
    .select({ since: min(activity.at) })
    .from(activity)
    .where(isNull(activity.userId));
  return row?.since ?? null;
}

/** The Monday, at midnight UTC, with which the weeks of the page begin. */
function firstMonday(now: Date): Date {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const sinceMonday = ((now.getUTCDay() + 6) % 7) * 24 * 60 * 60_000;
  return new Date(midnight - sinceMonday - (WEEKS - 1) * WEEK_MS);
}

const countWhere = (condition: ReturnType<typeof sql>) =>
  sql<number>`count(*) filter (where ${condition})`.mapWith(Number);

const toDate = (value: string): Date => new Date(value);
/** A timestamp without a zone is in UTC here. */
const toUtcDate = (value: string): Date => new Date(`${value.replace(' ', 'T').slice(0, 19)}Z`);

import 'server-only';
import { lt } from 'drizzle-orm';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RelinkActivityName } from 'react-plaid-relink';
import { db } from './db/client';
import { activity } from './db/schema';
import { once } from './once';

/** A step, as its row has it. */
export type NewActivity = Omit<typeof activity.$inferInsert, 'id' | 'at' | 'userId'>;

/** A record, so that a name which is missing here is a type error. */
const NAMES: Readonly<Record<RelinkActivityName, true>> = {
  shown: true,
  clicked: true,
  opened: true,
  hosted: true,
  exited: true,
  succeeded: true,
  confirmed: true,
  failed: true,
};

/** Plaid's longest ids and codes have some 60 characters. */
const MAX_CHARACTERS = 100;
/** What is older says nothing of today's app, and is still about people. */
const KEPT_MS = 365 * 24 * 60 * 60_000;
/** Of Postgres' `integer`. */
const LARGEST = 2 ** 31 - 1;

/** Takes from a page's JSON what the table has columns for. Null where it is no step of `onActivity`. */
export function parseActivity(text: string): NewActivity | null {
  const given = parseJson(text);
  if (!isRecord(given)) return null;
  const { itemId, name, purpose, isOAuth, sinceClickMs } = given;
  if (!isName(name) || !isText(itemId) || !isText(purpose)) return null;
  const textOf = (value: unknown): string | null => (isText(value) ? value : null);
  return {
    itemId,
    name,
    purpose,
    topic: textOf(given.topic),
    institutionId: textOf(given.institutionId),
    linkSessionId: textOf(given.linkSessionId),
    isOAuth: typeof isOAuth === 'boolean' ? isOAuth : null,
    exitStatus: textOf(given.exitStatus),
    view: textOf(given.view),
    errorCode: textOf(given.errorCode),
    by: textOf(given.by),
    sinceClickMs: isDuration(sinceClickMs) ? sinceClickMs : null,
  };
}

export async function saveActivity(userId: string, step: NewActivity): Promise<void> {
  const database = await db();
  await database.insert(activity).values({ ...step, userId });
  await database.delete(activity).where(lt(activity.at, new Date(Date.now() - KEPT_MS)));
}

/**
 * A user has a handful of steps in a minute, and a page that is out of order may have thousands. Counted in this process.
 * @returns whether the step may be kept
 */
export async function countStep(userId: string): Promise<boolean> {
  const limiter = once(
    'steps per user',
    () => new RateLimiterMemory({ points: 120, duration: 60 }),
  );
  try {
    await limiter.consume(userId);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isName = (value: unknown): value is RelinkActivityName =>
  typeof value === 'string' && Object.hasOwn(NAMES, value);

/** Postgres takes no NUL in a text. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= MAX_CHARACTERS &&
  !value.includes('\u0000');

const isDuration = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LARGEST;

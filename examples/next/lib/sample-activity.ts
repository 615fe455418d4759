import 'server-only';
import { isNull } from 'drizzle-orm';
import type { NewActivity } from './activity';
import { db } from './db/client';
import { activity } from './db/schema';
import { STEPS, WEEKS } from './insights';

const HOUR_MS = 60 * 60_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** Of 20 users who leave Link, where they do. */
const EXITS = [
  { view: 'CREDENTIAL', errorCode: null, exitStatus: 'requires_credentials', share: 7 },
  {
    view: 'CREDENTIAL',
    errorCode: 'INVALID_CREDENTIALS',
    exitStatus: 'requires_credentials',
    share: 5,
  },
  { view: 'MFA', errorCode: null, exitStatus: 'requires_code', share: 3 },
  { view: 'MFA', errorCode: 'INVALID_MFA', exitStatus: 'requires_code', share: 2 },
  { view: 'OAUTH', errorCode: null, exitStatus: 'requires_oauth', share: 2 },
  { view: 'ERROR', errorCode: 'INSTITUTION_DOWN', exitStatus: null, share: 1 },
] as const;
const EXIT_OF = EXITS.flatMap((exit) => Array.from({ length: exit.share }, () => exit));

type Row = NewActivity & { at: Date };

/** For the example only: eight weeks of invented users, who are no rows of `users`. Adds them once. */
export async function addSampleActivity(now = new Date()): Promise<void> {
  const database = await db();
  if ((await database.$count(activity, isNull(activity.userId))) > 0) return;
  await database.insert(activity).values(sampleActivity(now));
}

/** The same every time, apart from the dates. Nothing is random, so that a figure that looks wrong can be traced. */
function sampleActivity(now: Date): Row[] {
  return Array.from({ length: WEEKS }, (_, week) => week).flatMap((week) =>
    Array.from({ length: 44 + ((week * 7) % 15) }, (_, index) => stepsOf(week, index, now)).flat(),
  );
}

/** What one user does in one week. The newer the week, the further they come. */
function stepsOf(week: number, index: number, now: Date): Row[] {
  const luck = (index * 37 + week * 11) % 100;
  const furthest = [100, 58 + 2 * week, 53 + 2 * week, 34 + 3 * week, 33 + 3 * week].filter(
    (limit) => luck < limit,
  ).length;
  const base = { itemId: `sample-${week}-${index}`, purpose: 'repair', topic: 'relink' };
  const shownAt = now.getTime() - (WEEKS - 1 - week) * WEEK_MS - (1 + (index % 60)) * HOUR_MS;
  const rows = STEPS.slice(0, furthest).map((name, step): Row => {
    const sinceClickMs = step === 0 ? null : ([0, 0, 900, 31_000, 33_000][step] ?? null);
    const by = name === 'confirmed' ? 'link' : null;
    return {
      ...base,
      name,
      by,
      sinceClickMs,
      at: new Date(shownAt + 60_000 + (sinceClickMs ?? -60_000)),
    };
  });
  const exit = EXIT_OF[(index + week) % EXIT_OF.length];
  if (furthest !== 3 || !exit) return rows;
  const { view, errorCode, exitStatus } = exit;
  const sinceClickMs = 8_000 + ((index * 7) % 40) * 1_000;
  const at = new Date(shownAt + 60_000 + sinceClickMs);
  return [...rows, { ...base, name: 'exited', view, errorCode, exitStatus, sinceClickMs, at }];
}

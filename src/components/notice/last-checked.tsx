import { useContext, useSyncExternalStore, type ReactElement } from 'react';
import { browserEnvironment as env } from '../../browser/environment';
import { RelinkContext } from '../../react/context';
import { useAnsweredAt } from '../../react/use-answered-at';
import { lastCheckedCopy } from './notice-copy';
import { noticeTexts } from './notice-texts';

/** How often "2 minutes ago" is written again. */
const TICK_MS = 30_000;

/** When the server last answered, behind the text of an outage: " Last checked 2 minutes ago." */
export function LastChecked({ itemId }: { itemId: string }): ReactElement | null {
  const messages = useContext(RelinkContext)?.messages;
  const answeredAt = useAnsweredAt(itemId);
  const now = useSyncExternalStore(subscribe, presentTick, () => null);
  if (!answeredAt || now === null) return null;
  // An answer may be newer than the last tick.
  const present = Math.max(now, answeredAt.getTime());
  return <> {lastCheckedCopy(answeredAt, present, noticeTexts(messages))}</>;
}

const listeners = new Set<() => void>();
let stop: (() => void) | null = null;

/** One timer for all notices of the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

function tick(): () => void {
  return env.setTimer(() => {
    stop = tick();
    for (const listener of listeners) listener();
  }, TICK_MS);
}

/** The same value until the next tick, as React asks of a snapshot. */
function presentTick(): number {
  return Math.floor(env.wallNow() / TICK_MS) * TICK_MS;
}

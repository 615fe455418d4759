import type { ClickRecord } from '../core/client/activity';
import { fingerprint } from '../core/tokens/token';
import type { NoticeTopic } from '../core/types';
import { isRecord } from '../core/unknown';

/** Over sessionStorage, which other tabs and later visits cannot read. It may be full or forbidden: then nothing is kept. */

/** Null where there is no record under this key. */
export function readRecord(key: string): Record<string, unknown> | null {
  const text = withStorage((storage) => storage.getItem(key));
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

export function writeRecord(key: string, record: object): void {
  const text = JSON.stringify(record);
  withStorage((storage) => storage.setItem(key, text));
}

export function removeRecord(key: string): void {
  withStorage((storage) => storage.removeItem(key));
}

/** What a record keeps of its user: the tab may be on a computer that many use. Null where the provider has no `userKey`. */
export function printOf(userKey: string | undefined): string | null {
  return userKey === undefined ? null : fingerprint(userKey);
}

/** A record, so that a topic which is missing here is a type error. */
const TOPICS: Readonly<Record<NoticeTopic, true>> = {
  relink: true,
  accounts: true,
  expiring: true,
  migrating: true,
  new_link: true,
  duplicate: true,
  visit_bank: true,
  wait: true,
  new_accounts: true,
  unchecked: true,
  repaired: true,
};

function isTopic(value: unknown): value is NoticeTopic {
  return typeof value === 'string' && Object.hasOwn(TOPICS, value);
}

export function parseClick(value: unknown): ClickRecord | null {
  if (!isRecord(value) || typeof value.at !== 'number') return null;
  return { at: value.at, topic: isTopic(value.topic) ? value.topic : null };
}

function withStorage<Result>(action: (storage: Storage) => Result): Result | null {
  try {
    return action(sessionStorage);
  } catch {
    return null;
  }
}

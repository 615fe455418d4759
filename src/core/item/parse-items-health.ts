import { createRelinkError } from '../errors/catalogue';
import { isRelinkError, type RelinkError } from '../errors/relink-error';
import { errorFromAnswer } from '../gateway/parse-failure';
import type { ItemHealth } from '../types';
import { isRecord, nonEmptyString } from '../unknown';
import { parseItemHealth } from './parse-item-health';

/**
 * Reads the health of several Items from the backend's answer. What is wrong with one entry is the error of that Item
 * alone.
 *
 * @throws RelinkError `invalid_response` where there are no entries at all
 */
export function parseItemsHealth(
  itemIds: readonly string[],
  body: unknown,
  nowMs: number,
): ReadonlyMap<string, ItemHealth | RelinkError> {
  if (!isRecord(body) || !Array.isArray(body.items)) {
    throw createRelinkError('invalid_response', {
      message:
        "The backend's answer about several Items has no list `items`. Send { items: [ … ] }, or 404 where there is no such route.",
    });
  }
  const entries: readonly unknown[] = body.items;
  const asked = new Set(itemIds);
  const answers = new Map<string, ItemHealth | RelinkError>();
  for (const entry of entries) {
    const itemId = isRecord(entry) && nonEmptyString(entry.item_id);
    if (!itemId || !asked.has(itemId) || answers.has(itemId)) continue;
    answers.set(itemId, parseEntry(itemId, entry, nowMs));
  }
  return answers;
}

function parseEntry(
  itemId: string,
  entry: Record<string, unknown>,
  nowMs: number,
): ItemHealth | RelinkError {
  if (isRecord(entry.error)) {
    const { status } = entry.error;
    return typeof status === 'number'
      ? errorFromAnswer(itemId, status, entry.error)
      : errorFromAnswer(itemId, assumedStatus(entry.error), entry.error, { isStatusAssumed: true });
  }
  try {
    return parseItemHealth(itemId, entry, nowMs);
  } catch (error) {
    if (isRelinkError(error)) return error;
    throw error;
  }
}

/** An error among several answers has no HTTP status of its own: the code is that of the status which it would have alone. */
function assumedStatus({ error_code: code, error_type: type }: Record<string, unknown>): number {
  if (code === 'ITEM_NOT_FOUND') return 404;
  switch (type) {
    case 'RATE_LIMIT_EXCEEDED':
      return 429;
    case 'ITEM_ERROR':
      return 409;
    case 'INVALID_REQUEST':
    case 'INVALID_INPUT':
      return 400;
    default:
      return 502;
  }
}

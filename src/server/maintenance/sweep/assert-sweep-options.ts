import { isRecord } from '../../../core/unknown';
import { assertKnownOptions } from '../../options/assert/assert-known-keys';
import { assertOption, assertTimeout, isFunction } from '../../options/assert/assert-option';
import type { SweepItem, SweepOptions } from './sweep-options';

const OPTIONS: Readonly<Record<keyof SweepOptions, true>> = {
  plaid: true,
  records: true,
  items: true,
  callsPerMinute: true,
  olderThanMs: true,
  concurrency: true,
  timeoutMs: true,
  signal: true,
  expiringDays: true,
  webhookUrl: true,
  repairWebhooks: true,
  onHealth: true,
  onItem: true,
  onError: true,
  now: true,
  sleep: true,
};

/** @throws RelinkError `invalid_options` */
export function assertSweepOptions<Item extends SweepItem>(options: SweepOptions<Item>): void {
  assert(isRecord(options), 'options', 'is missing', 'Pass { plaid, records, items }.');
  assertKnownOptions(options, OPTIONS, 'sweepItems');
  const { plaid, records, items, webhookUrl, repairWebhooks, timeoutMs = 1 } = options;
  assert(
    isRecord(plaid) && isFunction(plaid.itemGet),
    'plaid',
    'has no itemGet()',
    'Pass the official client.',
  );
  assert(
    isRecord(records) && isFunction(records.read) && isFunction(records.update),
    'records',
    'must have read() and update()',
    'Pass the records of your handlers.',
  );
  assert(
    isRecord(items) && (Symbol.iterator in items || Symbol.asyncIterator in items),
    'items',
    'must be a list, or what a generator function returns',
    'Such as allItems(), with the parentheses.',
  );
  assertCount('callsPerMinute', options.callsPerMinute);
  assertCount('concurrency', options.concurrency);
  const { olderThanMs = 0 } = options;
  assert(
    typeof olderThanMs === 'number' && olderThanMs >= 0,
    'olderThanMs',
    'must be a number of milliseconds',
    'Such as 86400000 for a day.',
  );
  assertTimeout(timeoutMs, 10_000, 'sweepItems');
  assert(
    webhookUrl === undefined || URL.canParse(webhookUrl),
    'webhookUrl',
    'must be an absolute URL',
    'Such as https://app.example.com/api/plaid/webhook.',
  );
  assert(
    repairWebhooks !== true || (isFunction(plaid.itemWebhookUpdate) && webhookUrl !== undefined),
    'repairWebhooks',
    'needs webhookUrl, and plaid.itemWebhookUpdate()',
    'Pass both, or leave repairWebhooks out.',
  );
}

function assertCount(option: string, value: number | undefined): void {
  const isValid = value === undefined || (Number.isInteger(value) && value > 0);
  assert(isValid, option, 'must be a whole number above 0', 'Leave it out for the default.');
}

function assert(condition: boolean, option: string, rule: string, advice: string): void {
  assertOption(condition, option, rule, advice, 'sweepItems');
}

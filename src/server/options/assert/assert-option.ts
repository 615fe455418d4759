import { createRelinkError } from '../../../core/errors/catalogue';
import { isRecord } from '../../../core/unknown';

/**
 * @param rule what the option must be, after its name
 * @param advice what to do
 * @throws RelinkError `invalid_options` if the condition does not hold
 */
export function assertOption(
  condition: boolean,
  option: string,
  rule: string,
  advice: string,
  where = 'createRelinkHandler',
): asserts condition {
  if (condition) return;
  throw createRelinkError('invalid_options', {
    message: `${where}: \`${option}\` ${rule}. ${advice}`,
  });
}

/** @throws RelinkError `invalid_options` for a number that `setTimeout` cannot wait for */
export function assertTimeout(timeoutMs: number, example: number, where?: string): void {
  assertOption(
    Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs < 2 ** 31,
    'timeoutMs',
    'must be a whole number of milliseconds',
    `Such as ${example}.`,
    where,
  );
}

export function isFunction(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === 'function';
}

/** A list is an object too, and its keys would be taken for names. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !Array.isArray(value);
}

export function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isNonEmptyString);
}

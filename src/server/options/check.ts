import { createRelinkError } from '../../core/errors/catalogue';

/** @throws RelinkError `invalid_options`, naming the option, what rule it breaks, and what to do */
export function assertOption(
  isRight: boolean,
  option: string,
  rule: string,
  advice: string,
  where = 'createRelinkHandler',
): void {
  if (isRight) return;
  throw createRelinkError('invalid_options', {
    message: `${where}: \`${option}\` ${rule}. ${advice}`,
  });
}

export function isFunction(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === 'function';
}

export function isNonEmptyString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isNonEmptyString);
}

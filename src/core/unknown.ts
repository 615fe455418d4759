/** The first checks of values from outside, which are `unknown` until then. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function nonEmptyString(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A time that is written as text; null for a text that is none. */
export function parseDate(value: unknown): Date | null {
  const ms = Date.parse(nonEmptyString(value) ?? '');
  return Number.isNaN(ms) ? null : new Date(ms);
}

import { assertOption } from './assert-option';

/** @throws RelinkError `invalid_options` for a key that would be dropped, with the known ones and what was meant */
export function assertKnownKeys(
  fields: object,
  known: readonly string[],
  path: string,
  advice?: ReadonlyMap<string, string>,
): void {
  for (const name of Object.keys(fields)) {
    const meant = known.find((key) => normalized(key) === normalized(name));
    assertOption(
      known.includes(name),
      `${path}.${name}`,
      'is not known in update mode',
      advice?.get(name) ??
        `${meant ? `Did you mean ${meant}? ` : ''}Known are ${known.join(', ')}.`,
    );
  }
}

/** Plaid's own names have underscores. */
function normalized(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

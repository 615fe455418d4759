import { assertOption } from './assert-option';
import { nearestName } from './nearest-name';

/**
 * @throws RelinkError `invalid_options` for a key that would be dropped, with the known ones and the one that was meant
 */
export function assertKnownKeys(
  fields: object,
  known: readonly string[],
  path: string,
  advice?: ReadonlyMap<string, string>,
): void {
  for (const name of namesOf(fields)) {
    assertOption(
      known.includes(name),
      `${path}.${name}`,
      'is not known in update mode',
      advice?.get(name) ?? adviceFor(name, known),
    );
  }
}

/**
 * An instance of a class may have fields of its own, so that its names are not checked.
 *
 * @param known the names of all options
 * @param where the function that got the options
 * @throws RelinkError `invalid_options` for an option that would be ignored, with the known ones and the one that was meant
 */
export function assertKnownOptions(
  options: object,
  known: Readonly<Record<string, true>>,
  where: string,
): void {
  if (!isPlain(options)) return;
  for (const name of namesOf(options)) {
    assertOption(
      Object.hasOwn(known, name),
      name,
      'is not an option',
      adviceFor(name, Object.keys(known)),
      where,
    );
  }
}

/** A key whose value is undefined counts as left out: `{ ...settings, webhook: url || undefined }`. */
function namesOf(fields: object): string[] {
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function adviceFor(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return `${meant === null ? '' : `Did you mean ${meant}? `}Known are ${known.join(', ')}.`;
}

/** Of any realm: test runners give each file its own `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** @returns the known name that was probably meant: another spelling of it, a part of it, or one or two slips away; else null */
export function nearestName(name: string, known: readonly string[]): string | null {
  const given = normalized(name);
  const same = known.find((key) => normalized(key) === given);
  if (same !== undefined) return same;
  const [nearest] = known
    .map((key) => ({ key, slips: countSlips(given, normalized(key)) }))
    .filter(({ key, slips }) => slips <= allowedSlips(Math.min(given.length, key.length)))
    .sort((one, other) => one.slips - other.slips);
  if (nearest) return nearest.key;
  const isPart = (part: string, whole: string): boolean =>
    part.length >= 4 && whole.startsWith(part);
  return (
    known.find((key) => isPart(given, normalized(key)) || isPart(normalized(key), given)) ?? null
  );
}

/** Any two codes of countries are two slips apart at most. */
function allowedSlips(length: number): number {
  if (length < 4) return 0;
  return length < 6 ? 1 : 2;
}

/** Plaid's own names have underscores. */
function normalized(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

/** How many letters must be added, removed, replaced or swapped with the next one (optimal string alignment). */
function countSlips(from: string, to: string): number {
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] && row > 1;
      current[column] = Math.min(
        (current[column - 1] ?? 0) + 1,
        (last[column] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [before, last] = [last, current];
  }
  return last[to.length] ?? 0;
}

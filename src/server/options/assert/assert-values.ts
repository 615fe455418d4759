import { assertOption, isStringArray } from './assert-option';
import { nearestName } from './nearest-name';

/** @throws RelinkError `invalid_options` for values that Plaid does not know, with the one that was meant */
export function assertValues(
  values: unknown,
  known: readonly string[],
  option: string,
  rule: string,
  where?: string,
): asserts values is string[] {
  const list = isStringArray(values) ? values : [];
  const strange = list.find((value) => !known.includes(value));
  const meant = strange === undefined ? null : nearestName(strange, known);
  assertOption(
    list.length > 0 && strange === undefined,
    option,
    rule,
    `${meant === null ? '' : `Did you mean '${meant}'? `}Known are ${known.join(', ')}.`,
    where,
  );
}

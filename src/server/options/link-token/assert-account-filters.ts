import { assertKnownKeys } from '../assert/assert-known-keys';
import { assertOption, isFields } from '../assert/assert-option';
import { assertValues } from '../assert/assert-values';
import { SUBTYPES } from './plaid-values';

/** @throws RelinkError `invalid_options` for a type or a subtype of accounts that Plaid does not have */
export function assertAccountFilters(filters: unknown): void {
  if (filters === undefined) return;
  assertOption(
    isFields(filters),
    'linkToken.accountFilters',
    `must have lists of subtypes under ${Object.keys(SUBTYPES).join(', ')}`,
    "Such as { depository: ['checking', 'savings'] }.",
  );
  assertKnownKeys(filters, Object.keys(SUBTYPES), 'linkToken.accountFilters');
  for (const [type, known] of Object.entries(SUBTYPES)) {
    if (filters[type] === undefined) continue;
    assertValues(
      filters[type],
      known,
      `linkToken.accountFilters.${type}`,
      'must be a list of subtypes of its type, at least one',
    );
  }
}

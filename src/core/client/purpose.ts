import { REPAIR } from '../tokens/token';
import type { RelinkOptions } from './session-types';

/** What a relink with these options is for. */
export function purposeOf({
  purpose,
  accountSelection,
}: Pick<RelinkOptions, 'purpose' | 'accountSelection'>): string {
  return purpose ?? (accountSelection ? 'accounts' : REPAIR);
}

import type { RelinkErrorCode } from '../../../core/errors/code';
import type { ItemHealth } from '../../../core/types';
import type { ItemProblem } from '../../../core/item/item-problem';
import type { KnownTopic } from '../../notice/notice-topic';

/** What a row reports about its Item. */
export type RowUpdate = HealthyRow | BrokenRow | UncheckedRow;

interface HealthyRow {
  topic: 'healthy' | 'repaired' | 'new_accounts';
  /** Plaid's id of the bank, where it is known. */
  institutionId?: string | null | undefined;
  /** The bank's name, where it is known. */
  bank?: string | null | undefined;
  /** As in the Item's health. */
  duplicateOf?: string | null | undefined;
}

/** Nothing is known of the Item, and its check failed. */
export interface UncheckedRow {
  topic: 'unchecked';
  code: RelinkErrorCode;
  /** Whether a later check may tell. */
  canCheckAgain: boolean;
}

export interface BrokenRow {
  topic: ItemProblem;
  /** When the connection ends, in milliseconds since the epoch, or null where no end is known. */
  untilMs: number | null;
  /** Whether the row has a button that helps the user. */
  isActionable: boolean;
  /** Whether the row would have one as that of a duplicate. */
  canRemoveDuplicate?: boolean | undefined;
  institutionId?: string | null | undefined;
  bank?: string | null | undefined;
  /** Why, as in the Item's health. */
  reason?: string | null | undefined;
  /** As in the Item's health. */
  duplicateOf?: string | null | undefined;
}

/** What the app can do about a problem that Link does not solve. */
interface AppActions {
  canConnectAgain: boolean;
  canRemoveDuplicate: boolean;
}

/** What a row reports when it shows this topic. */
export function rowUpdate(
  topic: KnownTopic | 'healthy',
  health: ItemHealth | null,
  { canConnectAgain, canRemoveDuplicate }: AppActions,
): RowUpdate {
  const institutionId = health?.institutionId ?? null;
  const bank = health?.institutionName ?? null;
  const duplicateOf = health?.duplicateOf ?? null;
  if (topic === 'healthy' || topic === 'repaired' || topic === 'new_accounts')
    return { topic, institutionId, bank, duplicateOf };
  return {
    topic,
    institutionId,
    bank,
    duplicateOf,
    canRemoveDuplicate,
    untilMs: health?.consentExpiresAt?.getTime() ?? null,
    isActionable:
      topic !== 'wait' &&
      (topic !== 'new_link' || canConnectAgain) &&
      (topic !== 'duplicate' || canRemoveDuplicate),
    reason: health?.reason ?? null,
  };
}

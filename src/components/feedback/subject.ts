import type { RelinkClient } from '../../core/client/client';
import { knownHealthOf } from '../../core/client/known-health';
import type { RelinkError } from '../../core/errors/relink-error';
import { bankName } from '../../core/bank-name';
import type { BankSubject } from '../../messages/notice-types';
import type { FailedSubject, RelinkMessages } from '../../messages/types';

/**
 * What a text about an Item may mention.
 *
 * @param bank the name that the app gives. @default the one that the backend gave with the Item's health
 */
export function subjectOf(
  client: RelinkClient,
  itemId: string,
  messages: Partial<RelinkMessages> | undefined,
  bank?: string | null,
): BankSubject {
  const name = bank ?? knownHealthOf(client).bankOf(itemId);
  return { bank: bankName(name, messages) };
}

/** What the text about a failure may mention: also the bank that Link is open for. */
export function failedSubjectOf(
  client: RelinkClient,
  error: RelinkError,
  messages: Partial<RelinkMessages> | undefined,
  subject: BankSubject,
): FailedSubject {
  const other = error.otherItemId ? knownHealthOf(client).bankOf(error.otherItemId) : null;
  return other ? { ...subject, otherBank: bankName(other, messages) } : subject;
}

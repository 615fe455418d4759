import { bankName } from '../../core/bank-name';
import type { DerivedList } from './state/derive-list';
import type { ListState } from './state/list-entry';
import type { ListCopy } from './list-texts';

interface Counts {
  /** How many Items needed the user. */
  total: number;
  /** How many of them are repaired. */
  done: number;
  /** The step that the user is at, from 1. Those left for later are behind the user. */
  step: number;
}

export function countsOf({ counted, repaired, skipped }: DerivedList): Counts {
  const [total, done] = [counted.length, repaired.length];
  return { total, done, step: Math.min(done + skipped.length + 1, total) };
}

/** Whether nothing is wrong any more. */
export function isAllSet({ isDone, broken, unchecked }: DerivedList): boolean {
  return isDone && broken.length === 0 && unchecked.length === 0;
}

export function titleOf(list: DerivedList, messages: ListCopy): string {
  const { shown, skipped, unchecked, troubled, broken, isComplete, isDone, task, summary } = list;
  // Of those Items the title may say neither that they work nor that they do not.
  if (broken.length === 0 && unchecked.length > 0) return messages.listUnchecked;
  if (shown.length > 0 && troubled.length === 0) return messages.listNewAccounts;
  if (isDone || (broken.length === 0 && isComplete)) {
    return messages.listDone({
      total: troubled.length,
      done: troubled.length - summary.left.length,
    });
  }
  if (broken.length === 0) return messages.listChecking;
  const { total, done } = countsOf(list);
  return messages.listTitle({ total: total - skipped.length, done, task });
}

/** The line below the title, or null where the title says it all. */
export function textOf(
  { counted, skipped, repaired, currentId, broken, task }: DerivedList,
  { entries }: ListState,
  messages: ListCopy,
): string | null {
  if (currentId !== null) {
    const left = counted.length - repaired.length - skipped.length;
    const bank = entries.get(currentId)?.bank;
    return messages.listText({ left, next: bank ? bankName(bank, messages) : null });
  }
  const onlyWaits = counted.length === 0 && broken.length > 0 && task === 'wait';
  return onlyWaits ? messages.listText({ left: 0, next: null }) : null;
}

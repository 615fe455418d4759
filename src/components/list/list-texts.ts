import { ENGLISH_LIST } from '../../messages/list';
import type { ListMessages, RelinkMessages } from '../../messages/types';
import { noticeTexts, type NoticeCopy } from '../notice/notice-texts';

/** The texts of a list and of its rows, complete. */
export type ListCopy = NoticeCopy & ListMessages;

const merged = new WeakMap<object, ListCopy>();

/** The app's texts, and English ones where it has none. The same object for the same messages: there may be a thousand rows. */
export function listTexts(messages: Partial<RelinkMessages> | undefined): ListCopy {
  const key = messages ?? ENGLISH_LIST;
  let texts = merged.get(key);
  if (!texts) merged.set(key, (texts = { ...ENGLISH_LIST, ...noticeTexts(messages), ...messages }));
  return texts;
}

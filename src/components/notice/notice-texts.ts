import { ENGLISH_ANNOUNCEMENTS } from '../../messages/announcements';
import { ENGLISH_ASIDE } from '../../messages/aside';
import { ENGLISH_BUTTON } from '../../messages/button';
import { ENGLISH_NOTICE } from '../../messages/notice';
import type { NoticeMessages } from '../../messages/notice-types';
import type { Announcements, ButtonMessages, RelinkMessages } from '../../messages/types';

/** The texts of notices and rows, complete. */
export type NoticeCopy = ButtonMessages & Announcements & NoticeMessages;

const ENGLISH: NoticeCopy = {
  ...ENGLISH_BUTTON,
  ...ENGLISH_ASIDE,
  ...ENGLISH_ANNOUNCEMENTS,
  ...ENGLISH_NOTICE,
};
/** A list may have a thousand rows with the same texts. */
const merged = new WeakMap<object, NoticeCopy>();

/** The app's texts, and English ones where it has none. */
export function noticeTexts(messages: Partial<RelinkMessages> | undefined): NoticeCopy {
  if (!messages) return ENGLISH;
  let texts = merged.get(messages);
  if (!texts) merged.set(messages, (texts = { ...ENGLISH, ...messages }));
  return texts;
}

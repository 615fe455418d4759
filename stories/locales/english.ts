import type { RelinkMessages } from 'react-plaid-relink';
import { ENGLISH_ANNOUNCEMENTS } from '../../src/messages/announcements';
import { ENGLISH_ASIDE } from '../../src/messages/aside';
import { ENGLISH_BUTTON } from '../../src/messages/button';
import { ENGLISH_LIST } from '../../src/messages/list';
import { ENGLISH_NOTICE } from '../../src/messages/notice';

/** The texts that the components have without `messages`. An app has no need of them as one set, so the package exports none. */
export const ENGLISH: RelinkMessages = {
  ...ENGLISH_BUTTON,
  ...ENGLISH_ASIDE,
  ...ENGLISH_ANNOUNCEMENTS,
  ...ENGLISH_NOTICE,
  ...ENGLISH_LIST,
};

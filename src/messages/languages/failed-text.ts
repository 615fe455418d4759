import type { RelinkErrorCode } from '../../core/errors/code';
import type { ItemRemedy } from '../../core/types';
import type { ButtonMessages } from '../types';

type Texts<Key extends string> = Partial<Record<Key, string | ((bank: string) => string)>>;

/** The texts of errors in a language other than English. */
export interface ErrorTexts {
  /** Stands for a bank whose name is not known. */
  yourBank: string;
  /** For an error that another try may mend, and that has no text of its own. */
  tryAgain: string;
  /** For an error that no action of the user mends. */
  contact: string;
  codes: Texts<RelinkErrorCode>;
  /** What helps the Item, for errors that are about the Item itself. `displayMessage` has the same texts in English. */
  remedies: Texts<ItemRemedy>;
  /** For `session_in_progress`, where the bank that Link is open for has a name. */
  otherBank: (bank: string) => string;
}

export function failedText(texts: ErrorTexts): ButtonMessages['failed'] {
  return ({ code, remedy, retryable }, { bank = texts.yourBank, otherBank } = {}) => {
    if (code === 'session_in_progress' && otherBank) return texts.otherBank(otherBank);
    const isAboutItem = code === 'not_relinkable' || code === 'still_broken';
    const text =
      (isAboutItem && remedy && texts.remedies[remedy]) ||
      (texts.codes[code] ?? (retryable ? texts.tryAgain : texts.contact));
    return typeof text === 'function' ? text(bank) : text;
  };
}

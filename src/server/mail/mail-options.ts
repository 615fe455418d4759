import type { ItemBody } from '../../core/gateway/wire';
import type { RelinkMailTexts } from './mail-texts';

/** What a mail says of an Item: the body of `getItem`, or these fields of it. */
export type RelinkMailItem = Pick<
  ItemBody,
  | 'health'
  | 'remedy'
  | 'error_code'
  | 'consent_expiration_time'
  | 'institution_name'
  | 'reason'
  | 'flags'
  | 'duplicate_of'
>;

/** Options of `relinkMail`. What `createHostedLink` resolves to has the first three. */
export interface RelinkMailOptions {
  /** How the Item is. */
  item: RelinkMailItem;
  /** Where the mail's link leads: Plaid's own page, or a page of your app. An absolute http or https address. */
  url: string;
  /** When the address ends. @default none */
  expiresAt?: Date | null | undefined;
  /** The app's name, as the user knows it. */
  appName: string;
  /**
   * The texts. `germanMailTexts`, `germanInformalMailTexts`, `frenchMailTexts` and `spanishMailTexts` are complete sets. Give
   * `createHostedLink` the same language.
   * @default englishMailTexts
   */
  texts?: RelinkMailTexts | undefined;
  /** The user's time zone, such as `'Europe/Berlin'`. Each time has its zone beside it. @default 'UTC' */
  timeZone?: string | undefined;
}

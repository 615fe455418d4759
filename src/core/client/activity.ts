import type { Environment } from '../clock';
import { callSafely } from '../errors/report';
import type { RelinkErrorCode } from '../errors/code';
import type { PlaidLinkExitStatus, PlaidLinkViewName } from '../link/plaid-names';
import type { NoticeTopic } from '../types';

/**
 * What has happened to an Item on this page, on the way from a notice to a connection that works:
 *
 * - `shown`: a notice, or a row of a list, that says what is wrong with the Item or offers new accounts, has come into view.
 *   Told once for as long as it is there with this topic; of several that say the same of the Item, for the first. A button
 *   alone is the app's own words, and tells none.
 * - `clicked`: the user has asked for Link, by a press of a button or by `open()`. Further presses before the session ends
 *   belong to it, and are not told.
 * - `opened`: Link shows, in update mode. Told once: not again on the return page of an OAuth redirect, where the session goes on.
 * - `hosted`: Plaid's own page has been opened, in place of Link.
 * - `exited`: the user has left Link without success, or has come back from Plaid's own page and is not known to have repaired
 *   the Item there. Told when Link's last events have come, up to a second later; `at` is when the user left.
 * - `succeeded`: the user went through Link. Whether the Item works is not known yet.
 * - `confirmed`: the server has called the Item healthy, as `onRelinked` hears with `confirmed: true`. `by` says how: count
 *   `'link'` for what your users did here, since every other open tab tells `'another_tab'`.
 * - `failed`: the session has failed, as `onError` hears. After an `exited` too, where the error that the user saw in Link
 *   is one that another try cannot help.
 */
export type RelinkActivityName =
  'shown' | 'clicked' | 'opened' | 'hosted' | 'exited' | 'succeeded' | 'confirmed' | 'failed';

/**
 * One step on the way from a notice to a connection that works, for the app's analytics. It has no token, and no name of a
 * user, bank or account; `itemId`, `institutionId` and `linkSessionId` are personal data where your system can tell whose they
 * are.
 */
export interface RelinkActivity {
  name: RelinkActivityName;
  /** When it happened, by the clock of the user's device. */
  at: Date;
  itemId: string;
  /** What the relink is for: see `purpose` of the button. On `shown`, what the notice's own button would ask for. */
  purpose: string;
  /**
   * What the notice or row said of the Item: on `shown` now, else at the click. Null where the page had none for the Item, as
   * for a button alone, and where no click began the session.
   */
  topic: NoticeTopic | null;
  /** Plaid's `institution_id`. Null until the backend, or Link, has said it. */
  institutionId: string | null;
  /** Plaid's `link_session_id`. Null until Link has opened, and for Plaid's own page, which reports nothing. */
  linkSessionId: string | null;
  /**
   * Whether the user signs in on the bank's own page. True once Link has left for it; else as the backend's `institution.oauth`
   * says. Null where neither is known.
   */
  isOAuth: boolean | null;
  /**
   * Of `exited`: where in Link the user was, in Plaid's words (`status` of `onExit`, such as `requires_credentials`). Null where
   * Plaid gives none, and for every other name.
   */
  exitStatus: PlaidLinkExitStatus | null;
  /**
   * Of `exited`: the view of Link that the user left, in Plaid's words (the newest `view_name` of `TRANSITION_VIEW`, such as
   * `CREDENTIAL`). The view `EXIT`, in which Link asks whether the user wants to leave, does not count. Null where Link has
   * told no view, and for every other name.
   */
  view: PlaidLinkViewName | null;
  /**
   * Of `exited`: Plaid's `error_code` of the last error that the user saw in Link. Of `failed`: the code of the `RelinkError`.
   * Null for every other name, and where the user saw no error.
   */
  errorCode: RelinkErrorCode | (string & {}) | null;
  /**
   * Of `confirmed`: how the Item was repaired. `'link'`: by the Link of this page; the others are those of a result
   * `already_healthy`. Null for every other name.
   */
  by: 'link' | 'another_tab' | 'hosted_link' | 'elsewhere' | null;
  /**
   * Milliseconds since the click that began the session: 0 on `clicked`. It is kept over an OAuth redirect, and over Plaid's own
   * page in the same tab, by the clock of the device. Null on `shown`, and where no click began the session.
   */
  sinceClickMs: number | null;
}

/** What an OAuth redirect keeps of the click that began the session. */
export interface ClickRecord {
  /** Milliseconds since the epoch. */
  at: number;
  topic: NoticeTopic | null;
}

/** What most steps do not have. */
const NONE = {
  topic: null,
  institutionId: null,
  linkSessionId: null,
  isOAuth: null,
  exitStatus: null,
  view: null,
  errorCode: null,
  by: null,
  sinceClickMs: null,
} as const;

type Required = 'name' | 'itemId' | 'purpose';

/** The fields that a step has. */
export type ActivityFields = Pick<RelinkActivity, Required> &
  Partial<Omit<RelinkActivity, Required>>;

/** Tells the app. Its failure is reported, and stops nothing. */
export function tellActivity(
  onActivity: ((activity: RelinkActivity) => void) | undefined,
  fields: ActivityFields,
  env: Pick<Environment, 'wallNow'>,
): void {
  callSafely(onActivity, { at: new Date(env.wallNow()), ...NONE, ...fields });
}

import { nonEmptyString } from '../../core/unknown';

/** Whose Item a link token was made for, and why. */
export interface LinkSubject {
  /** Plaid's `item_id`. */
  plaidItemId: string;
  /** `'repair'`, `'accounts'` or a word of the app's own. */
  purpose: string | null;
  /** Whether the user also chose which accounts to share. */
  accountSelection: boolean;
}

const ITEM = 'relink_item_id';
const PURPOSE = 'relink_purpose';
const ACCOUNT_SELECTION = 'relink_account_selection';

/**
 * The token's `webhook` address with its subject in the query.
 *
 * `LINK/SESSION_FINISHED` names a `link_token` and no Item (plaid@47, LinkSessionFinishedWebhook), and `/link/token/get`
 * returns the `webhook` of the token's request (LinkTokenGetMetadataResponse). So Plaid keeps the subject for us, for as
 * long as it keeps the token: no store, no token at rest, and nothing to remove for sessions that never finish.
 */
export function addLinkSubject(
  webhook: string,
  { plaidItemId, purpose, accountSelection }: LinkSubject,
): string {
  const url = new URL(webhook);
  url.searchParams.set(ITEM, plaidItemId);
  if (purpose !== null) url.searchParams.set(PURPOSE, purpose);
  if (accountSelection) url.searchParams.set(ACCOUNT_SELECTION, 'true');
  return url.href;
}

/** @returns null for the address of a token that this package did not make */
export function parseLinkSubject(webhook: unknown): LinkSubject | null {
  const text = nonEmptyString(webhook) ?? '';
  if (!URL.canParse(text)) return null;
  const { searchParams } = new URL(text);
  const plaidItemId = searchParams.get(ITEM);
  if (!plaidItemId) return null;
  return {
    plaidItemId,
    purpose: searchParams.get(PURPOSE),
    accountSelection: searchParams.get(ACCOUNT_SELECTION) === 'true',
  };
}

import { invalidItemId } from '../../errors/invalid-item-id';
import { withoutPage } from '../../errors/pages';
import type { RelinkError } from '../../errors/relink-error';
import { createRelinkError } from '../../errors/catalogue';
import { isAboutApp, isRelinkable, remedyOf } from '../../item/classify-item';
import type { PlaidLinkError } from '../../link/plaid-types';
import type { ItemHealth, ItemRemedy } from '../../types';

/** For end users: what to do where another try alone does not help. */
const REMEDY_MESSAGES: Partial<Record<ItemRemedy, string>> = {
  relink_with_accounts: 'No account is shared yet. Please choose one.',
  new_link: 'This connection has ended. Remove it and set it up again.',
  visit_bank: 'Sort this out with your bank first, then come back here.',
  wait: 'No answer from your bank right now. Come back later.',
};

/** What can go wrong with a session, in one place; each says what happened, why, and what to do. */
export const sessionErrors = {
  invalidItemId,
  missingPublicKey: (itemId: string) =>
    createRelinkError('missing_public_key', {
      itemId,
      message:
        'A public token opens Link only together with a public key. Give <RelinkProvider> publicKeyOptions, or use tokenKind "link_token".',
    }),
  busy: (itemId: string, openItemId: string | undefined) => {
    const isSameItem = openItemId === itemId;
    const error = createRelinkError('session_in_progress', {
      itemId,
      message: isSameItem
        ? 'Link is open for this Item already, under another <RelinkProvider> (or a button without one). Mount one provider, above all components of the Item.'
        : 'Link is open for another Item, and a page has one Link. Open this one when the other has ended.',
    });
    return Object.assign(error, { otherItemId: isSameItem ? null : (openItemId ?? null) });
  },
  closed: (itemId: string) =>
    createRelinkError('session_closed', {
      itemId,
      message:
        'The <RelinkProvider> (or the last bare <RelinkButton>) was unmounted during the session. Mount the provider above every component that may unmount.',
    }),
  linkFailed: (itemId: string, what: string, cause?: unknown) =>
    createRelinkError('link_failed', { itemId, message: `${what} See the cause.`, cause }),
  linkSilent: (itemId: string) =>
    createRelinkError('link_failed', {
      itemId,
      message: 'Link did not load within 20 s. Check the Content-Security-Policy and the network.',
    }),
  hostedOffered: (itemId: string, cause: RelinkError) =>
    createRelinkError('hosted_link_offered', {
      itemId,
      cause,
      message: `Link's script could not be loaded; the next click opens Plaid's own page (Hosted Link) instead. ${withoutPage(cause.message)}`,
    }),
  noHostedPage: (itemId: string, cause?: RelinkError) =>
    createRelinkError('invalid_options', {
      itemId,
      cause,
      message: `presentation asks for Plaid's own page (Hosted Link), and the backend has none, so Link opens in the page. Set linkToken.hostedLink of the handler, or send Plaid's hosted_link_url.${cause ? ` ${withoutPage(cause.message)}` : ''}`,
    }),
  refused: (itemId: string, cause: PlaidLinkError) =>
    createRelinkError('link_failed', {
      itemId,
      cause,
      displayMessage: cause.display_message,
      message: `Plaid refused to open Link (${cause.error_code}): the app's keys or the token's configuration are wrong. Check them in the dashboard.`,
    }),
  tokenTaken: (itemId: string) =>
    createRelinkError('token_reused', {
      itemId,
      message:
        'Each token minted for this click was spent elsewhere before Link could open. Mint one per request.',
    }),
  invalidLinkToken: (itemId: string, cause: PlaidLinkError | null) =>
    createRelinkError('invalid_link_token', {
      itemId,
      cause,
      displayMessage: cause?.display_message,
      message:
        'Plaid refused the token (INVALID_LINK_TOKEN): expired, used, of another environment, or too many wrong passwords. The next click mints a new one.',
    }),
  notUpdateMode: (itemId: string) =>
    createRelinkError('not_update_mode', {
      itemId,
      message:
        "Link is not in update mode (is_update_mode: false): the token was minted without the Item's access token, and finishing would make a duplicate Item. Mint it for the Item.",
    }),
  notRelinkable: (itemId: string, errorCode: string | null, remedy: ItemRemedy, cause?: unknown) =>
    createRelinkError('not_relinkable', {
      itemId,
      remedy,
      cause,
      displayMessage: REMEDY_MESSAGES[remedy],
      message: `Update mode cannot repair this Item now (${errorCode ?? 'no error code'}). Remedy: ${remedy}.`,
    }),
  stillBroken: (itemId: string, { state, errorCode, remedy }: ItemHealth) =>
    createRelinkError('still_broken', {
      itemId,
      remedy,
      displayMessage: REMEDY_MESSAGES[remedy],
      message: `Link succeeded, but Plaid still reports the Item as ${state} (${errorCode ?? 'no error code'}). Remedy: ${remedy}.`,
    }),
  notResumable: (itemId: string | null, why: string, cause?: PlaidLinkError) =>
    createRelinkError('redirect_not_resumable', {
      itemId,
      cause,
      message: `The OAuth redirect cannot be resumed: ${why} Send the user back to the button.`,
    }),
  /**
   * The error of an exit, where it means more than "the user closed Link"; null where another try may simply go better.
   *
   * @param error what Link's `onExit` said: the last error that the user saw, or null
   */
  fromExit(itemId: string, error: PlaidLinkError | null): RelinkError | null {
    if (!error) return null;
    if (error.error_type === 'OAUTH_ERROR') {
      const why = `Plaid says ${error.error_code}: the redirect was used already, or is another session's. Call forgetRelink() before your app opens Link for a new Item.`;
      return sessionErrors.notResumable(itemId, why, error);
    }
    if (isAboutApp(error)) return sessionErrors.refused(itemId, error);
    const remedy = remedyOf(error);
    if (isRelinkable(remedy)) return null;
    return sessionErrors.notRelinkable(itemId, error.error_code, remedy, error);
  },
};

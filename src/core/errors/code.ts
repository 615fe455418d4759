/**
 * What went wrong, as a stable identifier: the closed union to switch on. Each code has one meaning and one page in
 * docs/errors.
 */
export type RelinkErrorCode =
  /* Programmer mistakes: only a change of code helps. */
  // `useRelink()` was called without a `<RelinkProvider>` above it.
  | 'missing_provider'
  // An option is missing or has a wrong value, the gateway lacks a function that is needed, or react-plaid-link is missing.
  | 'invalid_options'
  // `itemId` is empty or is not a string.
  | 'invalid_item_id'
  // A public token opens Link, but the provider has no `publicKeyOptions`.
  | 'missing_public_key'

  /* Between the browser and the app's backend. */
  // The browser says that it is offline.
  | 'offline'
  // The request to the backend ended without an answer.
  | 'network_error'
  // The backend did not answer within 15 s, or a chunk of the app's build did not load within 20 s.
  | 'timeout'
  // The backend answered 401 or 403, or redirected to a page that is not JSON.
  | 'unauthorized'
  // The backend answered 404: no such Item belongs to the signed-in user.
  | 'item_not_found'
  // The backend or Plaid answered 429.
  | 'rate_limited'
  // The backend answered with another 4xx status, or has no route at that URL.
  | 'request_rejected'
  // The backend answered with a 5xx status.
  | 'backend_error'
  // The answer is not a JSON object, or has no token in it.
  | 'invalid_response'

  /* The token itself. */
  // A link token was requested and a public token arrived, or the other way round.
  | 'wrong_token_kind'
  // The backend sent Plaid's long-lived secret to the browser. The client does not use it.
  | 'secret_refused'
  // The backend sent a token that was used before.
  | 'token_reused'
  // The token had expired when it arrived, or expired before it could be used.
  | 'token_expired'

  /* Link. */
  // Link's script did not load, or it loaded and did not define `window.Plaid`.
  | 'link_blocked'
  // Link's script did not load, and the backend offers Plaid's own page (Hosted Link).
  | 'hosted_link_offered'
  // Link could not be created or opened, did not show within 20 s, or Plaid refused the app's keys.
  | 'link_failed'
  // Plaid refused the token (`INVALID_LINK_TOKEN`).
  | 'invalid_link_token'
  // Link is not in update mode. A success would create a duplicate Item.
  | 'not_update_mode'
  // Link is open for another Item. A page has one Link at a time.
  | 'session_in_progress'
  // The provider was unmounted during the session, or without a provider the last button was.
  | 'session_closed'

  /* The outcome. */
  // Link succeeded, but the backend could not say whether the Item is healthy.
  | 'not_confirmed'
  // Link succeeded, but Plaid still reports the Item as broken.
  | 'still_broken'
  // Update mode cannot repair this Item now.
  | 'not_relinkable'

  /* The OAuth return page. */
  // The OAuth return page has nothing to resume.
  | 'redirect_not_resumable';

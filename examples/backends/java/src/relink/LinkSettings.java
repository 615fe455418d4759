package relink;

/**
 * How a bank gets the user back into the app (plaid.com/docs/link/oauth). Each may be null.
 *
 * @param redirectUri for pages and iOS apps: HTTPS, in Plaid's dashboard, and on iOS a universal link of the app
 * @param androidPackageName for Android apps, which are refused without it. In Plaid's dashboard too
 */
record LinkSettings(String redirectUri, String androidPackageName) {}

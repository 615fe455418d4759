package relink;

/**
 * Where Link, the bank and Plaid lead to. Each may be null.
 *
 * @param redirectUri where a bank leads back to, for pages and iOS apps (plaid.com/docs/link/oauth): HTTPS, in Plaid's
 *     dashboard, and on iOS a universal link of the app
 * @param androidPackageName for Android apps, which are refused without it. In Plaid's dashboard too
 * @param completionRedirectUri what follows Plaid's own page (plaid.com/docs/link/hosted-link). Without it the user closes
 *     the tab
 * @param webhookUrl the public address of {@code /api/plaid-webhook}. Without it, nothing tells this server how Plaid's own
 *     page ended
 */
record LinkSettings(String redirectUri, String androidPackageName, String completionRedirectUri, String webhookUrl) {}

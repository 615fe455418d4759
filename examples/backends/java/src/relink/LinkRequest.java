package relink;

/**
 * What a link token is asked for.
 *
 * @param isHosted whether Plaid's own page is asked for too
 * @param platform that of the app that opens Link with Plaid's SDK, {@code ios} or {@code android}; null for a page
 */
record LinkRequest(boolean accountSelection, boolean isHosted, String purpose, String platform) {
    boolean isAndroid() {
        return "android".equals(platform);
    }
}

package relink;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose Item a link token was made for. {@code LINK/SESSION_FINISHED} names a token and no Item, and {@code /link/token/get}
 * returns the token's {@code webhook}. So its query holds the Item: Plaid keeps it for us, and no token is kept here.
 *
 * @param accountSelection whether the user also chooses accounts
 */
record LinkSubject(String itemId, boolean accountSelection) {
    private static final String ITEM = "relink_item_id";
    private static final String ACCOUNT_SELECTION = "relink_account_selection";

    String addTo(String webhookUrl) {
        String query = ITEM + "=" + URLEncoder.encode(itemId, StandardCharsets.UTF_8);
        if (accountSelection) query += "&" + ACCOUNT_SELECTION + "=true";
        return webhookUrl + (webhookUrl.contains("?") ? "&" : "?") + query;
    }

    /** Empty for the address of a token that was not made here. */
    static Optional<LinkSubject> read(String webhookUrl) {
        Map<String, String> query = new HashMap<>();
        for (String pair : webhookUrl.substring(webhookUrl.indexOf('?') + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) query.put(parts[0], parts[1]);
        }
        return Optional.ofNullable(query.get(ITEM)).map(id -> new LinkSubject(
                URLDecoder.decode(id, StandardCharsets.UTF_8), query.containsKey(ACCOUNT_SELECTION)));
    }
}

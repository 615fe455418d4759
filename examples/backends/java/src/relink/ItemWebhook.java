package relink;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import relink.ItemRecord.Flag;

/**
 * What a verified webhook says of an Item (plaid.com/docs/api/items).
 *
 * @param kind the flag that it raises; null where {@code /item/get} says it too, so that Plaid is asked again
 */
record ItemWebhook(String itemId, String kind, Flag flag) {
    /** @param endField the field with the end of the flag */
    private record Event(String kind, String endField) {}

    private static final Map<String, Event> EVENTS = Map.of(
            "ITEM/ERROR", new Event(null, null),
            "ITEM/LOGIN_REPAIRED", new Event(null, null),
            "ITEM/PENDING_EXPIRATION", new Event("expiration", "consent_expiration_time"),
            "ITEM/PENDING_DISCONNECT", new Event("disconnect", "disconnect_time"),
            "ITEM/USER_PERMISSION_REVOKED", new Event("permission_revoked", null),
            "ITEM/USER_ACCOUNT_REVOKED", new Event("account_revoked", null),
            "ITEM/NEW_ACCOUNTS_AVAILABLE", new Event("new_accounts", null),
            "AUTH/PRODUCT_PERMISSIONS_REQUIRED", new Event("product_permissions", null),
            "IDENTITY/PRODUCT_PERMISSIONS_REQUIRED", new Event("product_permissions", null));

    /** Where a PENDING_DISCONNECT has no time, it comes 7 days ahead (plaid.com/docs/api/items). */
    private static final long DISCONNECT_NOTICE_MS = 7 * 24 * 60 * 60_000L;

    /**
     * Empty for a webhook about something else.
     *
     * @param signedAt milliseconds since the epoch
     */
    static Optional<ItemWebhook> read(JsonObject body, long signedAt) {
        String itemId = Json.text(body, "item_id");
        String type = Json.text(body, "webhook_type");
        Event event = EVENTS.get(type + "/" + Json.text(body, "webhook_code"));
        if (itemId == null || event == null) return Optional.empty();
        Long until = event.endField() == null ? null : Times.parse(Json.text(body, event.endField()));
        if (until == null && "disconnect".equals(event.kind())) until = signedAt + DISCONNECT_NOTICE_MS;
        String reason = "product_permissions".equals(event.kind()) ? type.toLowerCase() : reasonOf(body);
        return Optional.of(new ItemWebhook(itemId, event.kind(), new Flag(signedAt, until, reason)));
    }

    private static String reasonOf(JsonObject body) {
        String reason = Json.text(body, "reason");
        JsonObject error = Json.object(body, "error");
        return reason == null && error != null ? Json.text(error, "error_code_reason") : reason;
    }
}

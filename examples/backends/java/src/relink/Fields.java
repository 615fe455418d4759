package relink;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The fields of a request. Each is parsed once, and a wrong one is a 400. */
final class Fields {
    /** Control characters and lone surrogates cannot be in an id, and some databases fail on them. */
    private static final Pattern ID = Pattern.compile("\\P{C}{1,200}");
    private static final Pattern PURPOSE = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern PLATFORM = Pattern.compile("ios|android");
    private static final int MAX_ITEMS = 100;

    private final JsonObject fields;

    Fields(JsonObject fields) {
        this.fields = fields;
    }

    Fields allow(String... names) {
        if (Set.of(names).containsAll(fields.keySet())) return this;
        throw ApiError.invalidRequest(400, "UNKNOWN_FIELDS", "The body may have: " + String.join(", ", names) + ".");
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Null for a value that cannot be an id. It is looked up and answered like an unknown one. */
    String itemId() {
        JsonElement value = fields.get("item_id");
        return Json.isText(value) && isId(value.getAsString()) ? value.getAsString() : null;
    }

    List<String> itemIds() {
        if (fields.get("item_ids") instanceof JsonArray array && StreamSupport.stream(array.spliterator(), false).allMatch(Json::isText)) {
            List<String> ids = StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
            if (!ids.isEmpty() && ids.size() <= MAX_ITEMS && ids.stream().distinct().count() == ids.size()) return ids;
        }
        throw ApiError.invalidField("item_ids must be a list of 1 to " + MAX_ITEMS + " different texts.");
    }

    boolean flag(String name) {
        JsonElement value = fields.get(name);
        if (value == null || value.isJsonNull()) return false;
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) return value.getAsBoolean();
        throw ApiError.invalidField(name + " must be a boolean.");
    }

    String purpose() {
        String purpose = optional("purpose", PURPOSE,
                "purpose must be a text of 1 to 40 letters, digits, underscores and hyphens.");
        return purpose == null ? "repair" : purpose;
    }

    LinkRequest linkRequest() {
        String purpose = purpose();
        boolean accountSelection = flag("account_selection_enabled") || purpose.equals("accounts");
        return new LinkRequest(accountSelection, flag("hosted_link"), purpose,
                optional("platform", PLATFORM, "platform must be 'ios' or 'android'."));
    }

    /** Null where it is left out. */
    String sessionId() {
        return optional("link_session_id", ID, "link_session_id must be a text of 1 to 200 characters.");
    }

    private String optional(String name, Pattern form, String message) {
        JsonElement value = fields.get(name);
        if (value == null || value.isJsonNull()) return null;
        if (Json.isText(value) && form.matcher(value.getAsString()).matches()) return value.getAsString();
        throw ApiError.invalidField(message);
    }
}

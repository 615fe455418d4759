package relink;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is kept of Plaid's answer to {@code /item/get}.
 *
 * @param isKnown whether Plaid said if there is an error: an Item is healthy only where Plaid says so
 * @param error null where there is none
 * @param consentEnd milliseconds since the epoch; null where access does not end
 */
record ItemAnswer(boolean isKnown, Problem error, Long consentEnd, String institutionId, String institutionName,
        String lastUpdated, String requestId) {

    record Problem(String type, String code, String reason) {}

    /** Null for a body that is none. */
    static ItemAnswer read(JsonObject body) {
        JsonObject item = Json.object(body, "item");
        if (item == null) return null;
        JsonElement error = item.get("error");
        boolean isKnown = error != null && (error.isJsonNull() || error.isJsonObject());
        return new ItemAnswer(isKnown, readProblem(Json.object(item, "error")),
                Times.parse(Json.text(item, "consent_expiration_time")), Json.text(item, "institution_id"),
                Json.text(item, "institution_name"), lastUpdate(Json.object(body, "status")),
                Json.text(body, "request_id"));
    }

    private static Problem readProblem(JsonObject error) {
        return error == null ? null
                : new Problem(Json.text(error, "error_type"), Json.text(error, "error_code"),
                        Json.text(error, "error_code_reason"));
    }

    private static String lastUpdate(JsonObject status) {
        if (status == null) return null;
        return Stream.of("transactions", "investments").map(name -> Json.object(status, name)).filter(Objects::nonNull)
                .map(product -> Times.parse(Json.text(product, "last_successful_update"))).filter(Objects::nonNull)
                .max(Long::compare).map(Times::iso).orElse(null);
    }
}

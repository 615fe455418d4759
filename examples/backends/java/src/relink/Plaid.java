package relink;

import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls to Plaid that the gateway makes. Where you use the official client ({@code com.plaid:plaid-java}), it takes the
 * place of {@link PlaidHttp}: keep the deadline, and read the error's body from {@code Response.errorBody()}.
 */
final class Plaid {
    private static final System.Logger LOG = System.getLogger("relink");
    private static final long TOKEN_LIFE_S = 30 * 60;
    /** What your app asks for beside the repair, such as {@code "consent"} with {@code additional_consented_products}. */
    private static final Map<String, Map<String, Object>> SETTINGS_BY_PURPOSE = Map.of();

    private final PlaidHttp http;
    private final LinkSettings settings;

    Plaid(PlaidHttp http, LinkSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** The body of our own answer. The access token is what makes it update mode (plaid.com/docs/link/update-mode). */
    Map<String, Object> createLinkToken(Item item, LinkRequest link, Deadline deadline) {
        Map<String, Object> request = new LinkedHashMap<>(Map.of(
                "client_name", "Your App",
                "country_codes", List.of("US"),
                "language", "en",
                "user", Map.of("client_user_id", item.userId()),
                "access_token", item.accessToken()));
        // Plaid takes one of the two.
        if (link.isAndroid()) request.put("android_package_name", settings.androidPackageName());
        else if (settings.redirectUri() != null) request.put("redirect_uri", settings.redirectUri());
        if (link.accountSelection()) request.put("update", Map.of("account_selection_enabled", true));
        String completion = settings.completionRedirectUri();
        if (link.isHosted())
            request.put("hosted_link", completion == null ? Map.of() : Map.of("completion_redirect_uri", completion));
        if (settings.webhookUrl() != null)
            request.put("webhook", new LinkSubject(item.id(), link.accountSelection()).addTo(settings.webhookUrl()));
        request.putAll(SETTINGS_BY_PURPOSE.getOrDefault(link.purpose(), Map.of()));
        PlaidHttp.Answer answer = http.post("/link/token/create", request, deadline);
        if (!answer.isOk()) throw errorOf(answer);
        return tokenBody(answer.body());
    }

    /** A refusal that is about the Item is its health, and no failure. */
    ItemAnswer getItem(Item item, Deadline deadline) {
        PlaidHttp.Answer answer = http.post("/item/get", Map.of("access_token", item.accessToken()), deadline);
        ItemAnswer read = answer.isOk() ? ItemAnswer.read(answer.body()) : itemOfRefusal(answer);
        if (read == null) throw ApiError.plaidUnreachable();
        return read;
    }

    /** Empty for a token that was not made here, and for one that Plaid no longer knows. */
    Optional<LinkSubject> getLinkSubject(String linkToken, Deadline deadline) {
        PlaidHttp.Answer answer = http.post("/link/token/get", Map.of("link_token", linkToken), deadline);
        if ("INVALID_LINK_TOKEN".equals(answer.errorCode())) return Optional.empty();
        if (!answer.isOk()) throw errorOf(answer);
        JsonObject metadata = Json.object(answer.body(), "metadata");
        return Optional.ofNullable(metadata == null ? null : Json.text(metadata, "webhook")).flatMap(LinkSubject::read);
    }

    /** Null for a key that Plaid does not know. */
    JsonObject getWebhookKey(String keyId, Deadline deadline) {
        PlaidHttp.Answer answer = http.post("/webhook_verification_key/get", Map.of("key_id", keyId), deadline);
        if ("INVALID_WEBHOOK_VERIFICATION_KEY_ID".equals(answer.errorCode())) return null;
        if (!answer.isOk()) throw errorOf(answer);
        return Json.object(answer.body(), "key");
    }

    private static Map<String, Object> tokenBody(JsonObject answer) {
        String token = Json.text(answer, "link_token");
        if (token == null || !token.startsWith("link-")) {
            LOG.log(Level.ERROR, "Plaid''s answer has no link_token.");
            throw ApiError.internal();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("link_token", token);
        Long end = Times.parse(Json.text(answer, "expiration"));
        if (end != null) body.put("expiration", Times.iso(end));
        // Seconds by this server's clock: the browser's may be wrong.
        body.put("expires_in", end == null ? TOKEN_LIFE_S : Math.max(0, (end - System.currentTimeMillis()) / 1000));
        for (String name : List.of("hosted_link_url", "request_id")) {
            String text = Json.text(answer, name);
            if (text != null) body.put(name, text);
        }
        return body;
    }

    private static ItemAnswer itemOfRefusal(PlaidHttp.Answer answer) {
        String type = answer.errorType();
        String code = answer.errorCode();
        boolean isAboutItem =
                code != null && (Set.of("ITEM_ERROR", "INSTITUTION_ERROR").contains(type) || Meaning.isItemCode(code));
        if (!isAboutItem) throw errorOf(answer);
        return new ItemAnswer(true, new ItemAnswer.Problem(type, code, null), null, null, null, null,
                Json.text(answer.body(), "request_id"));
    }

    /** The error that the client gets. */
    private static ApiError errorOf(PlaidHttp.Answer answer) {
        String type = answer.errorType();
        String code = answer.errorCode();
        if (code == null) return ApiError.plaidUnreachable();
        int status = statusOf(type, code);
        // The keys or the settings are wrong. The client need not know which.
        return status == 500 ? ApiError.internal() : ApiError.ofPlaid(status, answer, Meaning.remedyOfRefusal(type, code));
    }

    private static int statusOf(String type, String code) {
        if (type.equals("RATE_LIMIT_EXCEEDED")) return 429;
        if (code.equals("ITEM_NOT_FOUND")) return 404;
        if (type.equals("ITEM_ERROR") || Meaning.isItemCode(code)) return 409;
        if (type.equals("INSTITUTION_ERROR") || code.equals("PLANNED_MAINTENANCE")) return 503;
        return type.equals("API_ERROR") ? 502 : 500;
    }
}

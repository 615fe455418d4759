package relink;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import relink.ItemRecord.Flag;

/** The route that Plaid calls. It takes what Plaid signed within the last 5 minutes, and nothing else. */
final class WebhookRoute implements JsonHandler.Route {
    private static final System.Logger LOG = System.getLogger("relink");
    private static final int MAX_BODY_BYTES = 256 * 1024;

    /** Plaid gives up on a webhook after 10 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final ItemStore store;
    private final Plaid plaid;
    private final WebhookVerifier verifier;

    WebhookRoute(ItemStore store, Plaid plaid, WebhookVerifier verifier) {
        this.store = store;
        this.plaid = plaid;
        this.verifier = verifier;
    }

    @Override
    public Object answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) throw ApiError.methodNotAllowed();
        byte[] bytes = RequestBody.read(exchange, MAX_BODY_BYTES);
        long signedAt = verify(exchange.getRequestHeaders().getFirst("Plaid-Verification"), bytes);
        // An error on the way is no 200, so that Plaid sends the webhook again.
        JsonObject body = RequestBody.toObject(bytes);
        boolean isAboutLink = "LINK".equals(Json.text(body, "webhook_type"));
        if (isAboutLink && "SESSION_FINISHED".equals(Json.text(body, "webhook_code"))) markRelink(body, signedAt);
        ItemWebhook.read(body, signedAt).ifPresent(webhook -> store.updateRecord(
                webhook.itemId(), record -> record.withWebhook(webhook.kind(), webhook.flag())));
        return Map.of();
    }

    /** The user went through Link, also where no page was there any more to report it. */
    private void markRelink(JsonObject body, long signedAt) {
        String token = Json.text(body, "link_token");
        if (token == null || !"SUCCESS".equals(Json.text(body, "status"))) return;
        String sessionId = Json.text(body, "link_session_id");
        plaid.getLinkSubject(token, new Deadline(TIMEOUT)).ifPresent(subject -> store.updateRecord(
                subject.itemId(), record -> record.withRelink(signedAt, sessionId, subject.accountSelection())
                        .withWebhook(null, new Flag(signedAt, null, null))));
    }

    private long verify(String token, byte[] body) {
        try {
            return verifier.signedAt(token, body);
        } catch (WebhookRejected rejection) {
            // Any client can cause it at will, so it is no line of the usual log.
            LOG.log(Level.DEBUG, "A webhook was refused: {0}.", rejection.getMessage());
            throw ApiError.invalidRequest(401, "UNAUTHORIZED", "This is no webhook of Plaid's.");
        }
    }
}

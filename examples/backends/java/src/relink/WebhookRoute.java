package relink;

import com.sun.net.httpserver.HttpExchange;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The route that Plaid calls. It takes what Plaid signed within the last 5 minutes, and nothing else. */
final class WebhookRoute implements JsonHandler.Route {
    private static final System.Logger LOG = System.getLogger("relink");
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private final ItemStore store;
    private final WebhookVerifier verifier;

    WebhookRoute(ItemStore store, WebhookVerifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    @Override
    public Object answer(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) throw ApiError.methodNotAllowed();
        byte[] bytes = RequestBody.read(exchange, MAX_BODY_BYTES);
        long signedAt = verify(exchange.getRequestHeaders().getFirst("Plaid-Verification"), bytes);
        // An error on the way is no 200, so that Plaid sends the webhook again.
        ItemWebhook.read(RequestBody.toObject(bytes), signedAt).ifPresent(webhook -> store.updateRecord(
                webhook.itemId(), record -> record.withWebhook(webhook.kind(), webhook.flag())));
        return Map.of();
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

package relink;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request must be before its content counts. Another site learns nothing at all. */
final class RequestChecks {
    private static final Pattern WEB_ORIGIN = Pattern.compile("https?://([^/?#@\\\\\\s]+)", Pattern.CASE_INSENSITIVE);

    private final Set<String> trustedOrigins;
    private final Sessions sessions;

    RequestChecks(Set<String> trustedOrigins, Sessions sessions) {
        this.trustedOrigins = trustedOrigins;
        this.sessions = sessions;
    }

    /** @return the id of the signed-in user; empty for a pre-flight, which is answered then */
    Optional<String> userOf(HttpExchange exchange) {
        boolean isTrusted = checkOrigin(exchange);
        String method = exchange.getRequestMethod();
        if (method.equals("OPTIONS") && isTrusted) {
            allowPreflight(exchange);
            return Optional.empty();
        }
        if (!method.equals("POST")) throw ApiError.methodNotAllowed();
        return Optional.of(sessions.userOf(exchange.getRequestHeaders())
                .orElseThrow(() -> ApiError.invalidRequest(401, "UNAUTHORIZED", "Sign in first.")));
    }

    /**
     * Refuses a request that a page of another site sent with the user's cookies. Browsers set {@code Origin} and
     * {@code Sec-Fetch-Site} themselves. A request with neither does not come from a browser, so it has no victim's cookie.
     *
     * @return whether it comes from a trusted origin: then the answer has CORS headers
     */
    private boolean checkOrigin(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String origin = headers.getFirst("Origin");
        if (origin != null && trustedOrigins.contains(origin)) {
            Headers answer = exchange.getResponseHeaders();
            answer.set("Access-Control-Allow-Origin", origin);
            answer.set("Access-Control-Allow-Credentials", "true");
            answer.set("Access-Control-Expose-Headers", "retry-after");
            answer.set("Vary", "Origin");
            return true;
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean isOwn = site == null
                ? origin == null || isOwnHost(origin, headers.getFirst("Host"))
                : site.equals("same-origin") || site.equals("none");
        if (isOwn) return false;
        throw ApiError.invalidRequest(403, "INVALID_ORIGIN", "This origin is not trusted. See TRUSTED_ORIGINS.");
    }

    /** The scheme is not compared: behind a proxy that ends TLS, the server sees http where the browser sees https. */
    private static boolean isOwnHost(String origin, String host) {
        Matcher parts = WEB_ORIGIN.matcher(origin);
        return parts.matches() && parts.group(1).equalsIgnoreCase(host);
    }

    private static void allowPreflight(HttpExchange exchange) {
        String asked = exchange.getRequestHeaders().getFirst("Access-Control-Request-Headers");
        Headers answer = exchange.getResponseHeaders();
        answer.set("Access-Control-Allow-Methods", "POST");
        answer.set("Access-Control-Allow-Headers", asked == null ? "content-type" : asked);
        answer.set("Access-Control-Max-Age", "600");
    }
}

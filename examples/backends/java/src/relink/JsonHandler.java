package relink;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Around all routes: errors become Plaid's error object, and no answer may be stored. */
final class JsonHandler implements HttpHandler {
    /** Answers a request, or throws an {@link ApiError}. */
    interface Route {
        /** @return the body of the 200; null for a 204 */
        Object answer(HttpExchange exchange) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger("relink");
    /**
     * The last line of defence. Answers are built field by field, so no token is in them to begin with; but the ids in a
     * question about many Items are repeated, and a client may send anything as an id.
     */
    private static final Pattern ACCESS_TOKEN = Pattern.compile("access-[\\w-]+");

    private final Map<String, Route> routes;

    /** @param routes by their path; one that ends with a slash takes all paths below it */
    JsonHandler(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            try {
                Object body = routeOf(exchange.getRequestURI().getRawPath()).answer(exchange);
                send(exchange, body == null ? 204 : 200, body);
            } catch (ApiError error) {
                error.headers.forEach(headers::set);
                send(exchange, error.status, error.body());
            } catch (RuntimeException error) {
                // The message of an unknown error may hold anything, so only its place is logged.
                LOG.log(Level.ERROR, "{0} at {1}", error.getClass().getName(), error.getStackTrace()[0]);
                send(exchange, 500, ApiError.internal().body());
            }
        }
    }

    private Route routeOf(String path) {
        return routes.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/")
                        ? path.startsWith(entry.getKey())
                        : path.equals(entry.getKey()) || path.equals(entry.getKey() + "/"))
                .map(Map.Entry::getValue).findFirst().orElseThrow(ApiError::noSuchRoute);
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        RequestBody.drain(exchange);
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = ACCESS_TOKEN.matcher(Json.GSON.toJson(body)).replaceAll("[redacted]")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) exchange.getResponseBody().write(bytes);
    }
}

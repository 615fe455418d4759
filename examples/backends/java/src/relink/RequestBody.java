package relink;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Reads the body of a request. */
final class RequestBody {
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** What is left of a refused body is read up to here, so that the client gets the answer and no broken connection. */
    private static final int DRAINED_BYTES = 4 * 1024 * 1024;

    static JsonObject readObject(HttpExchange exchange, int maxBytes) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !CONTENT_TYPE.matcher(type).matches())
            throw ApiError.invalidRequest(415, "INVALID_HEADERS", "Send application/json.");
        return toObject(read(exchange, maxBytes));
    }

    /** At most {@code maxBytes}, whatever the headers claim. */
    static byte[] read(HttpExchange exchange, int maxBytes) {
        byte[] bytes;
        try {
            bytes = exchange.getRequestBody().readNBytes(maxBytes + 1);
        } catch (IOException error) {
            throw ApiError.invalidRequest(400, "INVALID_BODY", "The body ended early.");
        }
        if (bytes.length <= maxBytes) return bytes;
        throw ApiError.invalidRequest(413, "INVALID_BODY", "The body may have " + maxBytes + " bytes.");
    }

    static JsonObject toObject(byte[] bytes) {
        JsonObject object = Json.parseObject(bytes);
        if (object != null) return object;
        throw ApiError.invalidRequest(400, "INVALID_BODY", "The body must be a JSON object.");
    }

    static void drain(HttpExchange exchange) throws IOException {
        InputStream rest = exchange.getRequestBody();
        byte[] chunk = new byte[16 * 1024];
        int total = 0;
        for (int read = 0; read >= 0 && total < DRAINED_BYTES; total += Math.max(read, 0)) read = rest.read(chunk);
    }

    private RequestBody() {}
}

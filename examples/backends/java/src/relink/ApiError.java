package relink;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request. The client gets all of it, so it repeats nothing of the request, and no secret. */
final class ApiError extends RuntimeException {
    final int status;
    final String type;
    final String code;
    final Map<String, String> headers;
    final String remedy;
    private final String displayMessage;
    private final String requestId;

    private ApiError(int status, String type, String code, String message, Map<String, String> headers) {
        this(status, type, code, message, headers, null, null, null);
    }

    private ApiError(int status, String type, String code, String message, Map<String, String> headers, String remedy,
            String displayMessage, String requestId) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.headers = headers;
        this.remedy = remedy;
        this.displayMessage = displayMessage;
        this.requestId = requestId;
    }

    /** Plaid's error object (plaid.com/docs/errors). */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_type", type);
        body.put("error_code", code);
        body.put("error_message", getMessage());
        body.put("display_message", displayMessage);
        body.put("request_id", requestId);
        if (remedy != null) body.put("remedy", remedy);
        return body;
    }

    static ApiError invalidRequest(int status, String code, String message) {
        return new ApiError(status, "INVALID_REQUEST", code, message, Map.of());
    }

    static ApiError invalidField(String message) {
        return invalidRequest(400, "INVALID_FIELD", message);
    }

    static ApiError noSuchRoute() {
        return invalidRequest(404, "NOT_FOUND", "There is no such route.");
    }

    static ApiError methodNotAllowed() {
        return new ApiError(405, "INVALID_REQUEST", "INVALID_METHOD", "Send POST.", Map.of("Allow", "POST"));
    }

    /** The same for an unknown id, a malformed one and another user's, so that it tells none from the others. */
    static ApiError itemNotFound() {
        return new ApiError(404, "ITEM_ERROR", "ITEM_NOT_FOUND", "The signed-in user has no such Item.", Map.of());
    }

    static ApiError tooManyRequests(long seconds) {
        return new ApiError(429, "RATE_LIMIT_EXCEEDED", "RATE_LIMIT",
                "Too many requests. Try again after the seconds in Retry-After.", Map.of("Retry-After", "" + seconds));
    }

    /** What Plaid answered, for the client. */
    static ApiError ofPlaid(int status, PlaidHttp.Answer answer, String remedy) {
        return new ApiError(status, answer.errorType(), answer.errorCode(), "Plaid answered " + answer.errorCode() + ".",
                Map.of(), remedy, Json.text(answer.body(), "display_message"), Json.text(answer.body(), "request_id"));
    }

    static ApiError internal() {
        return failure(500, "The server could not handle the request. See its log.");
    }

    static ApiError plaidUnreachable() {
        return failure(502, "Plaid could not be reached.");
    }

    static ApiError tryLater() {
        return failure(503, "Try again later.");
    }

    static ApiError timedOut() {
        return failure(504, "The server did not answer in time.");
    }

    private static ApiError failure(int status, String message) {
        return new ApiError(status, "API_ERROR", "INTERNAL_SERVER_ERROR", message, Map.of());
    }
}

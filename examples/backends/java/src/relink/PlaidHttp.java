package relink;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plaid's API over HTTPS. Its log says what Plaid answered, and never what was sent. */
final class PlaidHttp {
    /** An answer of Plaid's: a JSON object. */
    record Answer(int status, JsonObject body) {
        boolean isOk() {
            return status == 200;
        }

        /** Null where it has none. */
        String errorCode() {
            return isOk() ? null : Json.text(body, "error_code");
        }

        String errorType() {
            String type = Json.text(body, "error_type");
            return type == null ? "API_ERROR" : type;
        }
    }

    private static final System.Logger LOG = System.getLogger("relink");
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

    private final URI url;
    private final String clientId;
    private final String secret;
    /** It follows no redirects, which would take the secret to another host. */
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(5)).build();

    PlaidHttp(URI url, String clientId, String secret) {
        this.url = url;
        this.clientId = clientId;
        this.secret = secret;
    }

    /**
     * Asks again once where Plaid itself had an internal error, as plaid.com/docs/errors/api advises. After a lost
     * connection the call may have minted a token, so it is not repeated.
     */
    Answer post(String path, Map<String, Object> body, Deadline deadline) {
        Answer answer = postOnce(path, body, deadline);
        if ("INTERNAL_SERVER_ERROR".equals(answer.errorCode())) answer = postOnce(path, body, deadline);
        if (!answer.isOk())
            LOG.log(Level.ERROR, "{0}: Plaid answered {1} {2} {3}.", path, answer.status(), answer.errorType(),
                    answer.errorCode());
        return answer;
    }

    private Answer postOnce(String path, Map<String, Object> body, Deadline deadline) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json").header("Plaid-Version", "2020-09-14")
                .header("PLAID-CLIENT-ID", clientId).header("PLAID-SECRET", secret)
                .POST(HttpRequest.BodyPublishers.ofString(Json.GSON.toJson(body))).build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // The rest of an answer without end is dropped, until the deadline.
        CompletableFuture<HttpResponse<Void>> sent = client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(
                chunk -> chunk.filter(part -> bytes.size() <= MAX_ANSWER_BYTES).ifPresent(bytes::writeBytes)));
        try {
            int status = sent.get(deadline.leftMillis(), TimeUnit.MILLISECONDS).statusCode();
            JsonObject object = bytes.size() <= MAX_ANSWER_BYTES ? Json.parseObject(bytes.toByteArray()) : null;
            if (object != null) return new Answer(status, object);
            LOG.log(Level.ERROR, "{0}: Plaid answered {1} without a JSON object.", path, status);
        } catch (TimeoutException error) {
            sent.cancel(true);
            LOG.log(Level.ERROR, "{0}: Plaid did not answer in time.", path);
            throw ApiError.timedOut();
        } catch (InterruptedException error) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw ApiError.timedOut();
        } catch (ExecutionException error) {
            LOG.log(Level.ERROR, "{0}: no answer of Plaid ({1}).", path, error.getCause().getClass().getName());
        }
        throw ApiError.plaidUnreachable();
    }
}

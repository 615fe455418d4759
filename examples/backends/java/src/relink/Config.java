package relink;

import com.google.gson.reflect.TypeToken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the environment says, read once when the server starts.
 *
 * @param plaidTimeout for all calls to Plaid of one request together. The client gives up after 15 seconds
 * @param trustedOrigins exact origins of pages on other hosts. The app's own host needs no entry, unless a proxy rewrites
 *     {@code Host}
 * @param tokenKey encrypts the access tokens: 32 bytes
 * @param demoSessions stands in for your app's sessions: users by their cookie
 */
record Config(int port, URI plaidUrl, String plaidClientId, String plaidSecret, LinkSettings link,
        Duration plaidTimeout, Set<String> trustedOrigins, byte[] tokenKey, Path database, Map<String, String> demoSessions,
        List<DemoItem> demoItems) {

    record DemoItem(String itemId, String userId, String accessToken) {}

    static Config read(Map<String, String> env) {
        return new Config(
                Integer.parseInt(env.getOrDefault("PORT", "3000")),
                url(env.getOrDefault("PLAID_URL", "https://sandbox.plaid.com")),
                required(env, "PLAID_CLIENT_ID"),
                required(env, "PLAID_SECRET"),
                new LinkSettings(optional(env, "REDIRECT_URI"), optional(env, "ANDROID_PACKAGE_NAME"),
                        optional(env, "COMPLETION_REDIRECT_URI"), optional(env, "WEBHOOK_URL")),
                Duration.ofMillis(Long.parseLong(env.getOrDefault("PLAID_TIMEOUT_MS", "10000"))),
                origins(env.getOrDefault("TRUSTED_ORIGINS", "")),
                key(required(env, "TOKEN_KEY")),
                Path.of(env.getOrDefault("DATABASE", "relink.json")),
                Json.GSON.fromJson(env.getOrDefault("SESSIONS", "{}"), new TypeToken<Map<String, String>>() {}.getType()),
                Json.GSON.fromJson(env.getOrDefault("ITEMS", "[]"), new TypeToken<List<DemoItem>>() {}.getType()));
    }

    /** So that no log has the secrets. */
    @Override
    public String toString() {
        return "Config";
    }

    private static String optional(Map<String, String> env, String name) {
        String value = env.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }

    private static String required(Map<String, String> env, String name) {
        String value = optional(env, name);
        if (value == null) throw new IllegalArgumentException(name + " is missing. See README.md.");
        return value;
    }

    /** The requests carry the secret and access tokens. */
    private static URI url(String text) {
        URI url = URI.create(text.replaceAll("/$", ""));
        if ("https".equals(url.getScheme()) || Set.of("localhost", "127.0.0.1").contains(url.getHost())) return url;
        throw new IllegalArgumentException("PLAID_URL must begin with https://.");
    }

    private static Set<String> origins(String text) {
        Set<String> origins = Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        for (String origin : origins) {
            if (!origin.matches("[a-z][a-z0-9+.-]*://[^/?#*@\\s]+"))
                throw new IllegalArgumentException(
                        "TRUSTED_ORIGINS: " + origin + " is no exact origin, like https://app.example.com.");
        }
        return origins;
    }

    private static byte[] key(String text) {
        byte[] key = Base64.getDecoder().decode(text);
        if (key.length == 32) return key;
        throw new IllegalArgumentException("TOKEN_KEY must be 32 random bytes in base64: openssl rand -base64 32");
    }
}

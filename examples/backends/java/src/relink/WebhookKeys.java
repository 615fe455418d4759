package relink;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plaid's public keys. Invented key ids must neither make this server ask Plaid without end, nor cost it the genuine keys. */
final class WebhookKeys {
    /** @param jwk null for a key that Plaid does not know */
    private record Known(JsonObject jwk, long askedAt) {}

    private static final long FRESH_MS = 60 * 60_000;
    /** How long a genuine key is used while Plaid cannot be asked whether it is retired. */
    private static final long KEPT_MS = 24 * 60 * 60_000;
    /** A key that Plaid does not know may exist later. */
    private static final long UNKNOWN_FRESH_MS = 60_000;
    /** Plaid uses a key or two at a time. More lookups than this come from forged webhooks. */
    private static final int UNKNOWN_LOOKUPS = 20;
    private static final long UNKNOWN_WINDOW_MS = 60_000;
    /** Plaid gives up on a webhook after 10 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final Plaid plaid;
    private final Map<String, Known> known = new HashMap<>();
    private final Deque<Long> lookups = new ArrayDeque<>();
    private final Map<String, Object> questions = new ConcurrentHashMap<>();

    WebhookKeys(Plaid plaid) {
        this.plaid = plaid;
    }

    /** Webhooks at the same time share a question. */
    PublicKey get(String keyId) throws WebhookRejected {
        Known key = fresh(keyId);
        if (key != null) return usable(key.jwk());
        try {
            synchronized (questions.computeIfAbsent(keyId, unused -> new Object())) {
                key = fresh(keyId);
                return usable((key == null ? ask(keyId) : key).jwk());
            }
        } finally {
            questions.remove(keyId);
        }
    }

    private synchronized Known fresh(String keyId) {
        long now = now();
        // Their number is bounded by that of the lookups.
        known.values().removeIf(key -> key.jwk() == null && now - key.askedAt() >= UNKNOWN_FRESH_MS);
        Known key = known.get(keyId);
        return key != null && (key.jwk() == null || now - key.askedAt() < FRESH_MS) ? key : null;
    }

    private Known ask(String keyId) {
        Known old = oldOrCounted(keyId);
        long askedAt = now();
        try {
            JsonObject jwk = plaid.getWebhookKey(keyId, new Deadline(TIMEOUT));
            return remember(keyId, new Known(isExpected(jwk, keyId) ? jwk : null, askedAt));
        } catch (ApiError error) {
            if (old != null && now() - old.askedAt() < KEPT_MS) return old;
            throw error;
        }
    }

    /** A 503 and no refusal: the webhook may be genuine, and Plaid sends it again. */
    private synchronized Known oldOrCounted(String keyId) {
        if (known.containsKey(keyId)) return known.get(keyId);
        long now = now();
        lookups.removeIf(at -> now - at >= UNKNOWN_WINDOW_MS);
        if (lookups.size() >= UNKNOWN_LOOKUPS) throw ApiError.tryLater();
        lookups.add(now);
        return null;
    }

    private synchronized Known remember(String keyId, Known key) {
        known.put(keyId, key);
        return key;
    }

    private static boolean isExpected(JsonObject jwk, String keyId) {
        return jwk != null && "EC".equals(Json.text(jwk, "kty")) && "P-256".equals(Json.text(jwk, "crv"))
                && keyId.equals(Json.text(jwk, "kid"));
    }

    /** {@code expired_at} is Unix time in seconds; null for a key in use. */
    private static PublicKey usable(JsonObject jwk) throws WebhookRejected {
        JsonElement expiredAt = jwk == null ? null : jwk.get("expired_at");
        boolean isExpired = expiredAt != null && !expiredAt.isJsonNull()
                && expiredAt.getAsDouble() * 1000 <= System.currentTimeMillis();
        if (jwk == null || isExpired) throw new WebhookRejected("unknown or retired key");
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
            return KeyFactory.getInstance("EC").generatePublic(
                    new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException | IllegalArgumentException | NullPointerException error) {
            throw new WebhookRejected("unusable key");
        }
    }

    private static BigInteger coordinate(JsonObject jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(Json.text(jwk, name)));
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}

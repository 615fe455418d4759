package relink;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells a webhook of Plaid's from all others (plaid.com/docs/api/webhooks/webhook-verification). */
final class WebhookVerifier {
    private static final long MAX_AGE_MS = 5 * 60_000;
    /** How far this machine's clock may be behind Plaid's. */
    private static final long CLOCK_TOLERANCE_MS = 30_000;
    /** Plaid's signatures have a few hundred characters. */
    private static final int MAX_LENGTH = 4096;
    private static final int SIGNATURE_BYTES = 64;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final WebhookKeys keys;

    WebhookVerifier(WebhookKeys keys) {
        this.keys = keys;
    }

    /**
     * When Plaid signed this body, in milliseconds since the epoch. What costs nothing comes first, so that forged webhooks
     * make this server ask Plaid for no key.
     *
     * @param token a JWT; null where the request has none
     */
    long signedAt(String token, byte[] body) throws WebhookRejected {
        String[] parts = token == null || token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) throw new WebhookRejected("malformed signature");
        JsonObject header = Json.parseObject(decode(parts[0]));
        JsonObject claims = Json.parseObject(decode(parts[1]));
        byte[] signature = decode(parts[2]);
        if (header == null || claims == null || signature.length != SIGNATURE_BYTES)
            throw new WebhookRejected("malformed signature");
        String keyId = Json.text(header, "kid");
        // The key's own `alg` is ignored: only one algorithm is accepted.
        if (!"ES256".equals(Json.text(header, "alg")) || keyId == null || !KEY_ID.matcher(keyId).matches())
            throw new WebhookRejected("wrong algorithm or key id");
        long signedAt = checkTime(claims);
        checkBody(claims, body);
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!verifies(keys.get(keyId), signed, signature)) throw new WebhookRejected("wrong signature");
        return signedAt;
    }

    private static long checkTime(JsonObject claims) throws WebhookRejected {
        JsonElement iat = claims.get("iat");
        boolean isTime = iat != null && iat.isJsonPrimitive() && iat.getAsJsonPrimitive().isNumber();
        double signedAt = isTime ? iat.getAsDouble() * 1000 : Double.NaN;
        double age = System.currentTimeMillis() - signedAt;
        // Comparisons with NaN are false, so a missing time is refused too.
        if (age >= -CLOCK_TOLERANCE_MS && age < MAX_AGE_MS) return (long) signedAt;
        throw new WebhookRejected("too old, or from the future");
    }

    private static void checkBody(JsonObject claims, byte[] body) throws WebhookRejected {
        String claimed = Json.text(claims, "request_body_sha256");
        try {
            String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            boolean isSame = claimed != null && MessageDigest.isEqual(
                    digest.getBytes(StandardCharsets.US_ASCII), claimed.toLowerCase().getBytes(StandardCharsets.UTF_8));
            if (!isSame) throw new WebhookRejected("another body");
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException error) {
            return false;
        }
    }

    private static byte[] decode(String part) throws WebhookRejected {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException error) {
            throw new WebhookRejected("malformed signature");
        }
    }
}

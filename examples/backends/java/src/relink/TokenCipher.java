package relink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts access tokens for the database: AES-256-GCM. */
final class TokenCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    TokenCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The id is authenticated too, so that a token cannot be moved to another row. */
    String encrypt(String token, String itemId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = run(Cipher.ENCRYPT_MODE, nonce, token.getBytes(StandardCharsets.UTF_8), itemId);
        byte[] stored = ByteBuffer.allocate(NONCE_BYTES + text.length).put(nonce).put(text).array();
        return Base64.getEncoder().encodeToString(stored);
    }

    String decrypt(String stored, String itemId) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(stored));
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] text = new byte[bytes.remaining()];
        bytes.get(text);
        return new String(run(Cipher.DECRYPT_MODE, nonce, text, itemId), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, String itemId) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(itemId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException("An access token cannot be decrypted. Is TOKEN_KEY another one?", error);
        }
    }
}

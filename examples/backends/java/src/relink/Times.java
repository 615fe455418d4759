package relink;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times on the wire are ISO 8601, and inside milliseconds since the epoch. */
final class Times {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Null for what is no time with a zone. A date alone means the end of that day. */
    static Long parse(String text) {
        if (text == null) return null;
        try {
            String time = text.matches("\\d{4}-\\d\\d-\\d\\d") ? text + "T23:59:59Z" : text;
            return OffsetDateTime.parse(time).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException error) {
            return null;
        }
    }

    static String iso(long millis) {
        return ISO.format(Instant.ofEpochMilli(millis));
    }

    private Times() {}
}

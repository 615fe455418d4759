package relink;

import com.sun.net.httpserver.Headers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who is signed in. Replace it with your app's own sessions: Spring Security's principal, for example. */
final class Sessions {
    private static final String COOKIE = "session=";
    private final Map<String, String> users;

    Sessions(Map<String, String> usersBySession) {
        users = Map.copyOf(usersBySession);
    }

    /** The id of the user of the session cookie; empty without a valid one. */
    Optional<String> userOf(Headers headers) {
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split(";"))).map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE)).findFirst()
                .map(cookie -> users.get(cookie.substring(COOKIE.length()))).filter(Objects::nonNull);
    }
}

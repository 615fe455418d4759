package relink;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * At most 60 requests a minute for each key: a fixed window in memory. With several processes or machines, keep the counts
 * where all of them see them, such as in Redis.
 */
final class RateLimiter {
    private static final int CALLS_PER_WINDOW = 60;
    private static final long WINDOW_NANOS = 60_000_000_000L;
    /** The oldest windows are dropped first: they end first. */
    private static final int MAX_KEYS = 50_000;

    private record Window(long endsAt, int calls) {}

    /** In the order of insertion. All windows are equally long, so the first one ends first. */
    private final Map<List<String>, Window> windows = new LinkedHashMap<>();

    synchronized void count(String... key) {
        long now = System.nanoTime();
        removeEnded(now);
        Window window = windows.compute(List.of(key), (unused, known) -> known == null
                ? new Window(now + WINDOW_NANOS, 1)
                : new Window(known.endsAt(), known.calls() + 1));
        if (window.calls() > CALLS_PER_WINDOW)
            throw ApiError.tooManyRequests(Math.max(1, (window.endsAt() - now + 999_999_999L) / 1_000_000_000L));
    }

    private void removeEnded(long now) {
        Iterator<Window> oldest = windows.values().iterator();
        while (oldest.hasNext()) {
            boolean hasEnded = oldest.next().endsAt() - now <= 0;
            if (!hasEnded && windows.size() < MAX_KEYS) return;
            oldest.remove();
        }
    }
}

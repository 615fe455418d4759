package relink;

import java.time.Duration;

/** One for all that a request does at Plaid. */
final class Deadline {
    private final long endNanos;

    Deadline(Duration timeout) {
        endNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Zero or less once it is over. */
    long leftMillis() {
        return (endNanos - System.nanoTime()) / 1_000_000;
    }
}

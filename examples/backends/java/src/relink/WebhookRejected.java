package relink;

/** The message is for the log. The sender is told nothing. */
final class WebhookRejected extends Exception {
    WebhookRejected(String reason) {
        super(reason, null, false, false);
    }
}

package relink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of an Item beside its token: news from webhooks, relinks, and Plaid's last answer. Each change gives a new
 * record. All times are milliseconds since the epoch, and 0 is never.
 *
 * @param flags by kind
 * @param changedAt answers that were asked for before it count no more
 * @param refusedAt Plaid minted no token, for a reason that no relink mends
 */
record ItemRecord(Map<String, Flag> flags, long changedAt, long relinkedAt, long accountsChosenAt, long refusedAt,
        List<String> reportedSessions, ItemAnswer answer, long askedAt) {

    /** @param until when the Item stops working; null where that is not announced */
    record Flag(long since, Long until, String reason) {}

    static final ItemRecord EMPTY = new ItemRecord(Map.of(), 0, 0, 0, 0, List.of(), null, 0);

    /** Plaid allows 15 calls of /item/get a minute for one Item (plaid.com/docs/errors/rate-limit-exceeded). */
    private static final long SHARED_MS = 4_000;
    /** The time of a signature has whole seconds, so the webhook may be younger by one. */
    private static final long SIGNATURE_STEP_MS = 1_000;
    private static final long CALLED_OFF_MS = 48 * 60 * 60_000L;
    private static final int MAX_SESSIONS = 10;

    boolean hasRecentAnswer(long now) {
        return answer != null && askedAt > changedAt && now - askedAt < SHARED_MS;
    }

    /** Plaid mints no token since the last relink, so that update mode cannot open. */
    boolean isRefused() {
        return refusedAt > relinkedAt;
    }

    Map<String, Flag> activeFlags() {
        Map<String, Flag> active = new LinkedHashMap<>(flags);
        active.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue()));
        return active;
    }

    /** A relink ends a flag of before it. An announced end that passed 48 hours ago without an error was called off. */
    private boolean isOver(String kind, Flag flag) {
        long endedAt = kind.equals("new_accounts") ? accountsChosenAt : relinkedAt;
        if (flag.since() <= endedAt) return true;
        boolean isHealthy = answer != null && answer.isKnown() && answer.error() == null;
        return flag.until() != null && isHealthy && askedAt - flag.until() >= CALLED_OFF_MS;
    }

    /**
     * Webhooks come in any order and more than once: of each kind the newest stays.
     *
     * @param kind null where the webhook raises no flag: then Plaid is asked again
     */
    ItemRecord withWebhook(String kind, Flag flag) {
        Map<String, Flag> told = new LinkedHashMap<>(flags);
        if (kind != null) told.merge(kind, flag, (known, next) -> known.since() < next.since() ? next : known);
        return new ItemRecord(told, Math.max(changedAt, flag.since() + SIGNATURE_STEP_MS), relinkedAt, accountsChosenAt,
                refusedAt, reportedSessions, answer, askedAt);
    }

    /**
     * A repetition comes later than the relink, and must not end what became known in between.
     *
     * @param sessionId null where it is not known
     */
    ItemRecord withRelink(long at, String sessionId, boolean choseAccounts) {
        if (sessionId != null && reportedSessions.contains(sessionId)) return this;
        List<String> sessions = new ArrayList<>(reportedSessions);
        if (sessionId != null) sessions.add(sessionId);
        if (sessions.size() > MAX_SESSIONS) sessions.remove(0);
        // A webhook may tell of a relink after a newer one.
        return new ItemRecord(flags, Math.max(changedAt, at), Math.max(relinkedAt, at),
                choseAccounts ? Math.max(accountsChosenAt, at) : accountsChosenAt, refusedAt, sessions, answer, askedAt);
    }

    /** The user may relink from here on, and the page may be gone before it can report that. */
    ItemRecord withToken(long at) {
        return new ItemRecord(flags, Math.max(changedAt, at), relinkedAt, accountsChosenAt, refusedAt, reportedSessions,
                answer, askedAt);
    }

    ItemRecord withRefusal(long at) {
        return new ItemRecord(flags, changedAt, relinkedAt, accountsChosenAt, at, reportedSessions, answer, askedAt);
    }

    /** An answer that was overtaken by a newer one is dropped. */
    ItemRecord withAnswer(ItemAnswer next, long at) {
        if (at < askedAt) return this;
        return new ItemRecord(flags, changedAt, relinkedAt, accountsChosenAt, refusedAt, reportedSessions, next, at);
    }
}

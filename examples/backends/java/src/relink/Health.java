package relink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import relink.ItemRecord.Flag;

/** The health of an Item: Plaid's error first, then the flags of webhooks, then the end of the consent. */
final class Health {
    /** Flags that are problems, worst first. {@code new_accounts} is told, and is no problem. */
    private static final List<String> PROBLEMS =
            List.of("permission_revoked", "account_revoked", "product_permissions", "disconnect", "expiration");

    /**
     * Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items). A day more, since its webhook may come
     * early.
     */
    private static final long EXPIRING_MS = 8 * 24 * 60 * 60_000L;

    /** The answer to {@code /item/get}. */
    static Map<String, Object> body(String itemId, ItemRecord record, long now) {
        ItemAnswer answer = record.answer();
        ItemAnswer.Problem error = answer.error();
        Map<String, Flag> flags = record.activeFlags();
        String worst = worstOf(flags, now);
        Meaning meaning = afterRefusal(record, verdict(answer, worst == null ? null : flagMeaning(worst, flags, now), now));
        String end = Stream.concat(Stream.ofNullable(answer.consentEnd()), flags.values().stream().map(Flag::until))
                .filter(Objects::nonNull).min(Long::compare).map(Times::iso).orElse(null);
        String reason = error == null ? null : error.reason();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("item_id", itemId);
        body.put("health", meaning.health());
        body.put("remedy", meaning.remedy());
        body.put("error_code", error == null ? null : error.code());
        body.put("consent_expiration_time", end);
        body.put("institution_name", answer.institutionName());
        body.put("reason", reason == null && worst != null ? flags.get(worst).reason() : reason);
        body.put("flags", List.copyOf(flags.keySet()));
        body.put("institution_id", answer.institutionId());
        body.put("checked_at", Times.iso(record.askedAt()));
        body.put("last_updated", answer.lastUpdated());
        if (answer.requestId() != null) body.put("request_id", answer.requestId());
        return body;
    }

    private static Meaning verdict(ItemAnswer answer, Meaning told, long now) {
        if (answer.error() != null) return Meaning.of(answer.error().type(), answer.error().code());
        if (!answer.isKnown()) return Meaning.WAIT;
        Meaning own = verdictOfEnd(answer.consentEnd(), now);
        // A consent that has ended says more than an announcement.
        boolean saysMore = told == Meaning.EXPIRING && own == Meaning.RELINK;
        return told == null || saysMore ? own : told;
    }

    private static Meaning verdictOfEnd(Long end, long now) {
        if (end == null || end - now > EXPIRING_MS) return Meaning.HEALTHY;
        return end > now ? Meaning.EXPIRING : Meaning.RELINK;
    }

    /** Update mode cannot open. An Item that still works until its end goes on saying so. */
    private static Meaning afterRefusal(ItemRecord record, Meaning meaning) {
        if (!record.isRefused()) return meaning;
        return switch (meaning.health()) {
            case "needs_update" -> Meaning.NEW_LINK;
            case "expiring" -> new Meaning("expiring", "new_link");
            default -> meaning;
        };
    }

    private static Meaning flagMeaning(String kind, Map<String, Flag> flags, long now) {
        Long until = flags.get(kind).until();
        return switch (kind) {
            case "account_revoked" -> Meaning.RELINK_WITH_ACCOUNTS;
            case "disconnect", "expiration" -> until != null && until <= now ? Meaning.RELINK : Meaning.EXPIRING;
            default -> Meaning.RELINK;
        };
    }

    /** A flag whose end has passed is as bad as an error, so it comes before those whose end is ahead. */
    private static String worstOf(Map<String, Flag> flags, long now) {
        List<String> problems = PROBLEMS.stream().filter(flags::containsKey).toList();
        return Stream.concat(
                problems.stream().filter(kind -> flagMeaning(kind, flags, now) != Meaning.EXPIRING), problems.stream())
                .findFirst().orElse(null);
    }

    private Health() {}
}

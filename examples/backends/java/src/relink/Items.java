package relink;

import java.util.Map;

/** What a user may do with an Item of their own. */
final class Items {
    /** Looked up in place of a value that cannot be an id, so that both take equally long. */
    private static final String MALFORMED_ID = "malformed-item-id";

    private final ItemStore store;
    private final Plaid plaid;
    private final RateLimiter limiter;

    Items(ItemStore store, Plaid plaid, RateLimiter limiter) {
        this.store = store;
        this.plaid = plaid;
        this.limiter = limiter;
    }

    /**
     * The access token comes from here alone. Guesses are counted by user, so that they are slow.
     *
     * @param itemId null for a value that cannot be an id
     */
    Item find(String itemId, String userId) {
        Item item = store.find(itemId == null ? MALFORMED_ID : itemId, userId).orElse(null);
        if (item == null || itemId == null) {
            limiter.count("foreign", userId);
            throw ApiError.itemNotFound();
        }
        limiter.count("own", userId, itemId);
        return item;
    }

    Map<String, Object> createLinkToken(Item item, LinkRequest link, Deadline deadline) {
        // Before the question: a relink that ends while Plaid is asked counts as later than a refusal.
        long askedAt = System.currentTimeMillis();
        try {
            Map<String, Object> token = plaid.createLinkToken(item, link, deadline);
            store.updateRecord(item.id(), record -> record.withToken(System.currentTimeMillis()));
            return token;
        } catch (ApiError error) {
            if ("new_link".equals(error.remedy)) store.updateRecord(item.id(), record -> record.withRefusal(askedAt));
            throw error;
        }
    }

    /**
     * The body of {@code /item/get}.
     *
     * @param isFresh whether Plaid is asked whatever is known
     */
    Map<String, Object> health(Item item, Deadline deadline, boolean isFresh) {
        long now = System.currentTimeMillis();
        if (!isFresh && item.record().hasRecentAnswer(now)) return Health.body(item.id(), item.record(), now);
        ItemAnswer answer = plaid.getItem(item, deadline);
        // Empty where the Item was removed while Plaid was asked.
        ItemRecord record = store.updateRecord(item.id(), known -> known.withAnswer(answer, now))
                .orElseThrow(ApiError::itemNotFound);
        return Health.body(item.id(), record, System.currentTimeMillis());
    }

    void reportRelink(Item item, String sessionId, boolean choseAccounts) {
        store.updateRecord(item.id(), record -> record.withRelink(System.currentTimeMillis(), sessionId, choseAccounts));
    }
}

package relink;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The table of Items. Your database takes the place of {@link FileItemStore}: this is all that is asked of it. */
interface ItemStore {
    void add(String itemId, String userId, String accessToken);

    /** By both ids, so no row of another user is ever decrypted. In SQL: {@code where item_id = ? and user_id = ?}. */
    Optional<Item> find(String itemId, String userId);

    /**
     * Replaces the record by what {@code change} makes of it, in one transaction.
     *
     * @return the new record; empty where there is no such Item
     */
    Optional<ItemRecord> updateRecord(String itemId, UnaryOperator<ItemRecord> change);
}

package relink;

/** An Item of a user's own, with its access token. */
record Item(String id, String userId, String accessToken, ItemRecord record) {
    /** So that no log has the token. */
    @Override
    public String toString() {
        return "Item " + id;
    }
}

package relink;

import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A JSON file, for one process. */
final class FileItemStore implements ItemStore {
    private record Row(String userId, String encryptedToken, ItemRecord record) {}

    private final Path path;
    private final TokenCipher cipher;
    private final Map<String, Row> rows;

    FileItemStore(Path path, TokenCipher cipher) throws IOException {
        this.path = path;
        this.cipher = cipher;
        String json = Files.exists(path) ? Files.readString(path) : "{}";
        rows = new HashMap<>(Json.GSON.<Map<String, Row>>fromJson(json, new TypeToken<Map<String, Row>>() {}.getType()));
    }

    @Override
    public synchronized void add(String itemId, String userId, String accessToken) {
        rows.put(itemId, new Row(userId, cipher.encrypt(accessToken, itemId), ItemRecord.EMPTY));
        save();
    }

    @Override
    public synchronized Optional<Item> find(String itemId, String userId) {
        return Optional.ofNullable(rows.get(itemId)).filter(row -> row.userId().equals(userId))
                .map(row -> new Item(itemId, userId, cipher.decrypt(row.encryptedToken(), itemId), row.record()));
    }

    @Override
    public synchronized Optional<ItemRecord> updateRecord(String itemId, UnaryOperator<ItemRecord> change) {
        Row row = rows.get(itemId);
        if (row == null) return Optional.empty();
        ItemRecord record = change.apply(row.record());
        if (!record.equals(row.record())) {
            rows.put(itemId, new Row(row.userId(), row.encryptedToken(), record));
            save();
        }
        return Optional.of(record);
    }

    /** A crash while it writes leaves the old file. */
    private void save() {
        try {
            Path next = path.resolveSibling(path.getFileName() + ".next");
            Files.writeString(next, Json.GSON.toJson(rows));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}

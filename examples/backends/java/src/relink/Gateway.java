package relink;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The routes that react-plaid-relink calls. openapi.yaml of the package describes them. */
final class Gateway implements JsonHandler.Route {
    private static final String BASE = "/api/plaid";
    private static final int ONE_ITEM_BYTES = 4 * 1024;
    private static final int MANY_ITEMS_BYTES = 32 * 1024;
    /** How many Items of all requests for many are asked for at the same time. */
    private static final int LANES = 40;

    private interface Work {
        Object run(Call call);
    }

    private record Call(String userId, Fields fields, Deadline deadline, boolean isFresh) {}

    private record Operation(int maxBytes, Work work) {}

    private final Items items;
    private final RequestChecks checks;
    private final LinkSettings linkSettings;
    private final Duration timeout;
    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    private final Map<String, Operation> operations = Map.of(
            BASE + "/link/token/create", new Operation(ONE_ITEM_BYTES, this::createLinkToken),
            BASE + "/item/get", new Operation(ONE_ITEM_BYTES, this::getItem),
            BASE + "/items/get", new Operation(MANY_ITEMS_BYTES, this::getItems),
            BASE + "/item/relinked", new Operation(ONE_ITEM_BYTES, this::reportRelink));

    Gateway(Items items, RequestChecks checks, LinkSettings linkSettings, Duration timeout) {
        this.items = items;
        this.checks = checks;
        this.linkSettings = linkSettings;
        this.timeout = timeout;
    }

    /** The order is a promise: no Item before the user is known, and nothing of Plaid before the Item is theirs. */
    @Override
    public Object answer(HttpExchange exchange) {
        Operation operation = operations.get(exchange.getRequestURI().getRawPath().replaceFirst("/$", ""));
        if (operation == null) throw ApiError.noSuchRoute();
        return checks.userOf(exchange).map(userId -> {
            Fields fields = new Fields(RequestBody.readObject(exchange, operation.maxBytes()));
            List<String> cacheControl = exchange.getRequestHeaders().getOrDefault("Cache-Control", List.of());
            boolean isFresh = cacheControl.stream().anyMatch(value -> value.toLowerCase().contains("no-cache"));
            return operation.work().run(new Call(userId, fields, new Deadline(timeout), isFresh));
        }).orElse(null);
    }

    private Object createLinkToken(Call call) {
        Fields fields = call.fields().allow("item_id", "account_selection_enabled", "hosted_link", "purpose", "platform");
        LinkRequest link = fields.linkRequest();
        if (link.isAndroid() && linkSettings.androidPackageName() == null)
            throw ApiError.invalidField("platform: ANDROID_PACKAGE_NAME is not set on this server.");
        Item item = items.find(fields.itemId(), call.userId());
        return items.createLinkToken(item, link, call.deadline());
    }

    private Object getItem(Call call) {
        Item item = items.find(call.fields().allow("item_id").itemId(), call.userId());
        return items.health(item, call.deadline(), call.isFresh());
    }

    private Object getItems(Call call) {
        List<CompletableFuture<Map<String, Object>>> entries = call.fields().allow("item_ids").itemIds().stream()
                .map(id -> CompletableFuture.supplyAsync(() -> entry(call, id), lanes)).toList();
        return Map.of("items", entries.stream().map(CompletableFuture::join).toList());
    }

    /** What {@code /item/get} would answer with, in its place. */
    private Map<String, Object> entry(Call call, String id) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("item_id", id);
        try {
            Item item = items.find(Fields.isId(id) ? id : null, call.userId());
            entry.putAll(items.health(item, call.deadline(), call.isFresh()));
        } catch (ApiError error) {
            entry.put("error", error.body());
        }
        return entry;
    }

    /** The page says so. It is a hint that ends flags, and no proof: Plaid is asked how the Item is. */
    private Object reportRelink(Call call) {
        Fields fields = call.fields().allow("item_id", "link_session_id", "purpose", "account_selection_enabled");
        boolean choseAccounts = fields.flag("account_selection_enabled") | fields.purpose().equals("accounts");
        String sessionId = fields.sessionId();
        Item item = items.find(fields.itemId(), call.userId());
        items.reportRelink(item, sessionId, choseAccounts);
        return items.health(item, call.deadline(), true);
    }
}

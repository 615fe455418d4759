package relink;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;

/** Puts the parts together, and starts the server. */
public final class Main {
    /** A request waits for Plaid most of its time. */
    private static final int THREADS = 64;

    public static void main(String[] arguments) throws IOException {
        // Seconds for a request to arrive: a client that sends it byte by byte holds a thread for this long at most.
        System.setProperty("sun.net.httpserver.maxReqTime", "15");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        // Otherwise the system holds small answers back, for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");

        Config config = Config.read(System.getenv());
        ItemStore store = new FileItemStore(config.database(), new TokenCipher(config.tokenKey()));
        config.demoItems().forEach(row -> store.add(row.itemId(), row.userId(), row.accessToken()));
        PlaidHttp http = new PlaidHttp(config.plaidUrl(), config.plaidClientId(), config.plaidSecret());
        Plaid plaid = new Plaid(http, config.link());
        Items items = new Items(store, plaid, new RateLimiter());
        RequestChecks checks = new RequestChecks(config.trustedOrigins(), new Sessions(config.demoSessions()));
        WebhookVerifier verifier = new WebhookVerifier(new WebhookKeys(plaid));

        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", config.port()), 256);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", new JsonHandler(Map.of(
                "/api/plaid/", new Gateway(items, checks, config.link(), config.plaidTimeout()),
                "/api/plaid-webhook", new WebhookRoute(store, plaid, verifier))));
        server.start();
    }

    private Main() {}
}

// Command relink-backend is the gateway of react-plaid-relink, and the route for Plaid's webhooks. It needs nothing but
// the standard library.
package main

import (
	"log"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

func main() {
	config, err := readConfig()
	if err != nil {
		log.Fatal(err)
	}
	server, err := newServer(config)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("Listening on http://%s", server.Addr)
	log.Fatal(server.ListenAndServe())
}

func newServer(config Config) (*http.Server, error) {
	items, err := openItems(config.Database, config.TokenKey)
	if err != nil {
		return nil, err
	}
	for _, row := range config.Items {
		if err := items.Add(row.ItemID, row.UserID, row.AccessToken); err != nil {
			return nil, err
		}
	}
	plaid := newPlaid(config)
	gateway := newGateway(config, items, plaid, newRateLimiter(), Sessions(config.Sessions))
	webhooks := newWebhooks(items, plaid, newWebhookKeys(plaid))
	return &http.Server{
		Addr:    config.Address,
		Handler: recovered(routes(gateway, webhooks)),
		// A client that sends its request byte by byte holds a connection for this long at most.
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		MaxHeaderBytes:    32 << 10,
	}, nil
}

// routes is no http.ServeMux, which answers a path like `//` with a redirect in HTML.
func routes(gateway *Gateway, webhooks *Webhooks) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := strings.TrimPrefix(r.URL.Path, "/api/plaid/")
		switch {
		case r.URL.Path == "/api/plaid-webhook":
			webhooks.ServeHTTP(w, r)
		case route != r.URL.Path:
			gateway.serve(w, r, strings.TrimSuffix(route, "/"))
		default:
			writeError(w, noSuchRoute(), nil)
		}
	})
}

// recovered answers a panic with a 500 in JSON, where net/http would only close the connection.
func recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if value := recover(); value != nil {
				log.Printf("panic: %v\n%s", value, debug.Stack())
				writeError(w, internalError(), nil)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

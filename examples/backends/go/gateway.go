package main

import (
	"context"
	"net/http"
	"strings"
)

const (
	oneItemBytes   = 4 << 10
	manyItemsBytes = 32 << 10
	// malformedID is looked up in place of a value that cannot be an id, so that both take equally long.
	malformedID = "malformed-item-id"
)

// Gateway has the routes that react-plaid-relink calls. openapi.yaml of the package describes them.
type Gateway struct {
	config   Config
	items    ItemStore
	plaid    *Plaid
	limiter  *RateLimiter
	sessions Sessions
	routes   map[string]route
}

type route struct {
	maxBytes int64
	run      func(call) (any, error)
}

// call is a request of a signed-in user.
type call struct {
	ctx    context.Context
	userID string
	fields Fields
	// isFresh: an earlier answer of Plaid's will not do.
	isFresh bool
}

func newGateway(config Config, items ItemStore, plaid *Plaid, limiter *RateLimiter, sessions Sessions) *Gateway {
	g := &Gateway{config: config, items: items, plaid: plaid, limiter: limiter, sessions: sessions}
	g.routes = map[string]route{
		"link/token/create": {oneItemBytes, g.createLinkToken},
		"item/get":          {oneItemBytes, g.getItem},
		"items/get":         {manyItemsBytes, g.getItems},
		"item/relinked":     {oneItemBytes, g.reportRelink},
	}
	return g
}

// serve keeps an order that is a promise: no Item before the user is known, and nothing of Plaid before the Item is theirs.
func (g *Gateway) serve(w http.ResponseWriter, r *http.Request, name string) {
	route, isThere := g.routes[name]
	if !isThere {
		writeError(w, noSuchRoute(), nil)
		return
	}
	cors, err := checkOrigin(r, g.config.TrustedOrigins)
	if err != nil {
		writeError(w, err, nil)
		return
	}
	if r.Method == http.MethodOptions && cors != nil {
		preflight(w, r, cors)
		return
	}
	body, err := g.answer(r, route)
	if err != nil {
		writeError(w, err, cors)
		return
	}
	writeJSON(w, http.StatusOK, body, cors)
}

func (g *Gateway) answer(r *http.Request, route route) (any, error) {
	if r.Method != http.MethodPost {
		return nil, methodNotAllowed()
	}
	userID, isSignedIn := g.sessions.UserOf(r)
	if !isSignedIn {
		return nil, invalidRequest(http.StatusUnauthorized, "UNAUTHORIZED", "Sign in first.")
	}
	fields, err := readFields(r, route.maxBytes)
	if err != nil {
		return nil, err
	}
	// It ends too when the client disconnects.
	ctx, cancel := context.WithTimeout(r.Context(), g.config.PlaidTimeout)
	defer cancel()
	isFresh := strings.Contains(strings.ToLower(r.Header.Get("Cache-Control")), "no-cache")
	return route.run(call{ctx: ctx, userID: userID, fields: fields, isFresh: isFresh})
}

func preflight(w http.ResponseWriter, r *http.Request, cors map[string]string) {
	header := w.Header()
	setAll(header, cors)
	asked := r.Header.Get("Access-Control-Request-Headers")
	if asked == "" {
		asked = "content-type"
	}
	header.Set("Access-Control-Allow-Methods", "POST")
	header.Set("Access-Control-Allow-Headers", asked)
	header.Set("Access-Control-Max-Age", "600")
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

func (g *Gateway) findItem(c call) (*Item, error) {
	id, isValid := c.fields.id("item_id")
	return g.findOwned(c.userID, id, isValid)
}

// findOwned is where the access token comes from, and there is no other place. Guesses are counted by user, so that they
// are slow.
func (g *Gateway) findOwned(userID, id string, isValid bool) (*Item, error) {
	if !isValid {
		id = malformedID
	}
	item, err := g.items.Find(id, userID)
	if err != nil {
		return nil, err
	}
	if item == nil || !isValid {
		if err := g.limiter.Count(LimitKey{UserID: userID}); err != nil {
			return nil, err
		}
		return nil, itemNotFound()
	}
	return item, g.limiter.Count(LimitKey{UserID: userID, ItemID: item.ItemID})
}

package main

import (
	"encoding/json"
	"log"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	maxItems = 100
	// lanes is how many Items of one request are asked for at the same time.
	lanes     = 20
	tokenLife = 30 * time.Minute
)

// LinkTokenBody is the answer with a token.
type LinkTokenBody struct {
	LinkToken     string  `json:"link_token"`
	Expiration    *string `json:"expiration,omitempty"`
	ExpiresIn     int     `json:"expires_in"`
	HostedLinkURL string  `json:"hosted_link_url,omitempty"`
	RequestID     string  `json:"request_id,omitempty"`
}

func (g *Gateway) createLinkToken(c call) (any, error) {
	err := c.fields.assertOnly("item_id", "account_selection_enabled", "hosted_link", "purpose", "platform")
	if err != nil {
		return nil, err
	}
	link, err := c.fields.linkRequest()
	if err != nil {
		return nil, err
	}
	if link.Platform == "android" && g.config.Link.AndroidPackageName == "" {
		return nil, invalidRequest(http.StatusBadRequest, "INVALID_FIELD", "platform: ANDROID_PACKAGE_NAME is not set on this server.")
	}
	item, err := g.findItem(c)
	if err != nil {
		return nil, err
	}
	askedAt := time.Now()
	text, err := g.plaid.CreateLinkToken(c.ctx, item, link)
	if err != nil {
		if toAPIError(err).Remedy == newLink.Remedy {
			_, storeErr := g.items.UpdateRecord(item.ItemID, func(r Record) Record { return r.withRefusal(askedAt) })
			if storeErr != nil {
				log.Printf("error: %v", storeErr)
			}
		}
		return nil, err
	}
	// The user may relink from here on, and the page may be gone before it can report that.
	_, err = g.items.UpdateRecord(item.ItemID, func(r Record) Record { return r.changedBy(time.Now()) })
	if err != nil {
		return nil, err
	}
	return readLinkToken(text)
}

func readLinkToken(text []byte) (any, error) {
	var answer struct {
		LinkToken     string     `json:"link_token"`
		Expiration    *time.Time `json:"expiration"`
		HostedLinkURL string     `json:"hosted_link_url"`
		RequestID     string     `json:"request_id"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || !strings.HasPrefix(answer.LinkToken, "link-") {
		log.Print("Plaid's answer has no link_token.")
		return nil, internalError()
	}
	body := LinkTokenBody{
		LinkToken: answer.LinkToken, ExpiresIn: int(tokenLife.Seconds()),
		HostedLinkURL: answer.HostedLinkURL, RequestID: answer.RequestID,
	}
	if answer.Expiration != nil {
		body.Expiration = isoTime(answer.Expiration)
		// Seconds by this server's clock: the browser's may be wrong.
		if body.ExpiresIn = int(time.Until(*answer.Expiration).Seconds()); body.ExpiresIn < 0 {
			body.ExpiresIn = 0
		}
	}
	return body, nil
}

func (g *Gateway) getItem(c call) (any, error) {
	if err := c.fields.assertOnly("item_id"); err != nil {
		return nil, err
	}
	item, err := g.findItem(c)
	if err != nil {
		return nil, err
	}
	return g.healthOf(c, item)
}

// itemFailure stands in place of the answer about one of many Items.
type itemFailure struct {
	ItemID string    `json:"item_id"`
	Error  *APIError `json:"error"`
}

func (g *Gateway) getItems(c call) (any, error) {
	if err := c.fields.assertOnly("item_ids"); err != nil {
		return nil, err
	}
	ids, err := c.fields.ids("item_ids", maxItems)
	if err != nil {
		return nil, err
	}
	bodies := make([]any, len(ids))
	free := make(chan struct{}, lanes)
	var all sync.WaitGroup
	for index, id := range ids {
		index, id := index, id
		all.Add(1)
		free <- struct{}{}
		go func() {
			defer all.Done()
			defer func() { <-free }()
			bodies[index] = g.oneOfMany(c, id)
		}()
	}
	all.Wait()
	return map[string]any{"items": bodies}, nil
}

func (g *Gateway) oneOfMany(c call, id string) any {
	item, err := g.findOwned(c.userID, id, isID(id))
	if err == nil {
		var body any
		if body, err = g.healthOf(c, item); err == nil {
			return body
		}
	}
	return itemFailure{ItemID: id, Error: toAPIError(err)}
}

// reportRelink: the page says so. It is a hint that ends flags, and no proof: Plaid is asked how the Item is.
func (g *Gateway) reportRelink(c call) (any, error) {
	if err := c.fields.assertOnly("item_id", "link_session_id", "purpose", "account_selection_enabled"); err != nil {
		return nil, err
	}
	choseAccounts, err := c.fields.flag("account_selection_enabled")
	if err != nil {
		return nil, err
	}
	purpose, err := c.fields.purpose()
	if err != nil {
		return nil, err
	}
	sessionID, err := c.fields.sessionID()
	if err != nil {
		return nil, err
	}
	item, err := g.findItem(c)
	if err != nil {
		return nil, err
	}
	at := time.Now()
	_, err = g.items.UpdateRecord(item.ItemID, func(r Record) Record {
		return r.withRelink(at, sessionID, choseAccounts || purpose == "accounts")
	})
	if err != nil {
		return nil, err
	}
	c.isFresh = true
	return g.healthOf(c, item)
}

func (g *Gateway) healthOf(c call, item *Item) (any, error) {
	now := time.Now()
	if !c.isFresh && item.Record.hasRecentAnswer(now) {
		return itemBody(item.ItemID, item.Record, now), nil
	}
	answer, err := g.plaid.GetItem(c.ctx, item.AccessToken)
	if err != nil {
		return nil, err
	}
	record, err := g.items.UpdateRecord(item.ItemID, func(r Record) Record { return r.withAnswer(answer, now) })
	if err != nil {
		return nil, err
	}
	// The Item was removed while Plaid was asked.
	if record == nil {
		return nil, itemNotFound()
	}
	return itemBody(item.ItemID, *record, time.Now()), nil
}

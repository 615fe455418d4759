package main

import (
	"net/url"
	"strings"
)

// LinkSubject is whose Item a link token was made for. LINK/SESSION_FINISHED names a token and no Item, and
// /link/token/get returns the token's webhook. So its query holds the Item: Plaid keeps it for us, and no token is kept
// here.
type LinkSubject struct {
	ItemID string
	// AccountSelection is whether the user also chooses accounts.
	AccountSelection bool
}

func (s LinkSubject) addTo(webhookURL string) string {
	query := url.Values{"relink_item_id": {s.ItemID}}
	if s.AccountSelection {
		query.Set("relink_account_selection", "true")
	}
	if strings.Contains(webhookURL, "?") {
		return webhookURL + "&" + query.Encode()
	}
	return webhookURL + "?" + query.Encode()
}

// readLinkSubject returns nil for the address of a token that was not made here.
func readLinkSubject(webhookURL string) *LinkSubject {
	parsed, err := url.Parse(webhookURL)
	if err != nil || parsed.Query().Get("relink_item_id") == "" {
		return nil
	}
	query := parsed.Query()
	return &LinkSubject{ItemID: query.Get("relink_item_id"), AccountSelection: query.Has("relink_account_selection")}
}

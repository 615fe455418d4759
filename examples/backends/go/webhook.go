package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"strings"
	"time"
)

const (
	maxWebhookBytes = 256 << 10
	// disconnectNotice: where a PENDING_DISCONNECT has no time, it comes 7 days ahead (plaid.com/docs/api/items).
	disconnectNotice = 7 * day
)

// webhookEvents is what each webhook says of an Item. Without a flag, /item/get says it too, so that Plaid is asked again.
var webhookEvents = map[string]FlagKind{
	"ITEM/ERROR":                            "",
	"ITEM/LOGIN_REPAIRED":                   "",
	"ITEM/PENDING_EXPIRATION":               "expiration",
	"ITEM/PENDING_DISCONNECT":               "disconnect",
	"ITEM/USER_PERMISSION_REVOKED":          "permission_revoked",
	"ITEM/USER_ACCOUNT_REVOKED":             "account_revoked",
	"ITEM/NEW_ACCOUNTS_AVAILABLE":           newAccounts,
	"AUTH/PRODUCT_PERMISSIONS_REQUIRED":     "product_permissions",
	"IDENTITY/PRODUCT_PERMISSIONS_REQUIRED": "product_permissions",
}

// Webhooks is the route that Plaid calls.
type Webhooks struct {
	items ItemStore
	plaid *Plaid
	keys  *WebhookKeys
}

func newWebhooks(items ItemStore, plaid *Plaid, keys *WebhookKeys) *Webhooks {
	return &Webhooks{items: items, plaid: plaid, keys: keys}
}

func (h *Webhooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h.handle(r)
	var rejected webhookRejected
	switch {
	case errors.As(err, &rejected):
		// Any client can cause it at will, so it is no line of the log. The sender is told nothing.
		writeError(w, invalidRequest(http.StatusUnauthorized, "UNAUTHORIZED", "This is no webhook of Plaid’s."), nil)
	case err != nil:
		// Plaid gets no 200, so it sends this webhook again.
		writeError(w, err, nil)
	default:
		writeJSON(w, http.StatusOK, struct{}{}, nil)
	}
}

func (h *Webhooks) handle(r *http.Request) error {
	if r.Method != http.MethodPost {
		return methodNotAllowed()
	}
	body, err := readBody(r, maxWebhookBytes)
	if err != nil {
		return err
	}
	signedAt, err := verifyWebhook(r.Context(), r.Header.Get("Plaid-Verification"), body, h.keys, time.Now())
	if err != nil {
		return err
	}
	return h.mark(r.Context(), body, signedAt)
}

type webhookBody struct {
	Type           string     `json:"webhook_type"`
	Code           string     `json:"webhook_code"`
	ItemID         string     `json:"item_id"`
	Reason         string     `json:"reason"`
	ConsentEnd     *time.Time `json:"consent_expiration_time"`
	DisconnectTime *time.Time `json:"disconnect_time"`
	Error          *ItemError `json:"error"`
	// Of LINK/SESSION_FINISHED.
	Status        string `json:"status"`
	LinkToken     string `json:"link_token"`
	LinkSessionID string `json:"link_session_id"`
}

// mark writes to the record of the Item what Plaid has said.
func (h *Webhooks) mark(ctx context.Context, text []byte, signedAt time.Time) error {
	var body webhookBody
	if err := json.Unmarshal(text, &body); err != nil {
		log.Print("A webhook that Plaid signed could not be read.")
		return invalidRequest(http.StatusBadRequest, "INVALID_BODY", "The body must be a JSON object.")
	}
	if body.Type == "LINK" && body.Code == "SESSION_FINISHED" {
		return h.markRelink(ctx, body, signedAt)
	}
	kind, isKnown := webhookEvents[body.Type+"/"+body.Code]
	if !isKnown || body.ItemID == "" {
		return nil
	}
	flag := Flag{Since: signedAt, Until: endOf(kind, body, signedAt), Reason: reasonOf(body)}
	_, err := h.items.UpdateRecord(body.ItemID, func(r Record) Record { return r.withWebhook(signedAt, kind, flag) })
	return err
}

// markRelink: the user went through Link, also where no page was there any more to report it.
func (h *Webhooks) markRelink(ctx context.Context, body webhookBody, signedAt time.Time) error {
	if body.Status != "SUCCESS" || body.LinkToken == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keyTimeout)
	defer cancel()
	subject, err := h.plaid.GetLinkSubject(ctx, body.LinkToken)
	if err != nil || subject == nil {
		return err
	}
	_, err = h.items.UpdateRecord(subject.ItemID, func(r Record) Record {
		return r.withRelink(signedAt, body.LinkSessionID, subject.AccountSelection).changedBy(signedAt.Add(signatureStep))
	})
	return err
}

func endOf(kind FlagKind, body webhookBody, signedAt time.Time) time.Time {
	switch {
	case kind == "disconnect" && body.DisconnectTime != nil:
		return *body.DisconnectTime
	case kind == "disconnect":
		return signedAt.Add(disconnectNotice)
	case kind == "expiration" && body.ConsentEnd != nil:
		return *body.ConsentEnd
	}
	return time.Time{}
}

func reasonOf(body webhookBody) string {
	switch {
	case body.Code == "PRODUCT_PERMISSIONS_REQUIRED":
		return strings.ToLower(body.Type)
	case body.Reason == "" && body.Error != nil:
		return body.Error.Reason
	}
	return body.Reason
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
)

const maxAnswerBytes = 4 << 20

// Plaid is Plaid's API over HTTPS. Where you can install it, the official client (github.com/plaid/plaid-go) goes here:
// keep the methods and plaidError, and read the error's body by plaid.ToPlaidError.
type Plaid struct {
	url, clientID, secret string
	link                  LinkSettings
	client                *http.Client
}

func newPlaid(config Config) *Plaid {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 50
	return &Plaid{
		url: config.PlaidURL, clientID: config.PlaidClientID, secret: config.PlaidSecret, link: config.Link,
		client: &http.Client{
			Transport: transport,
			// A redirect would take the secret to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

type linkTokenRequest struct {
	ClientName   string   `json:"client_name"`
	CountryCodes []string `json:"country_codes"`
	Language     string   `json:"language"`
	User         struct {
		ClientUserID string `json:"client_user_id"`
	} `json:"user"`
	AccessToken        string      `json:"access_token"`
	Update             *linkUpdate `json:"update,omitempty"`
	RedirectURI        string      `json:"redirect_uri,omitempty"`
	AndroidPackageName string      `json:"android_package_name,omitempty"`
	HostedLink         *hostedLink `json:"hosted_link,omitempty"`
	Webhook            string      `json:"webhook,omitempty"`
}

type linkUpdate struct {
	AccountSelectionEnabled bool `json:"account_selection_enabled"`
}

type hostedLink struct {
	CompletionRedirectURI string `json:"completion_redirect_uri,omitempty"`
}

// CreateLinkToken passes the access token, which is what makes it update mode (plaid.com/docs/link/update-mode).
func (p *Plaid) CreateLinkToken(ctx context.Context, item *Item, link LinkRequest) ([]byte, error) {
	request := linkTokenRequest{
		ClientName: "Your App", CountryCodes: []string{"US"}, Language: "en", AccessToken: item.AccessToken,
	}
	request.User.ClientUserID = item.UserID
	// Plaid takes one of the two.
	if link.Platform == "android" {
		request.AndroidPackageName = p.link.AndroidPackageName
	} else {
		request.RedirectURI = p.link.RedirectURI
	}
	if link.AccountSelection {
		request.Update = &linkUpdate{AccountSelectionEnabled: true}
	}
	if link.Hosted {
		request.HostedLink = &hostedLink{CompletionRedirectURI: p.link.CompletionRedirectURI}
	}
	if p.link.WebhookURL != "" {
		request.Webhook = LinkSubject{item.ItemID, link.AccountSelection}.addTo(p.link.WebhookURL)
	}
	// Here your app asks for more by link.Purpose: additional_consented_products for "consent", for example.
	return p.call(ctx, "/link/token/create", request)
}

// GetItem takes a refusal that is about the Item for its health, and for no failure.
func (p *Plaid) GetItem(ctx context.Context, accessToken string) (ItemAnswer, error) {
	text, err := p.call(ctx, "/item/get", map[string]string{"access_token": accessToken})
	if err == nil {
		return readItem(text)
	}
	var refusal *APIError
	if !errors.As(err, &refusal) {
		return ItemAnswer{}, err
	}
	_, isItemCode := meanings[refusal.Code]
	if refusal.Type != "ITEM_ERROR" && refusal.Type != "INSTITUTION_ERROR" && !isItemCode {
		return ItemAnswer{}, err
	}
	answer := ItemAnswer{Error: &ItemError{Type: refusal.Type, Code: refusal.Code}}
	if refusal.RequestID != nil {
		answer.RequestID = *refusal.RequestID
	}
	return answer, nil
}

// GetLinkSubject returns nil for a token that was not made here, and for one that Plaid no longer knows.
func (p *Plaid) GetLinkSubject(ctx context.Context, linkToken string) (*LinkSubject, error) {
	text, err := p.call(ctx, "/link/token/get", map[string]string{"link_token": linkToken})
	var refusal *APIError
	if errors.As(err, &refusal) && refusal.plaidCode == "INVALID_LINK_TOKEN" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var body struct {
		Metadata struct {
			Webhook string `json:"webhook"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, noAnswer()
	}
	return readLinkSubject(body.Metadata.Webhook), nil
}

// WebhookKey is one of Plaid's public keys (RFC 7517). ExpiredAt is Unix time in seconds; nil for a key in use.
type WebhookKey struct {
	KeyType   string `json:"kty"`
	Curve     string `json:"crv"`
	KeyID     string `json:"kid"`
	X         string `json:"x"`
	Y         string `json:"y"`
	ExpiredAt *int64 `json:"expired_at"`
}

// GetWebhookKey returns nil for a key that Plaid does not know.
func (p *Plaid) GetWebhookKey(ctx context.Context, keyID string) (*WebhookKey, error) {
	text, err := p.call(ctx, "/webhook_verification_key/get", map[string]string{"key_id": keyID})
	var refusal *APIError
	if errors.As(err, &refusal) && refusal.plaidCode == "INVALID_WEBHOOK_VERIFICATION_KEY_ID" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var body struct {
		Key *WebhookKey `json:"key"`
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, noAnswer()
	}
	return body.Key, nil
}

// call asks again once where Plaid itself had an internal error, as plaid.com/docs/errors/api advises. After a lost
// connection the call may have minted a token, so it is not repeated.
func (p *Plaid) call(ctx context.Context, path string, body any) ([]byte, error) {
	text, err := p.callOnce(ctx, path, body)
	var refusal *APIError
	if errors.As(err, &refusal) && refusal.plaidCode == "INTERNAL_SERVER_ERROR" {
		return p.callOnce(ctx, path, body)
	}
	return text, err
}

func (p *Plaid) callOnce(ctx context.Context, path string, body any) ([]byte, error) {
	sent, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+path, bytes.NewReader(sent))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Plaid-Version", "2020-09-14")
	request.Header.Set("PLAID-CLIENT-ID", p.clientID)
	request.Header.Set("PLAID-SECRET", p.secret)
	response, err := p.client.Do(request)
	if err != nil {
		return nil, failedCall(ctx, path)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes))
	if err != nil {
		return nil, failedCall(ctx, path)
	}
	if response.StatusCode == http.StatusOK {
		return text, nil
	}
	return nil, plaidError(path, text)
}

// failedCall says why there is no answer. The error of the HTTP client is not needed for that.
func failedCall(ctx context.Context, path string) *APIError {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		log.Printf("%s: Plaid did not answer in time.", path)
		return serverError(http.StatusGatewayTimeout, "The server did not answer in time.")
	case ctx.Err() != nil:
		return invalidRequest(499, "CLIENT_CLOSED_REQUEST", "The client closed the request.")
	}
	log.Printf("%s: no answer of Plaid.", path)
	return noAnswer()
}

func noAnswer() *APIError { return serverError(http.StatusBadGateway, "Plaid could not be reached.") }

// plaidError is the error that the client gets. The log says what Plaid said, without what was sent to it.
func plaidError(path string, text []byte) *APIError {
	var answer struct {
		Type           string  `json:"error_type"`
		Code           string  `json:"error_code"`
		DisplayMessage *string `json:"display_message"`
		RequestID      *string `json:"request_id"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Code == "" {
		log.Printf("%s: Plaid answered without an error code.", path)
		return noAnswer()
	}
	if answer.Type == "" {
		answer.Type = "API_ERROR"
	}
	log.Printf("%s: Plaid answered %s %s.", path, answer.Type, answer.Code)
	status := statusOf(answer.Type, answer.Code)
	if status == http.StatusInternalServerError {
		// The keys or the settings are wrong. The client need not know which.
		hidden := internalError()
		hidden.plaidCode = answer.Code
		return hidden
	}
	return &APIError{
		status: status, Type: answer.Type, Code: answer.Code, Message: "Plaid answered " + answer.Code + ".",
		DisplayMessage: answer.DisplayMessage, RequestID: answer.RequestID,
		Remedy: remedyOfRefusal(answer.Type, answer.Code), plaidCode: answer.Code,
	}
}

func statusOf(errorType, code string) int {
	_, isItemCode := meanings[code]
	switch {
	case errorType == "RATE_LIMIT_EXCEEDED":
		return http.StatusTooManyRequests
	case code == "ITEM_NOT_FOUND":
		return http.StatusNotFound
	case errorType == "ITEM_ERROR" || isItemCode:
		return http.StatusConflict
	case errorType == "INSTITUTION_ERROR" || code == "PLANNED_MAINTENANCE":
		return http.StatusServiceUnavailable
	case errorType == "API_ERROR":
		return http.StatusBadGateway
	}
	return http.StatusInternalServerError
}

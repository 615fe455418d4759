package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	contentType = regexp.MustCompile(`(?i)^application/json\s*(;|$)`)
	purpose     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)
)

// drainedBytes is how much is read of a refused body, so that the client gets the answer and no broken connection.
const drainedBytes = 4 << 20

// Fields are those of a request's body. No struct: encoding/json matches the names of a struct in any case.
type Fields map[string]json.RawMessage

// checkOrigin refuses a request that a page of another site sent with the user's cookies. Browsers set Origin and
// Sec-Fetch-Site themselves. A request with neither does not come from a browser, so it has no victim's cookie.
//
// It returns the CORS headers for a trusted origin, and none for the app's own.
func checkOrigin(r *http.Request, trusted map[string]bool) (map[string]string, error) {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	switch {
	case trusted[origin]:
		return map[string]string{
			"Access-Control-Allow-Origin":      origin,
			"Access-Control-Allow-Credentials": "true",
			"Access-Control-Expose-Headers":    "retry-after",
			"Vary":                             "Origin",
		}, nil
	case site == "same-origin", site == "none":
		return nil, nil
	case site == "" && (origin == "" || isSameHost(origin, r.Host)):
		return nil, nil
	}
	return nil, invalidRequest(http.StatusForbidden, "INVALID_ORIGIN", "This origin is not trusted. See TRUSTED_ORIGINS.")
}

// isSameHost does not compare the scheme: behind a proxy that ends TLS, the server sees http where the browser sees https.
func isSameHost(origin, host string) bool {
	parsed, err := url.Parse(origin)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" {
		return false
	}
	return strings.EqualFold(parsed.Host, host)
}

func readFields(r *http.Request, maxBytes int64) (Fields, error) {
	if !contentType.MatchString(r.Header.Get("Content-Type")) {
		return nil, invalidRequest(http.StatusUnsupportedMediaType, "INVALID_HEADERS", "Send application/json.")
	}
	body, err := readBody(r, maxBytes)
	if err != nil {
		return nil, err
	}
	var fields Fields
	// A null is no error, and makes no map.
	if err := json.Unmarshal(body, &fields); err != nil || fields == nil {
		return nil, invalidRequest(http.StatusBadRequest, "INVALID_BODY", "The body must be a JSON object.")
	}
	return fields, nil
}

// readBody reads at most maxBytes, whatever the headers claim.
func readBody(r *http.Request, maxBytes int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBytes+1))
	if err != nil {
		return nil, invalidRequest(http.StatusBadRequest, "INVALID_BODY", "The body ended early.")
	}
	if int64(len(body)) <= maxBytes {
		return body, nil
	}
	// Whatever stops this, the answer is the same.
	_, _ = io.CopyN(io.Discard, r.Body, drainedBytes)
	return nil, invalidRequest(http.StatusRequestEntityTooLarge, "INVALID_BODY", fmt.Sprintf("The body may have %d bytes.", maxBytes))
}

func (f Fields) assertOnly(allowed ...string) error {
	known := 0
	for _, name := range allowed {
		if _, isThere := f[name]; isThere {
			known++
		}
	}
	if known == len(f) {
		return nil
	}
	return invalidRequest(http.StatusBadRequest, "UNKNOWN_FIELDS", "The body may have: "+strings.Join(allowed, ", ")+".")
}

func (f Fields) isNull(name string) bool {
	raw, isThere := f[name]
	return !isThere || bytes.Equal(raw, []byte("null"))
}

// id gives false for a value that cannot be an id. It is looked up and answered like an unknown one.
func (f Fields) id(name string) (string, bool) {
	var value string
	if f.isNull(name) || json.Unmarshal(f[name], &value) != nil {
		return "", false
	}
	return value, isID(value)
}

func isID(value string) bool {
	// Some databases fail on control characters.
	return value != "" && utf8.RuneCountInString(value) <= 200 && strings.IndexFunc(value, isControl) < 0
}

func isControl(char rune) bool { return unicode.Is(unicode.C, char) }

func (f Fields) flag(name string) (bool, error) {
	var value bool
	if f.isNull(name) {
		return false, nil
	}
	if err := json.Unmarshal(f[name], &value); err != nil {
		return false, invalidRequest(http.StatusBadRequest, "INVALID_FIELD", name+" must be a boolean.")
	}
	return value, nil
}

func (f Fields) purpose() (string, error) {
	if f.isNull("purpose") {
		return "repair", nil
	}
	var value string
	if err := json.Unmarshal(f["purpose"], &value); err != nil || !purpose.MatchString(value) {
		return "", invalidRequest(http.StatusBadRequest, "INVALID_FIELD",
			"purpose must be a text of 1 to 40 letters, digits, underscores and hyphens.")
	}
	return value, nil
}

// LinkRequest is what a link token is asked for.
type LinkRequest struct {
	AccountSelection bool
	// Hosted is whether Plaid's own page is asked for too.
	Hosted  bool
	Purpose string
	// Platform is empty for a page, and else that of the app that opens Link with Plaid's SDK.
	Platform string
}

func (f Fields) linkRequest() (link LinkRequest, err error) {
	if link.AccountSelection, err = f.flag("account_selection_enabled"); err != nil {
		return link, err
	}
	if link.Hosted, err = f.flag("hosted_link"); err != nil {
		return link, err
	}
	if link.Purpose, err = f.purpose(); err != nil {
		return link, err
	}
	link.AccountSelection = link.AccountSelection || link.Purpose == "accounts"
	link.Platform, err = f.platform()
	return link, err
}

func (f Fields) platform() (string, error) {
	if f.isNull("platform") {
		return "", nil
	}
	var value string
	if err := json.Unmarshal(f["platform"], &value); err != nil || (value != "ios" && value != "android") {
		return "", invalidRequest(http.StatusBadRequest, "INVALID_FIELD", "platform must be 'ios' or 'android'.")
	}
	return value, nil
}

// sessionID is empty where the request has none.
func (f Fields) sessionID() (string, error) {
	if f.isNull("link_session_id") {
		return "", nil
	}
	if value, isValid := f.id("link_session_id"); isValid {
		return value, nil
	}
	return "", invalidRequest(http.StatusBadRequest, "INVALID_FIELD", "link_session_id must be a text of 1 to 200 characters.")
}

// ids are 1 to max different texts. One that cannot be an id is answered like an unknown one, in its place.
func (f Fields) ids(name string, max int) ([]string, error) {
	var found []*string
	isValid := !f.isNull(name) && json.Unmarshal(f[name], &found) == nil && len(found) > 0 && len(found) <= max
	ids := []string{}
	seen := map[string]bool{}
	for _, id := range found {
		if id == nil || seen[*id] {
			isValid = false
			break
		}
		seen[*id] = true
		ids = append(ids, *id)
	}
	if !isValid {
		return nil, invalidRequest(http.StatusBadRequest, "INVALID_FIELD",
			fmt.Sprintf("%s must be a list of 1 to %d different texts.", name, max))
	}
	return ids, nil
}

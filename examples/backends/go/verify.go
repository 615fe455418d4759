package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"regexp"
	"strings"
	"time"
)

const (
	// plaid.com/docs/api/webhooks/webhook-verification
	maxWebhookAge = 5 * time.Minute
	// clockTolerance is how far this machine's clock may be behind Plaid's.
	clockTolerance = 30 * time.Second
)

var keyID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

// webhookRejected is a webhook that Plaid did not sign, or not recently, or whose body did not arrive as signed.
type webhookRejected string

func (e webhookRejected) Error() string { return string(e) }

// verifyWebhook returns when Plaid signed exactly these bytes. What costs nothing comes first, so that forged webhooks
// make this server ask Plaid for no key.
func verifyWebhook(ctx context.Context, token string, body []byte, keys *WebhookKeys, now time.Time) (time.Time, error) {
	var never time.Time
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return never, webhookRejected("malformed signature")
	}
	var header struct {
		Algorithm string `json:"alg"`
		KeyID     string `json:"kid"`
	}
	var claims struct {
		IssuedAt   *float64 `json:"iat"`
		BodySHA256 string   `json:"request_body_sha256"`
	}
	signature, err := decode(parts[2])
	if err != nil || readPart(parts[0], &header) != nil || readPart(parts[1], &claims) != nil {
		return never, webhookRejected("malformed signature")
	}
	// The key's own `alg` is ignored: only one algorithm is accepted.
	if header.Algorithm != "ES256" || !keyID.MatchString(header.KeyID) || len(signature) != 64 {
		return never, webhookRejected("wrong algorithm or key id")
	}
	if claims.IssuedAt == nil || *claims.IssuedAt < 0 || *claims.IssuedAt > 1e11 {
		return never, webhookRejected("no time")
	}
	signedAt := time.UnixMilli(int64(*claims.IssuedAt * 1000))
	if age := now.Sub(signedAt); age >= maxWebhookAge || age < -clockTolerance {
		return never, webhookRejected("too old, or from the future")
	}
	digest := sha256.Sum256(body)
	claimed := []byte(strings.ToLower(claims.BodySHA256))
	if subtle.ConstantTimeCompare(claimed, []byte(hex.EncodeToString(digest[:]))) != 1 {
		return never, webhookRejected("another body")
	}
	key, err := keys.Get(ctx, header.KeyID)
	if err != nil {
		return never, err
	}
	signed := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	// RFC 7518, section 3.4: the two numbers, 32 bytes each.
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(key, signed[:], r, s) {
		return never, webhookRejected("wrong signature")
	}
	return signedAt, nil
}

func readPart(text string, into any) error {
	decoded, err := decode(text)
	if err != nil {
		return err
	}
	return json.Unmarshal(decoded, into)
}

func decode(text string) ([]byte, error) { return base64.RawURLEncoding.Strict().DecodeString(text) }

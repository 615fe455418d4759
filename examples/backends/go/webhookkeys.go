package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"math/big"
	"net/http"
	"sync"
	"time"
)

const (
	freshFor = time.Hour
	// keptFor is how long a genuine key is used while Plaid cannot be asked whether it is retired.
	keptFor         = day
	unknownFreshFor = time.Minute
	// unknownLookups a minute: Plaid uses a key or two at a time. More lookups than this come from forged webhooks.
	unknownLookups = 20
	// keyTimeout is less than the 10 seconds after which Plaid gives up on a webhook.
	keyTimeout = 8 * time.Second
)

// WebhookKeys are Plaid's public keys. Invented key ids must neither make this server ask Plaid without end, nor cost it
// the genuine keys.
type WebhookKeys struct {
	plaid *Plaid

	mutex   sync.Mutex
	known   map[string]knownKey
	lookups []time.Time
}

// knownKey has no key where Plaid does not know the id.
type knownKey struct {
	key       *ecdsa.PublicKey
	expiredAt *int64
	askedAt   time.Time
}

func newWebhookKeys(plaid *Plaid) *WebhookKeys {
	return &WebhookKeys{plaid: plaid, known: map[string]knownKey{}}
}

// Get returns a webhookRejected for a key that Plaid does not know or has retired.
func (k *WebhookKeys) Get(ctx context.Context, id string) (*ecdsa.PublicKey, error) {
	now := time.Now()
	known, mustAsk, err := k.look(id, now)
	if err != nil {
		return nil, err
	}
	if !mustAsk {
		return known.usable(now)
	}
	ctx, cancel := context.WithTimeout(ctx, keyTimeout)
	defer cancel()
	fetched, err := k.plaid.GetWebhookKey(ctx, id)
	if err != nil {
		if known.key != nil && now.Sub(known.askedAt) < keptFor {
			return known.usable(now)
		}
		return nil, err
	}
	parsed := parseKey(fetched, id, now)
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.known[id] = parsed
	return parsed.usable(now)
}

// look finds what is known of a key, and whether Plaid must be asked. A question about an unknown id is counted.
func (k *WebhookKeys) look(id string, now time.Time) (known knownKey, mustAsk bool, err error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	// The number of unknown ids is bounded by that of the lookups.
	for other, entry := range k.known {
		if entry.key == nil && now.Sub(entry.askedAt) >= unknownFreshFor {
			delete(k.known, other)
		}
	}
	known, isKnown := k.known[id]
	if isKnown && (known.key == nil || now.Sub(known.askedAt) < freshFor) {
		return known, false, nil
	}
	if known.key == nil {
		err = k.countLookup(now)
	}
	return known, true, err
}

// countLookup returns a 503 and no refusal: the webhook may be genuine, and Plaid sends it again.
func (k *WebhookKeys) countLookup(now time.Time) error {
	recent := k.lookups[:0]
	for _, at := range k.lookups {
		if now.Sub(at) < time.Minute {
			recent = append(recent, at)
		}
	}
	k.lookups = recent
	if len(k.lookups) >= unknownLookups {
		return serverError(http.StatusServiceUnavailable, "Try again later.")
	}
	k.lookups = append(k.lookups, now)
	return nil
}

func (k knownKey) usable(now time.Time) (*ecdsa.PublicKey, error) {
	if k.key == nil || (k.expiredAt != nil && *k.expiredAt <= now.Unix()) {
		return nil, webhookRejected("unknown or expired key")
	}
	return k.key, nil
}

func parseKey(jwk *WebhookKey, id string, now time.Time) knownKey {
	unknown := knownKey{askedAt: now}
	if jwk == nil || jwk.KeyType != "EC" || jwk.Curve != "P-256" || jwk.KeyID != id {
		return unknown
	}
	x, errX := decode(jwk.X)
	y, errY := decode(jwk.Y)
	key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	if errX != nil || errY != nil || !key.Curve.IsOnCurve(key.X, key.Y) {
		return unknown
	}
	return knownKey{key: key, expiredAt: jwk.ExpiredAt, askedAt: now}
}

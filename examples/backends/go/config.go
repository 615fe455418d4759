package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// LinkSettings say where Link, the bank and Plaid lead to. Each may be empty.
type LinkSettings struct {
	// RedirectURI is where a bank leads back to, for pages and iOS apps (plaid.com/docs/link/oauth): HTTPS, in Plaid's
	// dashboard, and on iOS a universal link of the app.
	RedirectURI string
	// AndroidPackageName is for Android apps, which are refused without it. In Plaid's dashboard too.
	AndroidPackageName string
	// CompletionRedirectURI follows Plaid's own page (plaid.com/docs/link/hosted-link). Without it the user closes the tab.
	CompletionRedirectURI string
	// WebhookURL is the public address of /api/plaid-webhook. Without it, nothing tells this server how Plaid's own page
	// ended.
	WebhookURL string
}

// Config is what the environment says, read once when the server starts.
type Config struct {
	Address       string
	PlaidURL      string
	PlaidClientID string
	PlaidSecret   string
	Link          LinkSettings
	// PlaidTimeout is for all calls to Plaid of one request together. The client gives up after 15 seconds.
	PlaidTimeout time.Duration
	// TrustedOrigins are exact origins of pages on other hosts. The app's own host needs no entry, unless a proxy
	// rewrites the Host header.
	TrustedOrigins map[string]bool
	// TokenKey encrypts the access tokens at rest: 32 bytes.
	TokenKey []byte
	Database string
	// Sessions and Items stand in for what your app has: users by their session cookie, and the Items of users.
	Sessions map[string]string
	Items    []struct{ ItemID, AccessToken, UserID string }
}

func readConfig() (Config, error) {
	timeoutMS, err := strconv.Atoi(orDefault("PLAID_TIMEOUT_MS", "10000"))
	if err != nil {
		return Config{}, fmt.Errorf("PLAID_TIMEOUT_MS: %w", err)
	}
	config := Config{
		Address:       "127.0.0.1:" + orDefault("PORT", "3000"),
		PlaidURL:      strings.TrimRight(orDefault("PLAID_URL", "https://sandbox.plaid.com"), "/"),
		PlaidClientID: os.Getenv("PLAID_CLIENT_ID"),
		PlaidSecret:   os.Getenv("PLAID_SECRET"),
		Link: LinkSettings{
			RedirectURI:           os.Getenv("REDIRECT_URI"),
			AndroidPackageName:    os.Getenv("ANDROID_PACKAGE_NAME"),
			CompletionRedirectURI: os.Getenv("COMPLETION_REDIRECT_URI"),
			WebhookURL:            os.Getenv("WEBHOOK_URL"),
		},
		PlaidTimeout: time.Duration(timeoutMS) * time.Millisecond,
		Database:     orDefault("DATABASE", "items.db.json"),
	}
	if config.PlaidClientID == "" || config.PlaidSecret == "" {
		return Config{}, fmt.Errorf("PLAID_CLIENT_ID or PLAID_SECRET is missing: see README.md")
	}
	if err := checkPlaidURL(config.PlaidURL); err != nil {
		return Config{}, err
	}
	if config.TrustedOrigins, err = parseOrigins(os.Getenv("TRUSTED_ORIGINS")); err != nil {
		return Config{}, err
	}
	config.TokenKey, err = base64.StdEncoding.DecodeString(os.Getenv("TOKEN_KEY"))
	if err != nil || len(config.TokenKey) != 32 {
		return Config{}, fmt.Errorf("TOKEN_KEY must be 32 random bytes in base64: openssl rand -base64 32")
	}
	if err := json.Unmarshal([]byte(orDefault("SESSIONS", "{}")), &config.Sessions); err != nil {
		return Config{}, fmt.Errorf("SESSIONS: %w", err)
	}
	if err := json.Unmarshal([]byte(orDefault("ITEMS", "[]")), &config.Items); err != nil {
		return Config{}, fmt.Errorf("ITEMS: %w", err)
	}
	return config, nil
}

func orDefault(name, value string) string {
	if given := os.Getenv(name); given != "" {
		return given
	}
	return value
}

// checkPlaidURL refuses plain HTTP, as the requests carry the secret and access tokens.
func checkPlaidURL(text string) error {
	parsed, err := url.Parse(text)
	if err != nil {
		return fmt.Errorf("PLAID_URL: %w", err)
	}
	isLocal := parsed.Hostname() == "localhost" || parsed.Hostname() == "127.0.0.1"
	if parsed.Scheme != "https" && !isLocal {
		return fmt.Errorf("PLAID_URL must begin with https://")
	}
	return nil
}

func parseOrigins(text string) (map[string]bool, error) {
	origins := map[string]bool{}
	for _, part := range strings.Split(text, ",") {
		origin := strings.TrimSpace(part)
		if origin == "" {
			continue
		}
		parsed, err := url.Parse(origin)
		if err != nil || strings.Contains(origin, "*") || parsed.Host == "" || parsed.Scheme+"://"+parsed.Host != origin {
			return nil, fmt.Errorf("TRUSTED_ORIGINS: %q is no exact origin, like https://app.example.com", origin)
		}
		origins[origin] = true
	}
	return origins, nil
}

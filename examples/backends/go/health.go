package main

import (
	"regexp"
	"time"
)

// Verdict is the health of an Item, and what helps.
type Verdict struct{ Health, Remedy string }

var (
	relink             = Verdict{"needs_update", "relink"}
	relinkWithAccounts = Verdict{"needs_update", "relink_with_accounts"}
	newLink            = Verdict{"revoked", "new_link"}
	visitBank          = Verdict{"needs_update", "visit_bank"}
	wait               = Verdict{"unavailable", "wait"}
	expiring           = Verdict{"expiring", "relink"}
	healthy            = Verdict{"healthy", "none"}
)

// meanings of Plaid's codes: plaid.com/docs/errors/item, /institution, /api, /invalid-input.
var meanings = byCode(map[Verdict][]string{
	relink: {
		"ITEM_LOGIN_REQUIRED", "ACCESS_NOT_GRANTED", "ADDITIONAL_CONSENT_REQUIRED", "INSUFFICIENT_CREDENTIALS",
		"INVALID_CREDENTIALS", "INVALID_MFA", "INVALID_OTP", "INVALID_PHONE_NUMBER", "USER_INPUT_TIMEOUT",
		"MANUAL_VERIFICATION_REQUIRED", "USER_PERMISSION_REVOKED",
	},
	relinkWithAccounts: {
		"NO_ACCOUNTS", "NO_AUTH_ACCOUNTS", "NO_INVESTMENT_ACCOUNTS", "NO_INVESTMENT_AUTH_ACCOUNTS",
		"NO_LIABILITY_ACCOUNTS", "INVALID_ACCOUNT_ID", "USER_ACCOUNT_REVOKED",
	},
	newLink: {
		"INVALID_UPDATED_USERNAME", "ITEM_NOT_FOUND", "ITEM_CONCURRENTLY_DELETED", "ITEM_NOT_SUPPORTED",
		"MFA_NOT_SUPPORTED", "INSTITUTION_NO_LONGER_SUPPORTED",
	},
	visitBank: {"ITEM_LOCKED", "PASSWORD_RESET_REQUIRED", "USER_SETUP_REQUIRED"},
	wait: {
		"PRODUCT_NOT_READY", "INVALID_SEND_METHOD", "PRODUCTS_NOT_SUPPORTED", "PRODUCT_NOT_ENABLED",
		"INSTANT_MATCH_FAILED",
	},
})

func byCode(codes map[Verdict][]string) map[string]Verdict {
	found := map[string]Verdict{}
	for verdict, list := range codes {
		for _, code := range list {
			found[code] = verdict
		}
	}
	return found
}

// An outage, a mistake of the app's, or a product's own error: the user can do nothing about it.
var (
	outage      = regexp.MustCompile(`^(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)`)
	notTheUsers = regexp.MustCompile(`^INVALID_(INPUT|REQUEST|CONFIGURATION|RESULT)$` +
		`|^(ASSET|BANK_TRANSFER|INCOME_VERIFICATION|PARTNER|PAYMENT|SANDBOX|SIGNAL|TRANSACTION|TRANSFER)S?(_\w+)?_ERROR$`)
)

// FlagKind is what a webhook has said of an Item.
type FlagKind string

const newAccounts FlagKind = "new_accounts"

// flagKinds are in their order, worst first. The last one is told, and is no problem.
var flagKinds = []FlagKind{"permission_revoked", "account_revoked", "product_permissions", "disconnect", "expiration", newAccounts}

var flagVerdicts = map[FlagKind]Verdict{
	"permission_revoked":  relink,
	"account_revoked":     relinkWithAccounts,
	"product_permissions": relink,
	"disconnect":          expiring,
	"expiration":          expiring,
}

// Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items). A day more, since its webhook may come
// early.
const expiringFor = 8 * day

// meaningOf: after an unknown code update mode may help, as it shows the user what the bank wants, and Plaid is asked
// again.
func meaningOf(errorType, code string) Verdict {
	if known, isKnown := meanings[code]; isKnown {
		return known
	}
	if outage.MatchString(errorType) || outage.MatchString(code) || notTheUsers.MatchString(errorType) {
		return wait
	}
	return relink
}

// remedyOfRefusal: where Plaid mints no token, update mode cannot give a withdrawn permission back.
func remedyOfRefusal(errorType, code string) string {
	if code == "USER_PERMISSION_REVOKED" {
		return newLink.Remedy
	}
	return meaningOf(errorType, code).Remedy
}

// verdictOf goes by Plaid's error first, then the flags, then the end of the consent.
func verdictOf(record Record, worst FlagKind, now time.Time) Verdict {
	answer := record.Answer
	switch {
	case answer.Error != nil:
		return meaningOf(answer.Error.Type, answer.Error.Code)
	case answer.IsSilent:
		return wait
	}
	own := verdictOfEnd(answer.ConsentEnd, now)
	if worst == "" {
		return own
	}
	told := verdictOfFlag(worst, record.Flags[worst], now)
	if told == expiring && own == relink {
		return own
	}
	return told
}

func verdictOfEnd(end *time.Time, now time.Time) Verdict {
	switch {
	case end == nil || end.Sub(now) > expiringFor:
		return healthy
	case end.After(now):
		return expiring
	}
	return relink
}

func verdictOfFlag(kind FlagKind, flag Flag, now time.Time) Verdict {
	verdict := flagVerdicts[kind]
	if verdict == expiring && !flag.Until.IsZero() && !flag.Until.After(now) {
		return relink
	}
	return verdict
}

// worstOf: a flag whose end has passed is as bad as an error, so it comes before those whose end is ahead.
func worstOf(record Record, flags []FlagKind, now time.Time) FlagKind {
	var first FlagKind
	for _, kind := range flags {
		if _, isProblem := flagVerdicts[kind]; !isProblem {
			continue
		}
		if verdictOfFlag(kind, record.Flags[kind], now) != expiring {
			return kind
		}
		if first == "" {
			first = kind
		}
	}
	return first
}

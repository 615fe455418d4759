package main

import "time"

const (
	day = 24 * time.Hour
	// Plaid allows 15 calls of /item/get a minute for one Item (plaid.com/docs/errors/rate-limit-exceeded).
	sharedFor = 4 * time.Second
	// The time of a signature has whole seconds, so the webhook may be younger by one.
	signatureStep = time.Second
	maxSessions   = 10
)

// Flag is what a webhook has said of an Item. Until is zero where it names no end.
type Flag struct {
	Since  time.Time
	Until  time.Time
	Reason string
}

// Record is what is known of an Item beside its token: news from webhooks, relinks, and Plaid's last answer. It is plain
// JSON, and a zero time is never. Its methods change nothing: they return the next record.
type Record struct {
	Flags map[FlagKind]Flag
	// ChangedAt: answers of Plaid's that were asked for before count no more.
	ChangedAt  time.Time
	RelinkedAt time.Time
	// AccountsChosenAt is the last relink in which the user also chose accounts.
	AccountsChosenAt time.Time
	// RefusedAt is when Plaid refused to mint a token, for a reason that no relink mends.
	RefusedAt        time.Time
	ReportedSessions []string
	Answer           *ItemAnswer
	AskedAt          time.Time
}

func (r Record) hasRecentAnswer(now time.Time) bool {
	return r.Answer != nil && r.AskedAt.After(r.ChangedAt) && now.Sub(r.AskedAt) < sharedFor
}

// activeFlags are those that are not over, worst first.
func (r Record) activeFlags() []FlagKind {
	active := []FlagKind{}
	for _, kind := range flagKinds {
		if flag, isRaised := r.Flags[kind]; isRaised && !r.isOver(kind, flag) {
			active = append(active, kind)
		}
	}
	return active
}

// isOver: a relink ends a flag of before it. An announced end that passed 48 hours ago without an error was called off.
func (r Record) isOver(kind FlagKind, flag Flag) bool {
	endedAt := r.RelinkedAt
	if kind == newAccounts {
		endedAt = r.AccountsChosenAt
	}
	if !flag.Since.After(endedAt) {
		return true
	}
	hasNoError := r.Answer != nil && r.Answer.Error == nil && !r.Answer.IsSilent
	return hasNoError && !flag.Until.IsZero() && r.AskedAt.Sub(flag.Until) >= 2*day
}

// withWebhook: webhooks come in any order and more than once, and of each kind the newest stays. Without a kind, Plaid is
// asked again.
func (r Record) withWebhook(signedAt time.Time, kind FlagKind, flag Flag) Record {
	if known, isRaised := r.Flags[kind]; kind != "" && (!isRaised || known.Since.Before(signedAt)) {
		flags := map[FlagKind]Flag{kind: flag}
		for other, value := range r.Flags {
			if other != kind {
				flags[other] = value
			}
		}
		r.Flags = flags
	}
	return r.changedBy(signedAt.Add(signatureStep))
}

// withRelink: a repetition comes later than the relink, and must not end what became known in between.
func (r Record) withRelink(at time.Time, sessionID string, choseAccounts bool) Record {
	for _, reported := range r.ReportedSessions {
		if sessionID == reported {
			return r
		}
	}
	if sessionID != "" {
		sessions := append(append([]string{}, r.ReportedSessions...), sessionID)
		if len(sessions) > maxSessions {
			sessions = sessions[1:]
		}
		r.ReportedSessions = sessions
	}
	// A webhook may tell of a relink after a newer one.
	if at.After(r.RelinkedAt) {
		r.RelinkedAt = at
	}
	if choseAccounts && at.After(r.AccountsChosenAt) {
		r.AccountsChosenAt = at
	}
	return r.changedBy(at)
}

// changedBy: also a token that was minted, as the page may be gone before it can report the relink.
func (r Record) changedBy(at time.Time) Record {
	if at.After(r.ChangedAt) {
		r.ChangedAt = at
	}
	return r
}

func (r Record) withRefusal(at time.Time) Record {
	r.RefusedAt = at
	return r
}

// withAnswer drops an answer that was overtaken by a newer one.
func (r Record) withAnswer(answer ItemAnswer, askedAt time.Time) Record {
	if !askedAt.Before(r.AskedAt) {
		r.Answer, r.AskedAt = &answer, askedAt
	}
	return r
}

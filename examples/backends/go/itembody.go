package main

import (
	"bytes"
	"encoding/json"
	"time"
)

// ItemAnswer is what is kept of Plaid's answer to /item/get.
type ItemAnswer struct {
	// IsSilent: an Item is healthy only where Plaid says so, and a body without `error` says nothing.
	IsSilent        bool
	Error           *ItemError
	ConsentEnd      *time.Time
	InstitutionID   *string
	InstitutionName *string
	LastUpdated     *time.Time
	RequestID       string
}

// ItemError is of Plaid's error object what logic may go by.
type ItemError struct {
	Type   string `json:"error_type"`
	Code   string `json:"error_code"`
	Reason string `json:"error_code_reason"`
}

type productStatus struct {
	LastSuccessfulUpdate *time.Time `json:"last_successful_update"`
}

// readItem reads the answer to /item/get.
func readItem(text []byte) (ItemAnswer, error) {
	var body struct {
		Item *struct {
			Error           json.RawMessage `json:"error"`
			ConsentEnd      *time.Time      `json:"consent_expiration_time"`
			InstitutionID   *string         `json:"institution_id"`
			InstitutionName *string         `json:"institution_name"`
		} `json:"item"`
		Status *struct {
			Transactions *productStatus `json:"transactions"`
			Investments  *productStatus `json:"investments"`
		} `json:"status"`
		RequestID string `json:"request_id"`
	}
	if err := json.Unmarshal(text, &body); err != nil || body.Item == nil {
		return ItemAnswer{}, noAnswer()
	}
	answer := ItemAnswer{
		ConsentEnd:      body.Item.ConsentEnd,
		InstitutionID:   body.Item.InstitutionID,
		InstitutionName: body.Item.InstitutionName,
		RequestID:       body.RequestID,
	}
	if !bytes.Equal(body.Item.Error, []byte("null")) {
		var found ItemError
		if err := json.Unmarshal(body.Item.Error, &found); err != nil {
			answer.IsSilent = true
		} else {
			answer.Error = &found
		}
	}
	if body.Status != nil {
		for _, product := range []*productStatus{body.Status.Transactions, body.Status.Investments} {
			if product != nil {
				answer.LastUpdated = later(answer.LastUpdated, product.LastSuccessfulUpdate)
			}
		}
	}
	return answer, nil
}

// ItemBody is the answer about one Item.
type ItemBody struct {
	ItemID          string     `json:"item_id"`
	Health          string     `json:"health"`
	Remedy          string     `json:"remedy"`
	ErrorCode       *string    `json:"error_code"`
	ConsentEnd      *string    `json:"consent_expiration_time"`
	InstitutionName *string    `json:"institution_name"`
	Reason          *string    `json:"reason"`
	Flags           []FlagKind `json:"flags"`
	InstitutionID   *string    `json:"institution_id"`
	CheckedAt       *string    `json:"checked_at"`
	LastUpdated     *string    `json:"last_updated"`
	RequestID       string     `json:"request_id,omitempty"`
}

// itemBody is made from Plaid's last answer and the flags. The record must have an answer.
func itemBody(itemID string, record Record, now time.Time) ItemBody {
	answer, flags := record.Answer, record.activeFlags()
	worst := worstOf(record, flags, now)
	verdict := verdictOf(record, worst, now)
	if record.RefusedAt.After(record.RelinkedAt) {
		switch verdict.Health {
		case "needs_update":
			verdict = newLink
		case "expiring":
			verdict.Remedy = newLink.Remedy
		}
	}
	end := answer.ConsentEnd
	for _, kind := range flags {
		if until := record.Flags[kind].Until; !until.IsZero() && (end == nil || until.Before(*end)) {
			until := until
			end = &until
		}
	}
	body := ItemBody{
		ItemID: itemID, Health: verdict.Health, Remedy: verdict.Remedy,
		ConsentEnd: isoTime(end), InstitutionName: answer.InstitutionName, Flags: flags,
		Reason: orNull(record.Flags[worst].Reason), InstitutionID: answer.InstitutionID,
		CheckedAt: isoTime(&record.AskedAt), LastUpdated: isoTime(answer.LastUpdated), RequestID: answer.RequestID,
	}
	if answer.Error != nil {
		body.ErrorCode = orNull(answer.Error.Code)
		if answer.Error.Reason != "" {
			body.Reason = &answer.Error.Reason
		}
	}
	return body
}

func later(a, b *time.Time) *time.Time {
	if a == nil || (b != nil && b.After(*a)) {
		return b
	}
	return a
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func isoTime(t *time.Time) *string {
	if t == nil {
		return nil
	}
	return orNull(t.UTC().Format("2006-01-02T15:04:05.000Z07:00"))
}

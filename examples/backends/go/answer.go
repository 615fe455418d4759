package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"regexp"
	"strconv"
)

// accessToken finds what must not leave the server. Answers are built field by field, so no token is in them to begin
// with; but the ids in a question about many Items are repeated, and a client may send anything as an id.
var accessToken = regexp.MustCompile(`access-[\w-]+`)

// APIError ends a request. The client gets it in the form of Plaid's error object, so it repeats nothing of the request,
// and holds no secret.
type APIError struct {
	Type           string  `json:"error_type"`
	Code           string  `json:"error_code"`
	Message        string  `json:"error_message"`
	DisplayMessage *string `json:"display_message"`
	RequestID      *string `json:"request_id"`
	Remedy         string  `json:"remedy,omitempty"`

	status  int
	headers map[string]string
	// plaidCode is Plaid's, also where the client gets another code.
	plaidCode string
}

func (e *APIError) Error() string { return fmt.Sprintf("%d %s", e.status, e.Code) }

func invalidRequest(status int, code, message string) *APIError {
	return &APIError{status: status, Type: "INVALID_REQUEST", Code: code, Message: message}
}

func noSuchRoute() *APIError {
	return invalidRequest(http.StatusNotFound, "NOT_FOUND", "There is no such route.")
}

func methodNotAllowed() *APIError {
	err := invalidRequest(http.StatusMethodNotAllowed, "INVALID_METHOD", "Send POST.")
	err.headers = map[string]string{"Allow": "POST"}
	return err
}

// itemNotFound is the same for an unknown id, a malformed one and another user's, so that it tells none from the others.
func itemNotFound() *APIError {
	return &APIError{
		status: http.StatusNotFound, Type: "ITEM_ERROR", Code: "ITEM_NOT_FOUND",
		Message: "The signed-in user has no such Item.",
	}
}

func tooManyRequests(seconds int) *APIError {
	return &APIError{
		status: http.StatusTooManyRequests, Type: "RATE_LIMIT_EXCEEDED", Code: "RATE_LIMIT",
		Message: "Too many requests. Try again after the seconds in Retry-After.",
		headers: map[string]string{"Retry-After": strconv.Itoa(seconds)},
	}
}

func internalError() *APIError {
	return serverError(http.StatusInternalServerError, "The server could not handle the request. See its log.")
}

func serverError(status int, message string) *APIError {
	return &APIError{status: status, Type: "API_ERROR", Code: "INTERNAL_SERVER_ERROR", Message: message}
}

// toAPIError tells the log of an error that is none for the client.
func toAPIError(err error) *APIError {
	var known *APIError
	if errors.As(err, &known) {
		return known
	}
	log.Printf("error: %v", err)
	return internalError()
}

func writeError(w http.ResponseWriter, err error, cors map[string]string) {
	known := toAPIError(err)
	setAll(w.Header(), known.headers)
	writeJSON(w, known.status, known, cors)
}

// writeJSON writes an answer that no cache may store.
func writeJSON(w http.ResponseWriter, status int, body any, cors map[string]string) {
	text, err := json.Marshal(body)
	if err != nil {
		log.Printf("error: %v", err)
		status, text = http.StatusInternalServerError, []byte("{}")
	}
	header := w.Header()
	setAll(header, cors)
	header.Set("Content-Type", "application/json")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// The client may have gone, about which nothing can be done.
	_, _ = w.Write(accessToken.ReplaceAll(text, []byte("[redacted]")))
}

func setAll(header http.Header, values map[string]string) {
	for name, value := range values {
		header.Set(name, value)
	}
}

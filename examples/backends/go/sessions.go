package main

import "net/http"

// Sessions says who is signed in. Replace it with your app's own sessions.
type Sessions map[string]string

// UserOf returns the id of the user of the session cookie, and whether there is one.
func (s Sessions) UserOf(r *http.Request) (string, bool) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return "", false
	}
	userID, isThere := s[cookie.Value]
	return userID, isThere && userID != ""
}

import { go } from './literals';
import { sessionHeader, type SnippetInput } from './snippet-input';

export function goServer(input: SnippetInput): string {
  const { path, trustedOrigin } = input;
  const trust =
    trustedOrigin === null
      ? ''
      : `	// The origin of the page, where the gateway is on another.
	config.TrustedOrigins[${go(trustedOrigin)}] = true
`;
  return `package main

import (
	"log"
	"net/http"
	"strings"
	"time"
)

const prefix = ${go(`${decoded(path)}/`)}

// Sessions says who is signed in.
type Sessions struct{}

// UserOf returns the id of the user, and whether there is one.
func (Sessions) UserOf(r *http.Request) (string, bool) {
	userID := findUserID(r.Header.Get(${go(sessionHeader(input))})) // Yours to write.
	return userID, userID != ""
}

func main() {
	config, err := readConfig()
	if err != nil {
		log.Fatal(err)
	}
${trust}	items, err := openItems(config.Database, config.TokenKey)
	if err != nil {
		log.Fatal(err)
	}
	gateway := newGateway(config, items, newPlaid(config), newRateLimiter(), Sessions{})
	server := &http.Server{
		Addr:              config.Address,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			route := strings.TrimPrefix(r.URL.Path, prefix)
			gateway.serve(w, r, strings.TrimSuffix(route, "/"))
		}),
	}
	log.Fatal(server.ListenAndServe())
}
`;
}

/** net/http compares the path without its percent-encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// Package demo starts the demo organisation: a simulated Xero inside the
// program, with a company, contacts and documents to try everything on, kept
// between starts and reachable from this machine alone.
package demo

import (
	"fmt"
	"net/http"
	"path/filepath"

	"litework/xerosync/xeroapi"
	"litework/xerosync/xerofake"
)

// Server is the name the demo's links are kept under. Its address changes with
// every start; its records do not.
const Server = "demo"

// ClientID is the app that LiteWork is to the demo organisation.
const ClientID = "DEMO0000000000000000000000000000"

// SalesAccount is the organisation's account that sales are booked to.
const SalesAccount = "200"

// Organisation is the running demo organisation.
type Organisation struct {
	running *xerofake.Running
}

// Start starts the demo organisation, whose state is kept in the folder. Close
// ends it. front stands before it, for tests that check what passes; else nil.
func Start(folder string, front func(http.Handler) http.Handler) (*Organisation, error) {
	running, err := xerofake.Start("127.0.0.1:0", xerofake.Config{
		Demo: true, State: filepath.Join(folder, "demo-xero.json"), Front: front,
	})
	if err != nil {
		return nil, fmt.Errorf("start the demo organisation: %w", err)
	}
	return &Organisation{running: running}, nil
}

// Endpoints are the addresses the client reaches it at.
func (o *Organisation) Endpoints() xeroapi.Endpoints { return xeroapi.EndpointsAt(o.running.URL) }

// Grant is consent without a browser: it is the user's own demo.
func (o *Organisation) Grant() xeroapi.Grant {
	access, refresh := o.running.Server.Grant(ClientID)
	return xeroapi.Grant{Access: xeroapi.Secret(access), Refresh: xeroapi.Secret(refresh)}
}

// Close ends it, saving its state.
func (o *Organisation) Close() error { return o.running.Close() }

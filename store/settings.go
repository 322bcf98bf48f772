package store

import "time"

// Connection is the Xero organisation this file belongs to. Never a token.
type Connection struct {
	Server, TenantID, ConnectionID, OrganisationName, ClientID string
	ConnectedAt                                                time.Time
	Demo                                                       bool
	Scopes                                                     []string
	// FirstMatchSeen: the user has seen which contacts match; nothing is
	// pushed before.
	FirstMatchSeen bool
	// CatchingUp: nothing is written to Xero until the links were re-read and
	// the user switched sync on again.
	CatchingUp   bool
	Disconnected bool
}

// Org is the key of links, bases and marks.
func (c Connection) Org() OrgKey { return OrgKey{Server: c.Server, TenantID: c.TenantID} }

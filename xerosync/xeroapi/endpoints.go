package xeroapi

import "strings"

// Endpoints holds the five bases that Xero is reached at. API ends with a
// slash; Connections does not.
type Endpoints struct {
	Authorize   string
	Token       string
	Revoke      string
	Connections string
	API         string
}

// DefaultEndpoints returns the addresses of Xero itself.
func DefaultEndpoints() Endpoints {
	return Endpoints{
		Authorize:   "https://login.xero.com/identity/connect/authorize",
		Token:       "https://identity.xero.com/connect/token",
		Revoke:      "https://identity.xero.com/connect/revocation",
		Connections: "https://api.xero.com/connections",
		API:         "https://api.xero.com/api.xro/2.0/",
	}
}

// EndpointsAt puts identity, connections and API below one base, so that a
// stand-in for Xero can take its place. Secrets are keyed by the base (see
// [SecretKey]), so a stand-in never sees a token of Xero's.
func EndpointsAt(base string) Endpoints {
	base = strings.TrimRight(base, "/")
	return Endpoints{
		Authorize:   base + "/identity/connect/authorize",
		Token:       base + "/connect/token",
		Revoke:      base + "/connect/revocation",
		Connections: base + "/connections",
		API:         base + "/api.xro/2.0/",
	}
}

package xeroapi

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// tenantOrganisation is the only kind of tenant that has invoices.
const tenantOrganisation = "ORGANISATION"

// Connections lists the organisations this user ever let the app reach, in no
// meaningful order; with an authEventID only those of that consent.
func (c *Client) Connections(ctx context.Context, authEventID string) ([]Connection, error) {
	v := url.Values{}
	set(v, "authEventId", authEventID)
	u := strings.TrimRight(c.cfg.Endpoints.Connections, "/")
	if q := encodeQuery(v); q != "" {
		u += "?" + q
	}
	var all []Connection
	_, err := c.get(ctx, wire{url: u}, func(r Reply) error {
		all = nil
		if err := json.Unmarshal(r.Body, &all); err != nil {
			return garbled(r.Status, r.Body, err)
		}
		return nil
	})
	return all, err
}

// ChosenConnection finds the organisation the user has just chosen. A
// reconnect may keep the id of the first consent, so that the filtered list is
// empty; then all are looked at. [CodeTenantDisconnected] if there is none.
func (c *Client) ChosenConnection(ctx context.Context, authEventID string) (Connection, error) {
	for _, event := range []string{authEventID, ""} {
		all, err := c.Connections(ctx, event)
		if err != nil {
			return Connection{}, err
		}
		if chosen, ok := PickConnection(all, authEventID); ok {
			return chosen, nil
		}
	}
	return Connection{}, &Error{Code: CodeTenantDisconnected, Message: "No organisation is connected.",
		Fix: "Connect to Xero again and choose an organisation."}
}

// PickConnection picks, of the organisations among all, the one of that
// consent, else the one granted last; ok is false if there is none.
func PickConnection(all []Connection, authEventID string) (picked Connection, ok bool) {
	better := func(a Connection) bool {
		am, pm := authEventID != "" && a.AuthEventID == authEventID, authEventID != "" && picked.AuthEventID == authEventID
		if am != pm {
			return am
		}
		return a.UpdatedDateUTC > picked.UpdatedDateUTC
	}
	for _, a := range all {
		if strings.EqualFold(a.TenantType, tenantOrganisation) && (!ok || better(a)) {
			picked, ok = a, true
		}
	}
	return picked, ok
}

// DeleteConnection disconnects one organisation, by the id of the connection.
// One that is gone already is no error.
func (c *Client) DeleteConnection(ctx context.Context, id string) error {
	if strings.TrimSpace(id) == "" {
		return unfit("There is no connection to end.")
	}
	w := wire{method: http.MethodDelete, timeout: c.cfg.WriteTimeout,
		url: strings.TrimRight(c.cfg.Endpoints.Connections, "/") + "/" + url.PathEscape(id)}
	_, token, err := c.once(ctx, w)
	if IsCode(err, CodeTokenExpired) {
		if _, err := c.cfg.Tokens.renew(ctx, token); err != nil {
			return err
		}
		_, _, err = c.once(ctx, w)
	}
	if IsCode(err, CodeNotFound) {
		return nil
	}
	return expiredTwice(err)
}

// RevokeAll takes back the user's consent to this app: every connection of the
// user ends. The stored token stays; [TokenSource.Forget] removes it.
func (c *Client) RevokeAll(ctx context.Context) error { return c.cfg.Tokens.Revoke(ctx) }

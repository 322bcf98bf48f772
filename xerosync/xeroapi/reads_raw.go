package xeroapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

// RawContacts reads a page like [Client.Contacts] and leaves every record as
// Xero sent it, so that one that cannot be read does not spoil the others.
func (c *Client) RawContacts(ctx context.Context, q ContactQuery) (Page[json.RawMessage], error) {
	return contactPage[json.RawMessage](ctx, c, q)
}

// RawInvoices is [Client.Invoices] with every record as Xero sent it.
func (c *Client) RawInvoices(ctx context.Context, q InvoiceQuery) (Page[json.RawMessage], error) {
	return invoicePage[json.RawMessage](ctx, c, q)
}

// RawQuotes is [Client.Quotes] with every record as Xero sent it.
func (c *Client) RawQuotes(ctx context.Context, q QuoteQuery) (Page[json.RawMessage], error) {
	return quotePage[json.RawMessage](ctx, c, q)
}

type onceKey struct{}

// AskOnce marks reads that are not to be repeated when no answer comes: of a
// page that Xero takes too long for, a smaller one is asked instead.
func AskOnce(ctx context.Context) context.Context { return context.WithValue(ctx, onceKey{}, true) }

func asksOnce(ctx context.Context) bool {
	once, _ := ctx.Value(onceKey{}).(bool)
	return once
}

// IsTimeout reports whether Xero, or what stands before it, took too long for
// a request.
func IsTimeout(err error) bool {
	e, ok := AsError(err)
	if !ok {
		return false
	}
	return e.Code == CodeNoReply && errors.Is(err, context.DeadlineExceeded) ||
		e.HTTPStatus == http.StatusRequestTimeout || e.HTTPStatus == http.StatusGatewayTimeout
}

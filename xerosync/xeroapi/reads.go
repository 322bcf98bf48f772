package xeroapi

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// MaxIDs bounds the ids of one query: addresses beyond about 2,000 characters
// are refused on the way.
const MaxIDs = 40

// DefaultPageSize is Xero's, MaxPageSize the largest it gives.
const (
	DefaultPageSize = 100
	MaxPageSize     = 1000
)

// ContactQuery asks for a page of contacts. Zero fields are left out, but a
// page is always asked for: without one Xero leaves out fields.
type ContactQuery struct {
	IDs             []string
	Where           string
	SearchTerm      string
	Order           string
	IncludeArchived bool // needed to see that a contact was archived
	ModifiedSince   time.Time
	Page, PageSize  int
}

// InvoiceQuery asks for a page of invoices. Zero fields are left out, but a
// page is always asked for: without one Xero leaves out the lines.
type InvoiceQuery struct {
	IDs            []string
	InvoiceNumbers []string
	ContactIDs     []string
	Statuses       []InvoiceStatus
	Where          string
	SearchTerm     string
	Order          string
	CreatedByMyApp bool
	ModifiedSince  time.Time
	Page, PageSize int
}

// QuoteQuery asks for a page of quotes. Zero fields are left out.
type QuoteQuery struct {
	// QuoteNumber matches in part: compare what comes back.
	QuoteNumber                  string
	ContactID                    string
	Status                       QuoteStatus
	DateFrom, DateTo             Date
	ExpiryDateFrom, ExpiryDateTo Date
	Order                        string
	ModifiedSince                time.Time
	Page, PageSize               int
}

// Contacts reads a page of contacts.
func (c *Client) Contacts(ctx context.Context, q ContactQuery) (Page[Contact], error) {
	return contactPage[Contact](ctx, c, q)
}

func contactPage[T any](ctx context.Context, c *Client, q ContactQuery) (Page[T], error) {
	v, page, err := pageQuery(q.Page, q.PageSize, q.IDs)
	if err != nil {
		return Page[T]{}, err
	}
	set(v, "IDs", strings.Join(q.IDs, ","))
	set(v, "where", q.Where)
	set(v, "searchTerm", q.SearchTerm)
	set(v, "order", q.Order)
	setTrue(v, "includeArchived", q.IncludeArchived)
	return listPage[T](ctx, c, "Contacts", v, page, q.ModifiedSince)
}

// ContactByID reads one contact, archived or not; [CodeNotFound] if there is
// none.
func (c *Client) ContactByID(ctx context.Context, id string) (Contact, error) {
	return one[Contact](ctx, c, "Contacts", id, nil)
}

// ContactByNumber reads the contact with that ContactNumber, archived or not;
// [CodeNotFound] if there is none.
func (c *Client) ContactByNumber(ctx context.Context, number string) (Contact, error) {
	return one[Contact](ctx, c, "Contacts", number, nil)
}

// Invoices reads a page of invoices with their lines, prices to four decimals.
func (c *Client) Invoices(ctx context.Context, q InvoiceQuery) (Page[Invoice], error) {
	return invoicePage[Invoice](ctx, c, q)
}

func invoicePage[T any](ctx context.Context, c *Client, q InvoiceQuery) (Page[T], error) {
	v, page, err := pageQuery(q.Page, q.PageSize, q.IDs, q.InvoiceNumbers, q.ContactIDs)
	if err != nil {
		return Page[T]{}, err
	}
	for _, n := range q.InvoiceNumbers {
		if strings.Contains(n, ",") {
			return Page[T]{}, unfit("The number %s cannot be looked up in a list: it contains a comma.", n)
		}
	}
	statuses := make([]string, len(q.Statuses))
	for i, s := range q.Statuses {
		statuses[i] = string(s)
	}
	v.Set("unitdp", "4")
	set(v, "IDs", strings.Join(q.IDs, ","))
	set(v, "InvoiceNumbers", strings.Join(q.InvoiceNumbers, ","))
	set(v, "ContactIDs", strings.Join(q.ContactIDs, ","))
	set(v, "Statuses", strings.Join(statuses, ","))
	set(v, "where", q.Where)
	set(v, "searchTerm", q.SearchTerm)
	set(v, "order", q.Order)
	setTrue(v, "createdByMyApp", q.CreatedByMyApp)
	return listPage[T](ctx, c, "Invoices", v, page, q.ModifiedSince)
}

// InvoiceByID reads one invoice; [CodeNotFound] if there is none.
func (c *Client) InvoiceByID(ctx context.Context, id string) (Invoice, error) {
	return one[Invoice](ctx, c, "Invoices", id, url.Values{"unitdp": {"4"}})
}

// OnlineInvoiceURL reads the address under which the customer sees an invoice
// online; "" where Xero gives none. There is none of a draft: [CodeNotFound]
// (xero.md section 6.6).
func (c *Client) OnlineInvoiceURL(ctx context.Context, invoiceID string) (string, error) {
	if strings.TrimSpace(invoiceID) == "" {
		return "", unfit("There is no id to look up.")
	}
	type online struct {
		URL string `json:"OnlineInvoiceUrl"`
	}
	path := "Invoices/" + url.PathEscape(invoiceID) + "/OnlineInvoice"
	items, _, _, err := list[online](ctx, c, path, "OnlineInvoices", nil, time.Time{})
	if err != nil || len(items) == 0 {
		return "", err
	}
	return items[0].URL, nil
}

// Quotes reads a page of quotes. Xero does not tell how many pages there are:
// read on while [Page.More] says so.
func (c *Client) Quotes(ctx context.Context, q QuoteQuery) (Page[Quote], error) {
	return quotePage[Quote](ctx, c, q)
}

func quotePage[T any](ctx context.Context, c *Client, q QuoteQuery) (Page[T], error) {
	v, page, err := pageQuery(q.Page, q.PageSize)
	if err != nil {
		return Page[T]{}, err
	}
	set(v, "QuoteNumber", q.QuoteNumber)
	set(v, "ContactID", q.ContactID)
	set(v, "Status", string(q.Status))
	set(v, "DateFrom", q.DateFrom.String())
	set(v, "DateTo", q.DateTo.String())
	set(v, "ExpiryDateFrom", q.ExpiryDateFrom.String())
	set(v, "ExpiryDateTo", q.ExpiryDateTo.String())
	set(v, "order", q.Order)
	return listPage[T](ctx, c, "Quotes", v, page, q.ModifiedSince)
}

// QuoteByID reads one quote; [CodeNotFound] if there is none.
func (c *Client) QuoteByID(ctx context.Context, id string) (Quote, error) {
	return one[Quote](ctx, c, "Quotes", id, nil)
}

// Organisation reads the organisation itself.
func (c *Client) Organisation(ctx context.Context) (Organisation, error) {
	items, _, reply, err := list[Organisation](ctx, c, "Organisation", "Organisations", nil, time.Time{})
	return first(items, reply, err)
}

// Actions reads what the signed-in user may do.
func (c *Client) Actions(ctx context.Context) ([]Action, error) {
	items, _, _, err := list[Action](ctx, c, "Organisation/Actions", "Actions", nil, time.Time{})
	return items, err
}

// Accounts reads the chart of accounts, those changed since then only unless
// since is zero.
func (c *Client) Accounts(ctx context.Context, since time.Time) ([]Account, error) {
	items, _, _, err := list[Account](ctx, c, "Accounts", "Accounts", nil, since)
	return items, err
}

// TaxRates reads all tax rates.
func (c *Client) TaxRates(ctx context.Context) ([]TaxRate, error) {
	items, _, _, err := list[TaxRate](ctx, c, "TaxRates", "TaxRates", nil, time.Time{})
	return items, err
}

// Currencies reads the currencies the organisation is subscribed to, its own
// first.
func (c *Client) Currencies(ctx context.Context) ([]Currency, error) {
	items, _, _, err := list[Currency](ctx, c, "Currencies", "Currencies", nil, time.Time{})
	return items, err
}

// BrandingThemes reads the templates of printed documents.
func (c *Client) BrandingThemes(ctx context.Context) ([]BrandingTheme, error) {
	items, _, _, err := list[BrandingTheme](ctx, c, "BrandingThemes", "BrandingThemes", nil, time.Time{})
	return items, err
}

// TrackingCategories reads the active tracking categories with their options.
func (c *Client) TrackingCategories(ctx context.Context) ([]TrackingCategory, error) {
	items, _, _, err := list[TrackingCategory](ctx, c, "TrackingCategories", "TrackingCategories", nil, time.Time{})
	return items, err
}

// pageOf is a page's number and size as asked for.
type pageOf struct{ number, size int }

// pageQuery starts a query with its page, and refuses lists that would make
// the address too long.
func pageQuery(number, size int, lists ...[]string) (url.Values, pageOf, error) {
	p := pageOf{max(number, 1), size}
	if size <= 0 {
		p.size = DefaultPageSize
	}
	p.size = min(p.size, MaxPageSize)
	count := 0
	for _, l := range lists {
		count += len(l)
	}
	if count > MaxIDs {
		return nil, p, unfit("A query takes %d ids, not %d.", MaxIDs, count)
	}
	return url.Values{"page": {strconv.Itoa(p.number)}, "pageSize": {strconv.Itoa(p.size)}}, p, nil
}

func set(v url.Values, name, value string) {
	if value != "" {
		v.Set(name, value)
	}
}

func setTrue(v url.Values, name string, on bool) {
	if on {
		v.Set(name, "true")
	}
}

func listPage[T any](ctx context.Context, c *Client, name string, v url.Values, p pageOf, since time.Time) (Page[T], error) {
	items, env, reply, err := list[T](ctx, c, name, name, v, since)
	if err != nil {
		return Page[T]{}, err
	}
	return Page[T]{Items: items, ServerTime: reply.ServerTime, NotModified: reply.Status == http.StatusNotModified,
		Number: p.number, Size: p.size, Count: env.Pagination.PageCount, Total: env.Pagination.ItemCount}, nil
}

// one reads a record by the last part of its path.
func one[T any](ctx context.Context, c *Client, name, id string, v url.Values) (T, error) {
	if strings.TrimSpace(id) == "" {
		var none T
		return none, unfit("There is no id to look up.")
	}
	items, _, reply, err := list[T](ctx, c, name+"/"+url.PathEscape(id), name, v, time.Time{})
	return first(items, reply, err)
}

// first takes the only element of an answer.
func first[T any](items []T, reply Reply, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if len(items) != 1 {
		return none, readError(garbled(reply.Status, reply.Body, nil))
	}
	return items[0], nil
}

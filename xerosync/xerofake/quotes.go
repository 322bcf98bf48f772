package xerofake

import (
	"encoding/json"
	"net/http"
	"slices"
)

// quotesEndpoint serves /Quotes and what lies below it.
func (s *Server) quotesEndpoint(c *call, path []string) reply {
	if len(path) == 1 {
		switch c.r.Method {
		case http.MethodGet:
			return s.listQuotes(c)
		case http.MethodPut, http.MethodPost:
			return s.batch(c, "Quotes", "QuoteID", "", s.quoteWriter(c, ""))
		}
		return notImplemented()
	}
	q := c.tenant.Quotes[path[1]]
	if q == nil {
		return notFound()
	}
	switch {
	case len(path) == 3 && path[2] == "History":
		return s.history(c, q.QuoteID)
	case len(path) == 3:
	case c.r.Method == http.MethodGet:
		return jsonReply(http.StatusOK, s.ok("Quotes", []outQuote{s.outQuote(c.tenant, q)}))
	case c.r.Method == http.MethodPost:
		return s.batch(c, "Quotes", "QuoteID", "", s.quoteWriter(c, q.QuoteID))
	}
	return notImplemented()
}

func (s *Server) quoteWriter(c *call, addressed string) writer {
	return func(raw json.RawMessage) (any, refusal, error) {
		var in inQuote
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, refusal{}, err
		}
		id := addressed
		if id == "" && c.r.Method == http.MethodPost {
			if id = given(in.QuoteID); id == zeroID {
				id = ""
			}
			if same := c.tenant.quoteByNumber(given(in.QuoteNumber)); id == "" && same != nil && s.cfg.Switches.QuotePostByNumber {
				id = same.QuoteID
			}
		}
		var old *Quote
		if id != "" {
			if old = c.tenant.Quotes[id]; old == nil {
				return nil, refusal{messages: []string{"The Quote with the specified QuoteID could not be found."}}, nil
			}
		}
		q, refused := s.writeQuote(c, old, in)
		if refused.any() {
			return nil, refused, nil
		}
		out := s.outQuote(c.tenant, q)
		out.StatusAttributeString = "OK"
		return out, refused, nil
	}
}

// writeQuote applies a request to a quote, or to a new one when old is nil.
// Head fields that are not sent are cleared, unlike an invoice's; lines that
// are not sent stay; amounts not said to be inclusive become exclusive.
func (s *Server) writeQuote(c *call, old *Quote, in inQuote) (q *Quote, f refusal) {
	t := c.tenant
	q = &Quote{QuoteID: s.cfg.NewID(), CurrencyCode: t.Org.BaseCurrency, Status: "DRAFT"}
	if old != nil {
		q = old.clone()
	}
	s.applyQuoteStatus(c, q, old, in, &f)
	if q.Status == "DELETED" {
		if !f.any() {
			s.storeQuote(t, q, "Deleted")
		}
		return q, f
	}
	s.applyQuoteHead(t, q, old, in, &f)
	rules := lineRules{kind: "QUOTE", places: 4, types: q.LineAmountTypes}
	switch {
	case in.LineItems != nil && (old == nil || len(*in.LineItems) > 0 || s.cfg.Switches.EmptyLinesDelete):
		q.Lines = s.mergeLines(t, q.Lines, *in.LineItems, rules, &f)
	case old != nil && old.LineAmountTypes != q.LineAmountTypes:
		s.recheckLines(t, q.Lines, true, rules, &f)
	}
	if len(q.Lines) == 0 && !f.any() {
		f.add(msgLinesMissing)
	}
	if f.any() {
		return nil, f
	}
	s.reckonQuote(t, q)
	if old != nil && old.Status != "DRAFT" && old.Status != "SENT" && quoteContentChanged(old, q) {
		f.add(msgQuoteLocked)
		return nil, f
	}
	if q.QuoteNumber == "" {
		q.QuoteNumber = t.nextQuoteNumber()
	}
	s.storeQuote(t, q, map[bool]string{true: "Created", false: "Edited"}[old == nil])
	return q, f
}

func (s *Server) storeQuote(t *tenant, q *Quote, note string) {
	q.Updated = s.now()
	t.Quotes[q.QuoteID] = q
	s.note(t, q.QuoteID, note, "")
}

func (s *Server) applyQuoteStatus(c *call, q, old *Quote, in inQuote, f *refusal) {
	if status := given(in.Status); status != "" {
		q.Status = status
	}
	switch {
	case old == nil && q.Status != "DRAFT" && q.Status != "SENT":
		f.add("Quote not of valid status for creation")
	case old != nil && !quoteStep(old.Status, q.Status):
		f.add(msgQuoteStep(old.Status, q.Status))
	}
	action := map[string]string{"DRAFT": "CreateDraftQuote", "SENT": "CreateSentQuote"}[q.Status]
	f.forbidden = action != "" && c.tenant.Actions[action] == "NOT-ALLOWED"
}

func (s *Server) applyQuoteHead(t *tenant, q, old *Quote, in inQuote, f *refusal) {
	q.Reference, q.Title, q.Summary, q.Terms = given(in.Reference), given(in.Title), given(in.Summary), given(in.Terms)
	f.tooLong("Reference", q.Reference, 4000)
	f.tooLong("Title", q.Title, 100)
	f.tooLong("Summary", q.Summary, 3000)
	f.tooLong("Terms", q.Terms, 4000)
	q.BrandingThemeID = given(in.BrandingThemeID)
	if q.BrandingThemeID != "" && !t.brandingTheme(q.BrandingThemeID) {
		f.add(msgInvalid("BrandingThemeID", q.BrandingThemeID))
	}
	q.ExpiryDate = given(in.ExpiryDate).Date
	if q.Date = given(in.Date).Date; q.Date == "" {
		f.add(msgDateMissing)
	}
	if q.LineAmountTypes = given(in.LineAmountTypes); q.LineAmountTypes == "" {
		q.LineAmountTypes = "EXCLUSIVE"
	}
	if !slices.Contains([]string{"EXCLUSIVE", "INCLUSIVE", "NOTAX"}, q.LineAmountTypes) {
		f.add(msgInvalid("LineAmountTypes", q.LineAmountTypes))
	}
	if number := given(in.QuoteNumber); number != "" {
		f.tooLong("QuoteNumber", number, 255)
		if same := t.quoteByNumber(number); same != nil && (old == nil || same.QuoteID != old.QuoteID) {
			f.add(msgQuoteNotUnique)
		}
		q.QuoteNumber = number
	}
	if n := s.documentContact(t, in.Contact, q.ContactID, f); n != nil {
		q.ContactID = n.ContactID
	}
	s.applyCurrency(t, &q.CurrencyCode, &q.CurrencyRate, in.CurrencyCode, in.CurrencyRate, f)
}

// quoteContentChanged says whether more than status and contact differ.
func quoteContentChanged(a, b *Quote) bool {
	if a.QuoteNumber != b.QuoteNumber || a.Reference != b.Reference || a.Title != b.Title || a.Summary != b.Summary || a.Terms != b.Terms ||
		a.Date != b.Date || a.ExpiryDate != b.ExpiryDate || a.LineAmountTypes != b.LineAmountTypes || a.CurrencyCode != b.CurrencyCode ||
		!a.Total.Equal(b.Total) || !a.TotalTax.Equal(b.TotalTax) || len(a.Lines) != len(b.Lines) {
		return true
	}
	for i, x := range a.Lines {
		y := b.Lines[i]
		if x.Description != y.Description || !x.Quantity.Equal(y.Quantity) || !x.UnitAmount.Equal(y.UnitAmount) || x.TaxType != y.TaxType ||
			x.AccountCode != y.AccountCode || !x.DiscountRate.Equal(y.DiscountRate) || !x.DiscountAmount.Equal(y.DiscountAmount) {
			return true
		}
	}
	return false
}

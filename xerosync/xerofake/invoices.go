package xerofake

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// invoicesEndpoint serves /Invoices and what lies below it.
func (s *Server) invoicesEndpoint(c *call, path []string) reply {
	t := c.tenant
	if len(path) == 1 {
		switch c.r.Method {
		case http.MethodGet:
			return s.listInvoices(c)
		case http.MethodPut, http.MethodPost:
			return s.batch(c, "Invoices", "InvoiceID", "HasErrors", s.invoiceWriter(c, ""))
		}
		return notImplemented()
	}
	v := t.Invoices[path[1]]
	if v == nil {
		v = t.invoiceByNumber(path[1], "ACCREC", false)
	}
	if v == nil {
		return notFound()
	}
	if len(path) == 3 {
		return s.invoicePart(c, v, path[2])
	}
	switch c.r.Method {
	case http.MethodGet:
		out := s.outInvoice(t, v, full, c.decimals())
		out.Contact = s.outContact(t, t.Contacts[v.ContactID], full)
		return jsonReply(http.StatusOK, s.ok("Invoices", []outInvoice{out}))
	case http.MethodPost:
		return s.batch(c, "Invoices", "InvoiceID", "HasErrors", s.invoiceWriter(c, v.InvoiceID))
	}
	return notImplemented()
}

func (s *Server) invoicePart(c *call, v *Invoice, part string) reply {
	switch {
	case part == "History":
		return s.history(c, v.InvoiceID)
	case part == "OnlineInvoice" && c.r.Method == http.MethodGet:
		if v.Status == "DRAFT" || v.Status == "DELETED" {
			return notFound()
		}
		url := "https://in.xero.com/" + compact(v.InvoiceID)
		return jsonReply(http.StatusOK, s.ok("OnlineInvoices", []map[string]string{{"OnlineInvoiceUrl": url}}))
	case part == "Email" && c.r.Method == http.MethodPost:
		if c.tenant.Org.IsDemoCompany {
			return apiError(10, "ValidationException", "The daily email limit of your organisation has been reached.")
		}
		if !slices.Contains([]string{"SUBMITTED", "AUTHORISED", "PAID"}, v.Status) {
			return apiError(10, "ValidationException", msgInvoiceStatus)
		}
		sent := v.clone()
		sent.SentToContact = true
		s.storeInvoice(c.tenant, v, sent, "Invoice sent")
		return reply{Status: http.StatusNoContent}
	}
	return notImplemented()
}

// invoiceWriter writes invoices: those with an id, or all to the id of the
// address, are updates. PUT creates. POST without an id updates the invoice
// that has the number.
func (s *Server) invoiceWriter(c *call, addressed string) writer {
	return func(raw json.RawMessage) (any, refusal, error) {
		var in inInvoice
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, refusal{}, err
		}
		t := c.tenant
		id := addressed
		if id == "" && c.r.Method == http.MethodPost {
			if id = given(in.InvoiceID); id == zeroID {
				id = ""
			}
			if id == "" {
				kind := given(in.Type)
				if kind != "ACCPAY" {
					kind = "ACCREC"
				}
				if same := t.invoiceByNumber(given(in.InvoiceNumber), kind, s.cfg.Switches.DeletedNumbersFree); same != nil && kind == "ACCREC" {
					id = same.InvoiceID
				}
			}
		}
		var old *Invoice
		if id != "" {
			if old = t.Invoices[id]; old == nil {
				return nil, refusal{messages: []string{"The Invoice with the specified InvoiceID could not be found."}}, nil
			}
		}
		v, warnings, refused := s.writeInvoice(c, old, in)
		if refused.any() {
			return nil, refused, nil
		}
		out := s.outInvoice(t, v, written, c.decimals())
		out.StatusAttributeString = "OK"
		if len(warnings) > 0 {
			out.StatusAttributeString, out.Warnings = "WARNING", messages(warnings)
		}
		return out, refused, nil
	}
}

// writeInvoice applies a request to an invoice, or to a new one when old is
// nil, and stores it if nothing is wrong.
func (s *Server) writeInvoice(c *call, old *Invoice, in inInvoice) (v *Invoice, warnings []string, f refusal) {
	t := c.tenant
	v = &Invoice{Type: "ACCREC", LineAmountTypes: "Exclusive", CurrencyCode: t.Org.BaseCurrency, Date: t.today(s.now()), AppID: c.token.ClientID}
	if old != nil {
		v = old.clone()
	} else {
		v.InvoiceID = s.cfg.NewID()
		if in.Type == nil {
			f.add("Invoice type must be specified.")
		}
		set(&v.Type, in.Type)
		if v.Type != "ACCREC" && v.Type != "ACCPAY" {
			f.add(msgInvalid("Type", v.Type))
		}
	}
	status := s.invoiceStatus(c, old, in, &f)
	if f.any() {
		return nil, nil, f
	}
	v.Status = status
	if status == "VOIDED" || status == "DELETED" {
		f.add(t.lockRefusal(v.Date)) // nothing else of the request counts
	} else {
		s.applyInvoiceHead(t, v, old, in, &f)
		s.applyInvoiceLines(c, v, old, in, &f)
		warnings = s.applyInvoiceCurrency(t, v, in, &f)
		f.add(t.lockRefusal(v.Date))
		if old != nil && old.Date != v.Date {
			f.add(t.lockRefusal(old.Date))
		}
	}
	if f.any() {
		return nil, nil, f
	}
	if old == nil && v.InvoiceNumber == "" && v.Type == "ACCREC" {
		v.InvoiceNumber = t.nextInvoiceNumber()
	}
	if status == "AUTHORISED" && v.Approved.IsZero() {
		if t.ApprovalLimit > 0 && v.Type == "ACCREC" && t.approvedThisMonth(s.now()) >= t.ApprovalLimit {
			f.add(msgApprovalLimit)
			return nil, nil, f
		}
		v.Approved = s.now()
	}
	s.reckon(t, v)
	if old != nil && old.applied() && paidEdit(old, v) {
		f.add(msgApplied)
		return nil, nil, f
	}
	s.storeInvoice(t, old, v, map[bool]string{true: "Created", false: "Edited"}[old == nil])
	return t.Invoices[v.InvoiceID], warnings, f
}

func (s *Server) storeInvoice(t *tenant, old, v *Invoice, note string) {
	s.reckon(t, v)
	if old == nil || !s.quiet(old, v) {
		v.Updated = s.now()
	}
	t.Invoices[v.InvoiceID] = v
	s.note(t, v.InvoiceID, note, "")
}

// invoiceStatus finds the status the request leads to and checks that the
// user may go there.
func (s *Server) invoiceStatus(c *call, old *Invoice, in inInvoice, f *refusal) string {
	status := given(in.Status)
	if old == nil {
		if status == "" {
			status = "DRAFT"
		}
		if !slices.Contains([]string{"DRAFT", "SUBMITTED", "AUTHORISED"}, status) {
			f.add("Invoice not of valid status for creation")
		}
	} else {
		if status == "" {
			status = old.Status
			sentOnly := in.SentToContact != nil && in.LineItems == nil && in.Date == nil && in.Reference == nil && in.DueDate == nil
			if s.cfg.Switches.StatusRequired && old.Status == "AUTHORISED" && !sentOnly {
				f.add(msgInvoiceStatus)
			}
		}
		f.add(invoiceStatusChange(old, status))
	}
	action := map[string]string{"DRAFT": "CreateDraftInvoice", "SUBMITTED": "CreateDraftInvoice", "AUTHORISED": "CreateApprovedInvoice"}[status]
	f.forbidden = action != "" && c.tenant.Actions[action] == "NOT-ALLOWED"
	return status
}

func (s *Server) applyInvoiceHead(t *tenant, v, old *Invoice, in inInvoice, f *refusal) {
	set(&v.Reference, in.Reference)
	f.tooLong("Reference", v.Reference, 255)
	set(&v.URL, in.URL)
	if v.URL != "" && (!strings.HasPrefix(v.URL, "https://") || strings.Contains(strings.ToLower(v.URL), "xero")) {
		f.add(msgInvalid("Url", v.URL))
	}
	if in.BrandingThemeID != nil && *in.BrandingThemeID != "" && !t.brandingTheme(*in.BrandingThemeID) {
		f.add(msgInvalid("BrandingThemeID", *in.BrandingThemeID))
	}
	set(&v.BrandingThemeID, in.BrandingThemeID)
	s.applyNumber(t, v, old, in, f)
	setDate(&v.Date, in.Date)
	setDate(&v.ExpectedPaymentDate, in.ExpectedPaymentDate)
	setDate(&v.PlannedPaymentDate, in.PlannedPaymentDate)
	setDate(&v.DueDate, in.DueDate)
	if v.Date == "" {
		f.add(msgDateMissing)
	}
	set(&v.LineAmountTypes, in.LineAmountTypes)
	if !slices.Contains([]string{"Exclusive", "Inclusive", "NoTax"}, v.LineAmountTypes) {
		f.add(msgInvalid("LineAmountTypes", v.LineAmountTypes))
	}
	if old == nil || in.Contact != nil {
		n := s.documentContact(t, in.Contact, v.ContactID, f)
		if n != nil {
			if old != nil && len(old.Credits) > 0 && n.ContactID != old.ContactID {
				f.add(msgApplied)
			}
			v.ContactID = n.ContactID
		}
	}
	if v.DueDate == "" && v.Status != "DRAFT" {
		if s.cfg.Switches.DueDateFromTerms {
			v.DueDate = t.dueDate(v)
		}
		if v.DueDate == "" {
			f.add(msgDueDateMissing)
		}
	}
	if in.SentToContact != nil {
		v.SentToContact = bool(*in.SentToContact)
		if v.SentToContact && v.Status != "AUTHORISED" && v.Status != "PAID" {
			f.add(msgSentNotApproved)
		}
	}
}

func setDate(target *Date, p *inDate) {
	if p != nil {
		*target = p.Date
	}
}

// dueDate is what the contact's terms, else the organisation's, make of the
// date.
func (t *tenant) dueDate(v *Invoice) Date {
	if n := t.Contacts[v.ContactID]; n != nil && n.SalesTerms.Type != "" {
		return n.SalesTerms.due(v.Date)
	}
	return t.Org.SalesTerms.due(v.Date)
}

func (s *Server) applyNumber(t *tenant, v, old *Invoice, in inInvoice, f *refusal) {
	number := given(in.InvoiceNumber)
	if number == "" {
		return
	}
	f.tooLong("InvoiceNumber", number, 255)
	if strings.ContainsFunc(number, func(r rune) bool { return r < ' ' || r > '~' }) {
		f.add("InvoiceNumber must contain only printable ASCII characters.")
	}
	same := t.invoiceByNumber(number, v.Type, s.cfg.Switches.DeletedNumbersFree)
	if v.Type == "ACCREC" && same != nil && (old == nil || same.InvoiceID != old.InvoiceID) {
		f.add(msgNotUnique)
	}
	v.InvoiceNumber = number
}

func (s *Server) applyInvoiceLines(c *call, v, old *Invoice, in inInvoice, f *refusal) {
	rules := lineRules{kind: v.Type, places: c.decimals(), strict: v.Status != "DRAFT", types: v.LineAmountTypes}
	if in.LineItems == nil || old != nil && len(*in.LineItems) == 0 && !s.cfg.Switches.EmptyLinesDelete {
		retaxed := old != nil && old.LineAmountTypes != v.LineAmountTypes
		if retaxed || old == nil || old.Status != v.Status {
			s.recheckLines(c.tenant, v.Lines, retaxed, rules, f)
		}
	} else {
		v.Lines = s.mergeLines(c.tenant, v.Lines, *in.LineItems, rules, f)
	}
	if rules.strict && len(v.Lines) == 0 {
		f.add(msgLinesMissing)
	}
}

// recheckLines looks at lines that stay as they are under a new status or
// another kind of amounts.
func (s *Server) recheckLines(t *tenant, lines []Line, retaxed bool, rules lineRules, f *refusal) {
	for i := range lines {
		if retaxed {
			lines[i].TaxOverridden = false
			if noTax(rules.types) {
				lines[i].TaxType = "NONE"
			}
		}
		for _, text := range t.checkLine(lines[i], rules) {
			f.add(text)
		}
	}
}

// applyInvoiceCurrency sets currency and rate. A rate far from the day's is
// taken, with a warning.
func (s *Server) applyInvoiceCurrency(t *tenant, v *Invoice, in inInvoice, f *refusal) (warnings []string) {
	return s.applyCurrency(t, &v.CurrencyCode, &v.CurrencyRate, in.CurrencyCode, in.CurrencyRate, f)
}

func (s *Server) applyCurrency(t *tenant, code *string, rate *decimal.Decimal, inCode *string, inRate *inNumber, f *refusal) (warnings []string) {
	changed := given(inCode) != "" && *inCode != *code
	if given(inCode) != "" {
		*code = *inCode
	}
	cur, ok := t.currency(*code)
	if !ok || *code != t.Org.BaseCurrency && t.Actions["UseMulticurrency"] == "NOT-ALLOWED" {
		f.add(msgCurrency(*code))
		return nil
	}
	if changed || rate.IsZero() {
		*rate = cur.DayRate
	}
	if inRate != nil && *code != t.Org.BaseCurrency && inRate.IsPositive() {
		*rate = inRate.Round(6)
		if rate.GreaterThan(cur.DayRate.Mul(decimal.NewFromInt(2))) || rate.Mul(decimal.NewFromInt(2)).LessThan(cur.DayRate) {
			warnings = append(warnings, "The currency rate differs considerably from the rate of the day.")
		}
	}
	return warnings
}

// paidEdit says whether the change touches what Xero keeps closed once a
// payment or credit is applied. Open are reference, due date, number,
// branding theme, contact, address of the source, sent mark, and of each line
// description, account and tracking.
func paidEdit(old, v *Invoice) bool {
	if old.Date != v.Date || old.LineAmountTypes != v.LineAmountTypes || old.CurrencyCode != v.CurrencyCode ||
		!old.CurrencyRate.Equal(v.CurrencyRate) || !old.Total.Equal(v.Total) || !old.TotalTax.Equal(v.TotalTax) || len(old.Lines) != len(v.Lines) {
		return true
	}
	for i, a := range old.Lines {
		b := v.Lines[i]
		if a.LineItemID != b.LineItemID || !a.Quantity.Equal(b.Quantity) || !a.UnitAmount.Equal(b.UnitAmount) || a.TaxType != b.TaxType ||
			!a.DiscountRate.Equal(b.DiscountRate) || !a.DiscountAmount.Equal(b.DiscountAmount) || !a.TaxAmount.Equal(b.TaxAmount) || a.ItemCode != b.ItemCode {
			return true
		}
	}
	return false
}

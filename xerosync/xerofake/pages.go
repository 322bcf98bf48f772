package xerofake

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

//go:embed templates/*.html
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// render writes a page, whole or not at all.
func render(w http.ResponseWriter, status int, name string, data any) {
	var buf bytes.Buffer
	if err := templates.ExecuteTemplate(&buf, name, data); err != nil {
		http.Error(w, "The page could not be shown.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", typeHTML)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Frame-Options", "DENY")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes())
}

// recordPage is what the page of a record shows.
type recordPage struct {
	Organisation, Kind, Title, Status, Colour string
	Head, Totals, Payments, Documents         []pair
	Lines                                     []pageLine
	Forms                                     []pageForm
	History                                   []Note
	CSRF, Problem                             string
}

type pair struct{ Label, Value, Link string }

type pageLine struct {
	Description, Quantity, Price, Discount, Account, Tax, TaxAmount, Amount string
}

// pageForm is one thing the accountant can do to the record.
type pageForm struct {
	Do, Button string
	Inputs     []pageInput
}

type pageInput struct {
	Label, Name, Type, Value string
	Optional                 bool
	Choices                  []pair
}

// servePage shows a record in the browser, and does what its forms ask.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/") // app, short code, place, view, id
	kind := ""
	if len(parts) == 5 {
		kind = map[string]string{"invoicing/view": "Invoice", "quotes/view": "Quote", "contacts/contact": "Contact"}[parts[2]+"/"+parts[3]]
	}
	tenantID := ""
	s.mu.Lock()
	for _, t := range s.state.Tenants {
		if len(parts) > 1 && t.Org.ShortCode == parts[1] {
			tenantID = t.Org.OrganisationID
		}
	}
	s.mu.Unlock()
	if kind == "" || tenantID == "" {
		http.NotFound(w, r)
		return
	}
	status, problem := http.StatusOK, ""
	if r.Method == http.MethodPost {
		if r.PostFormValue("csrf") != s.csrf {
			http.Error(w, "This form has expired. Go back and reload the page.", http.StatusForbidden)
			return
		}
		err := s.Control().For(tenantID).fromPage(parts[4], r)
		if err == nil {
			http.Redirect(w, r, r.URL.EscapedPath(), http.StatusSeeOther)
			return
		}
		status, problem = http.StatusConflict, err.Error()
	}
	page, ok := s.recordPage(tenantID, kind, parts[4])
	if !ok {
		http.NotFound(w, r)
		return
	}
	page.CSRF, page.Problem = s.csrf, problem
	render(w, status, "record.html", page)
}

func (s *Server) recordPage(tenantID, kind, id string) (p recordPage, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tenantByID(tenantID)
	if t == nil {
		return p, false
	}
	switch kind {
	case "Invoice":
		v := t.Invoices[id]
		if v == nil {
			return p, false
		}
		p = s.invoicePage(t, v)
	case "Quote":
		q := t.Quotes[id]
		if q == nil {
			return p, false
		}
		p = s.quotePage(t, q)
	default:
		n := t.Contacts[id]
		if n == nil {
			return p, false
		}
		p = s.contactPage(t, n)
	}
	p.Organisation, p.Kind = t.Org.Name, kind
	p.History = slices.Clone(t.History[id])
	slices.Reverse(p.History)
	return p, true
}

func (s *Server) invoicePage(t *tenant, v *Invoice) recordPage {
	p := recordPage{
		Title: v.InvoiceNumber, Status: v.Status, Colour: colour(v.Status), Lines: pageLines(v.Lines),
		Head: pairs("Contact", t.contactName(v.ContactID), "Date", v.Date.text(), "Due date", v.DueDate.text(), "Reference", v.Reference,
			"Currency", v.CurrencyCode, "Amounts are", v.LineAmountTypes, "Sent to contact", yesNo(v.SentToContact), "Changed", v.Updated.Format("2 Jan 2006 15:04:05")+" UTC"),
		Totals: pairs("Subtotal", money(v.SubTotal), "Tax", money(v.TotalTax), "Total", money(v.Total),
			"Paid", money(v.AmountPaid), "Credited", money(v.AmountCredited), "Due", v.CurrencyCode+" "+money(v.AmountDue)),
	}
	for _, pay := range v.Payments {
		p.Payments = append(p.Payments, pair{Label: pay.Date.text() + " payment", Value: money(pay.Amount)})
	}
	for _, c := range v.Credits {
		p.Payments = append(p.Payments, pair{Label: c.Date.text() + " credit note " + c.CreditNoteNumber, Value: money(c.AppliedAmount)})
	}
	open := v.Status == "DRAFT" || v.Status == "SUBMITTED" || v.Status == "AUTHORISED"
	if open || v.Status == "PAID" {
		p.Forms = append(p.Forms, pageForm{Do: "due", Button: "Change due date", Inputs: []pageInput{{Label: "Due date", Name: "date", Type: "date", Value: string(v.DueDate)}}})
	}
	if open && !v.applied() {
		p.Forms = append(p.Forms, lineForm(v.Lines)...)
	}
	switch v.Status {
	case "DRAFT", "SUBMITTED":
		p.Forms = append(p.Forms, pageForm{Do: "approve", Button: "Approve"}, pageForm{Do: "delete", Button: "Delete"})
	case "AUTHORISED":
		p.Forms = append(p.Forms, pageForm{Do: "pay", Button: "Pay", Inputs: []pageInput{
			{Label: "Amount", Name: "amount", Type: "text", Value: v.AmountDue.StringFixed(2)},
			{Label: "Date", Name: "date", Type: "date", Value: string(t.today(s.now()))}}})
		if !v.applied() {
			p.Forms = append(p.Forms, pageForm{Do: "void", Button: "Void"})
		}
	}
	if len(v.Payments) > 0 {
		p.Forms = append(p.Forms, pageForm{Do: "unpay", Button: "Remove payments"})
	}
	return p
}

func (s *Server) quotePage(t *tenant, q *Quote) recordPage {
	p := recordPage{
		Title: q.QuoteNumber, Status: q.Status, Colour: colour(q.Status), Lines: pageLines(q.Lines),
		Head: pairs("Contact", t.contactName(q.ContactID), "Date", q.Date.text(), "Expires", q.ExpiryDate.text(), "Reference", q.Reference,
			"Title", q.Title, "Summary", q.Summary, "Terms", q.Terms, "Currency", q.CurrencyCode, "Amounts are", q.LineAmountTypes,
			"Changed", q.Updated.Format("2 Jan 2006 15:04:05")+" UTC"),
		Totals: pairs("Subtotal", money(q.SubTotal), "Tax", money(q.TotalTax), "Total", q.CurrencyCode+" "+money(q.Total)),
	}
	if q.Status == "DRAFT" || q.Status == "SENT" {
		p.Forms = lineForm(q.Lines)
	}
	for _, step := range []struct{ to, do, button string }{
		{"SENT", "send", "Mark as sent"}, {"ACCEPTED", "accept", "Accept"}, {"DECLINED", "decline", "Decline"},
		{"INVOICED", "convert", "Create invoice"}, {"DELETED", "delete", "Delete"},
	} {
		if step.to != q.Status && quoteStep(q.Status, step.to) {
			p.Forms = append(p.Forms, pageForm{Do: step.do, Button: step.button})
		}
	}
	return p
}

func (s *Server) contactPage(t *tenant, n *Contact) recordPage {
	postal, street := n.Addresses["POBOX"], n.Addresses["STREET"]
	p := recordPage{
		Title: n.Name, Status: n.ContactStatus, Colour: colour(n.ContactStatus),
		Head: pairs("Person", strings.TrimSpace(n.FirstName+" "+n.LastName), "Email", n.EmailAddress, "Phone", n.Phones["DEFAULT"].text(),
			"Mobile", n.Phones["MOBILE"].text(), "Postal address", postal.text(), "Street address", street.text(), "Tax number", n.TaxNumber,
			"Company number", n.CompanyNumber, "Contact code", n.ContactNumber, "Changed", n.Updated.Format("2 Jan 2006 15:04:05")+" UTC"),
		Forms: []pageForm{{Do: "rename", Button: "Rename", Inputs: []pageInput{{Label: "Name", Name: "name", Type: "text", Value: n.Name}}}},
	}
	if n.ContactStatus == "ACTIVE" {
		p.Forms = append(p.Forms, pageForm{Do: "archive", Button: "Archive"})
	}
	if winner := t.Contacts[n.MergedToContactID]; winner != nil {
		p.Head = append(p.Head, pair{Label: "Merged into", Value: winner.Name})
	}
	base := "/app/" + t.Org.ShortCode
	for _, v := range t.Invoices {
		if v.ContactID == n.ContactID {
			p.Documents = append(p.Documents, pair{v.InvoiceNumber + " · " + v.Status, v.CurrencyCode + " " + money(v.Total), base + "/invoicing/view/" + v.InvoiceID})
		}
	}
	for _, q := range t.Quotes {
		if q.ContactID == n.ContactID {
			p.Documents = append(p.Documents, pair{q.QuoteNumber + " · " + q.Status, q.CurrencyCode + " " + money(q.Total), base + "/quotes/view/" + q.QuoteID})
		}
	}
	slices.SortFunc(p.Documents, func(a, b pair) int { return cmp.Compare(a.Label+a.Link, b.Label+b.Link) })
	return p
}

func lineForm(lines []Line) []pageForm {
	if len(lines) == 0 {
		return nil
	}
	var choices []pair
	for i, l := range lines {
		text := []rune(strings.SplitN(l.Description, "\n", 2)[0])
		choices = append(choices, pair{Label: strconv.Itoa(i+1) + ". " + string(text[:min(len(text), 40)]), Value: strconv.Itoa(i)})
	}
	return []pageForm{{Do: "line", Button: "Change line", Inputs: []pageInput{
		{Label: "Line", Name: "index", Choices: choices},
		{Label: "Description (empty: as it is)", Name: "description", Type: "text", Optional: true},
		{Label: "Quantity (empty: as it is)", Name: "quantity", Type: "text", Optional: true},
		{Label: "Price (empty: as it is)", Name: "price", Type: "text", Optional: true},
	}}}
}

func pageLines(lines []Line) (out []pageLine) {
	for _, l := range lines {
		p := pageLine{Description: l.Description, Account: l.AccountCode, Tax: l.TaxType}
		if !l.TextOnly {
			p.Quantity, p.Price = l.Quantity.String(), l.UnitAmount.StringFixed(max(2, min(4, -l.UnitAmount.Exponent())))
			p.TaxAmount, p.Amount = money(l.TaxAmount), money(l.LineAmount)
		}
		if !l.DiscountRate.IsZero() {
			p.Discount = l.DiscountRate.String() + " %"
		}
		if !l.DiscountAmount.IsZero() {
			p.Discount = money(l.DiscountAmount)
		}
		out = append(out, p)
	}
	return out
}

// pairs makes label and value pairs, leaving out what has no value.
func pairs(texts ...string) (out []pair) {
	for i := 0; i+1 < len(texts); i += 2 {
		if texts[i+1] != "" {
			out = append(out, pair{Label: texts[i], Value: texts[i+1]})
		}
	}
	return out
}

func (d Date) text() string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

func (p Phone) text() string {
	return strings.Join(strings.Fields(p.PhoneCountryCode+" "+p.PhoneAreaCode+" "+p.PhoneNumber), " ")
}

func (a Address) text() string {
	var lines []string
	for _, l := range []string{a.AddressLine1, a.AddressLine2, a.AddressLine3, a.AddressLine4, strings.TrimSpace(a.City + " " + a.PostalCode), a.Region, a.Country} {
		if l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func (t *tenant) contactName(id string) string {
	if n := t.Contacts[id]; n != nil {
		return n.Name
	}
	return id
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

func colour(status string) string {
	switch status {
	case "PAID", "ACCEPTED", "ACTIVE":
		return "green"
	case "AUTHORISED", "SENT", "INVOICED":
		return "blue"
	case "SUBMITTED":
		return "amber"
	case "VOIDED", "DELETED", "DECLINED":
		return "red"
	}
	return ""
}

// fromPage does what a form of a record's page asks for.
func (c *Control) fromPage(id string, r *http.Request) error {
	text := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	switch text("do") {
	case "due":
		return c.SetInvoiceDueDate(id, Date(text("date")))
	case "pay":
		amount, err := decimal.NewFromString(text("amount"))
		if err != nil {
			return err
		}
		return c.Pay(id, amount, Date(text("date")))
	case "unpay":
		return c.Unpay(id)
	case "void":
		return c.VoidInvoice(id)
	case "approve":
		return c.ApproveInvoice(id)
	case "delete":
		if _, isQuote := c.Quote(id); isQuote {
			return c.SetQuoteStatus(id, "DELETED")
		}
		return c.DeleteInvoice(id)
	case "line":
		index, err := strconv.Atoi(text("index"))
		if err != nil {
			return err
		}
		return c.changeLineText(id, index, text("description"), text("quantity"), text("price"))
	case "send":
		return c.SetQuoteStatus(id, "SENT")
	case "accept":
		return c.SetQuoteStatus(id, "ACCEPTED")
	case "decline":
		return c.SetQuoteStatus(id, "DECLINED")
	case "convert":
		_, err := c.ConvertQuote(id)
		return err
	case "rename":
		return c.EditContact(id, func(n *Contact) { n.Name = squeeze(text("name")) })
	case "archive":
		return c.ArchiveContact(id)
	}
	return ErrNotFound
}

// changeLineText changes what is not empty.
func (c *Control) changeLineText(id string, index int, description, quantity, price string) error {
	var q, u decimal.Decimal
	var err error
	if quantity != "" {
		if q, err = decimal.NewFromString(quantity); err != nil {
			return err
		}
	}
	if price != "" {
		if u, err = decimal.NewFromString(price); err != nil {
			return err
		}
	}
	return c.ChangeLine(id, index, func(l *Line) {
		if description != "" {
			l.Description = description
		}
		if quantity != "" {
			l.Quantity, l.TextOnly = q.Round(4), false
		}
		if price != "" {
			l.UnitAmount, l.TextOnly = u.Round(4), false
		}
	})
}

// money is an amount with its thousands apart, as people read it.
func money(d decimal.Decimal) string {
	text := d.Abs().StringFixed(2)
	for i := len(text) - 6; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if d.IsNegative() {
		text = "-" + text
	}
	return text
}

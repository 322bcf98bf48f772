package xerosync

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xerofake"
)

// accountant does something in Xero.
func (s *simulated) accountant() {
	c := s.sim.Control()
	contacts := c.Contacts()
	contact := contacts[s.rnd.IntN(len(contacts))].ContactID
	switch s.rnd.IntN(16) {
	case 0:
		s.addDocument(contact)
	case 1:
		s.addContact(pick(s, "Rata Films", "Miro Studio", "Tui Studio", "Rimu "+s.id()[:4]))
	case 2, 3:
		s.editContactInXero(contact, contacts[s.rnd.IntN(len(contacts))].ContactID)
	case 4:
		s.books()
	case 5:
		s.renumberWhatIsLost()
	case 6, 7:
		s.payInParts()
	default:
		s.editInXero()
	}
}

func (s *simulated) editContactInXero(contact, other string) {
	c := s.sim.Control()
	switch s.rnd.IntN(7) {
	case 0:
		s.tell("accountant: archives %s: %v", contact, c.ArchiveContact(contact))
	case 1:
		s.tell("accountant: restores %s: %v", contact, c.RestoreContact(contact))
	case 2:
		err := c.MergeContacts(contact, other)
		s.tell("accountant: merges %s into %s: %v", contact, other, err)
	case 3, 4:
		err := c.EditContact(contact, func(n *xerofake.Contact) { n.Name = "Renamed " + s.id()[:4] })
		s.tell("accountant: renames %s: %v", contact, err)
	default:
		err := c.EditContact(contact, func(n *xerofake.Contact) {
			n.EmailAddress = s.id()[:4] + "@example.nz"
			n.ContactPersons = nil
			for range s.rnd.IntN(4) {
				n.ContactPersons = append(n.ContactPersons, xerofake.ContactPerson{FirstName: "Ana", LastName: s.id()[:4], EmailAddress: s.id()[:4] + "@example.nz"})
			}
			s.persons[contact] = fmt.Sprint(n.ContactPersons)
		})
		s.tell("accountant: edits the contact %s: %v", contact, err)
	}
}

// books locks and unlocks them, and archives accounts.
func (s *simulated) books() {
	c := s.sim.Control()
	switch s.rnd.IntN(4) {
	case 0:
		s.tell("accountant: locks the books: %v", c.SetLockDates("2026-11-15", ""))
	case 1:
		s.tell("accountant: archives account 205: %v", c.SetAccountStatus("205", "ARCHIVED"))
	default:
		s.tell("accountant: unlocks the books: %v %v", c.SetLockDates("", ""), c.SetAccountStatus("205", "ACTIVE"))
	}
}

func (s *simulated) addContact(name string) {
	id, err := s.sim.Control().AddContact(xerofake.Contact{Name: name})
	s.tell("accountant: adds the contact %s: %v", name, err)
	s.foreign[id] = true
}

// addDocument adds a document in Xero, or from another LiteWork, under a number
// that may be wanted here.
func (s *simulated) addDocument(contact string) {
	number := pick(s, "A-1", "A-2", "A-3", "INV-0001", "INV-0003", "QUO-0001", "ACC-"+s.id()[:4])
	if id := s.document(); id != "" && s.oneIn(2) {
		number = s.doc(id).Number
	}
	lines := []xerofake.Line{s.theirLine()}
	c := s.sim.Control()
	var id string
	var err error
	if s.oneIn(2) {
		if len(c.QuotesByNumber(number)) > 0 {
			return
		}
		id, err = c.AddQuote(xerofake.Quote{ContactID: contact, QuoteNumber: number, Lines: lines})
	} else {
		if len(c.InvoicesByNumber(number)) > 0 {
			return
		}
		id, err = c.AddInvoice(xerofake.Invoice{ContactID: contact, InvoiceNumber: number, Lines: lines, AppID: pick(s, "", testClientID)})
	}
	s.tell("somebody else: adds %s: %v", number, err)
	s.foreign[id] = true
}

// theirs are words that the accountant writes: unlike any that others do.
func (s *simulated) theirs() string { return "ACC-" + s.id()[:6] }

var theirWords = regexp.MustCompile(`ACC-[0-9a-f]{6}`)

func (s *simulated) theirLine() xerofake.Line {
	return xerofake.Line{Description: s.theirs(), Quantity: dec(pick(s, "1", "2.5")), UnitAmount: dec(pick(s, "7", "19.99")),
		AccountCode: "200", TaxType: "OUTPUT2"}
}

// changeLines is a change of the lines of a document in Xero.
func (s *simulated) changeLines(lines []xerofake.Line) (what string, _ []xerofake.Line) {
	n := len(lines)
	if n == 0 {
		return "adds a line to", append(lines, s.theirLine())
	}
	i := s.rnd.IntN(n)
	l := &lines[i]
	switch s.rnd.IntN(9) {
	case 0, 1:
		l.Description = s.theirs()
		return "rewords a line of", lines
	case 2:
		if !l.TextOnly {
			l.UnitAmount = dec(pick(s, "11", "12.3456", "0"))
		}
		return "prices a line of", lines
	case 3:
		if !l.TextOnly {
			l.Quantity = dec(pick(s, "5", "6", "0.7"))
		}
		return "counts a line of", lines
	case 4:
		return "adds a line to", append(lines, s.theirLine())
	case 5:
		if n > 1 {
			return "removes a line of", append(lines[:i], lines[i+1:]...)
		}
	case 6:
		j := s.rnd.IntN(n)
		lines[i], lines[j] = lines[j], lines[i]
		return "moves a line of", lines
	case 7:
		if !l.TextOnly {
			l.AccountCode = pick(s, "200", "205")
		}
		return "assigns an account in", lines
	case 8:
		if !l.TextOnly {
			l.TaxType, l.TaxOverridden = pick(s, "OUTPUT2", "NONE"), false
		}
		return "taxes a line of", lines
	}
	return "looks at", lines
}

// editInXero changes an invoice or a quote in Xero.
func (s *simulated) editInXero() {
	c := s.sim.Control()
	invoices, quotes := c.Invoices(), c.Quotes()
	n := len(invoices) + len(quotes)
	if n == 0 {
		return
	}
	i := s.rnd.IntN(n)
	if i < len(invoices) {
		s.editInvoice(invoices[i])
		s.remember(invoices[i].InvoiceID)
		return
	}
	s.editQuote(quotes[i-len(invoices)])
	s.remember(quotes[i-len(invoices)].QuoteID)
}

func (s *simulated) editInvoice(v xerofake.Invoice) {
	c := s.sim.Control()
	id := v.InvoiceID
	what := pick(s, "words", "words", "date", "lines", "lines", "lines", "line ids", "approve", "pay", "part", "unpay", "credit", "sent", "void", "delete", "number")
	var err error
	switch what {
	case "words":
		err = c.EditInvoice(id, func(v *xerofake.Invoice) { v.Reference = s.theirs() })
	case "date":
		err = c.EditInvoice(id, func(v *xerofake.Invoice) {
			v.DueDate = xerofake.Date(pick(s, "2026-12-24", "2026-12-31", "2027-01-15"))
		})
	case "lines":
		err = c.EditInvoice(id, func(v *xerofake.Invoice) { what, v.Lines = s.changeLines(v.Lines) })
	case "line ids":
		err = c.ReplaceLineIDs(id)
	case "approve":
		err = c.ApproveInvoice(id)
	case "pay":
		err = c.Pay(id, v.AmountDue, v.Date)
	case "part":
		err = c.Pay(id, dec("1"), v.Date)
	case "unpay":
		err = c.Unpay(id)
	case "credit":
		err = c.Credit(id, dec("1"), v.Date)
	case "sent":
		err = c.MarkSent(id)
	case "void":
		err = c.VoidInvoice(id)
	case "delete":
		err = c.DeleteInvoice(id)
	case "number":
		err = c.EditInvoice(id, func(v *xerofake.Invoice) { v.InvoiceNumber = "REN-" + s.id()[:4] })
	}
	if is, _ := c.Invoice(id); err == nil && is.Updated.Equal(v.Updated) && v.AmountPaid.IsPositive() {
		what, s.untold = what+" untold", true
	}
	s.tell("accountant: %s %s: %v", what, v.InvoiceNumber, err)
}

// payInParts approves an invoice and pays a part of it, or changes one that is
// paid in part, of which Xero does not tell.
func (s *simulated) payInParts() {
	c := s.sim.Control()
	for _, v := range c.Invoices() {
		if s.oneIn(3) || v.Status != "DRAFT" && v.Status != "AUTHORISED" {
			continue
		}
		if v.AmountPaid.IsPositive() {
			due := xerofake.Date(pick(s, "2026-12-24", "2026-12-31", "2027-01-15"))
			err := c.SetInvoiceDueDate(v.InvoiceID, due)
			s.tell("accountant: %s of %s is %s, untold: %v", "the due date", v.InvoiceNumber, due, err)
			s.untold = true
			return
		}
		if v.Status == "DRAFT" {
			s.tell("accountant: approves %s: %v", v.InvoiceNumber, c.ApproveInvoice(v.InvoiceID))
		}
		s.tell("accountant: pays a part of %s: %v", v.InvoiceNumber, c.Pay(v.InvoiceID, dec("1"), v.Date))
		s.remember(v.InvoiceID)
		return
	}
}

// renumberWhatIsLost gives other numbers to records that were made and whose
// answers are not known here.
func (s *simulated) renumberWhatIsLost() {
	c := s.sim.Control()
	for _, op := range s.openOps() {
		if op.Action != store.ActionCreate || op.State != store.OpUnknown && op.State != store.OpSent {
			continue
		}
		for _, v := range c.InvoicesByNumber(op.Number) {
			s.tell("accountant: renumbers %s: %v", v.InvoiceNumber,
				c.EditInvoice(v.InvoiceID, func(v *xerofake.Invoice) { v.InvoiceNumber = "REN-" + s.id()[:4] }))
		}
		for _, q := range c.QuotesByNumber(op.Number) {
			s.tell("accountant: renumbers %s: %v", q.QuoteNumber,
				c.EditQuote(q.QuoteID, func(q *xerofake.Quote) { q.QuoteNumber = "REN-" + s.id()[:4] }))
		}
	}
}

func (s *simulated) editQuote(q xerofake.Quote) {
	c := s.sim.Control()
	id := q.QuoteID
	what := pick(s, "words", "words", "title", "lines", "lines", "SENT", "ACCEPTED", "DECLINED", "DELETED", "convert", "number")
	var err error
	switch what {
	case "words":
		err = c.EditQuote(id, func(q *xerofake.Quote) { q.Reference = s.theirs() })
	case "title":
		err = c.EditQuote(id, func(q *xerofake.Quote) { q.Title, q.Summary = s.theirs(), s.theirs() })
	case "lines":
		err = c.EditQuote(id, func(q *xerofake.Quote) { what, q.Lines = s.changeLines(q.Lines) })
	case "number":
		err = c.EditQuote(id, func(q *xerofake.Quote) { q.QuoteNumber = "REN-" + s.id()[:4] })
	case "convert":
		var invoice string
		if invoice, err = c.ConvertQuote(id); err == nil {
			s.foreign[invoice] = true
		}
	default:
		err = c.SetQuoteStatus(id, what)
	}
	s.tell("accountant: %s %s: %v", what, q.QuoteNumber, err)
}

// remember notes which of the accountant's words stand in a record of Xero's
// now, each of which has to stay there unless somebody here has read it and
// chosen other words.
func (s *simulated) remember(id string) {
	words := map[string]bool{}
	for _, w := range theirWords.FindAllString(s.textInXero(id), -1) {
		if s.decided[w] { // what was chosen in its place is still on its way
			continue
		}
		words[w] = true
		if _, had := s.wroteAt[w]; !had {
			s.wroteAt[w] = s.clock.real
		}
	}
	s.wrote[id] = words
}

// arrivesLate carries out a request whose sender has given up. It overwrites
// what was written since it was sent, which nobody can prevent.
func (s *simulated) arrivesLate(late lateRequest) {
	before := map[string]string{}
	for id := range s.wrote {
		before[id] = s.textInXero(id)
	}
	res := s.carryOut(late.req)
	s.tell("the late request arrives: %s %s %d", late.req.Method, late.req.URL.Path, res.StatusCode)
	for id, words := range s.wrote {
		after := s.textInXero(id)
		for w := range words {
			if s.wroteAt[w] >= late.sent && strings.Contains(before[id], w) && !strings.Contains(after, w) {
				delete(words, w)
			}
		}
	}
}

// textInXero is everything that Xero has of a document.
func (s *simulated) textInXero(id string) string {
	c := s.sim.Control()
	var any any
	if v, ok := c.Invoice(id); ok {
		any = v
	} else if q, ok := c.Quote(id); ok {
		any = q
	}
	b, err := json.Marshal(any)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

// gaveUp notes that the user has taken words of the accountant's out of a
// document that had them.
func (s *simulated) gaveUp(recordID string, was, is document.Document) {
	id := s.linkOf(recordID)
	if id == "" {
		return
	}
	left := map[string]bool{}
	for _, w := range theirWords.FindAllString(asText(is), -1) {
		left[w] = true
	}
	for _, w := range theirWords.FindAllString(asText(was), -1) {
		if !left[w] {
			delete(s.wrote[id], w)
			s.decided[w] = true
		}
	}
}

func asText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

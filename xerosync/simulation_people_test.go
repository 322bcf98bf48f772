package xerosync

import (
	"context"
	"errors"
	"time"

	"litework/document"
	"litework/store"
)

// document draws a document that there is; empty when there is none.
func (s *simulated) document() string {
	var ids []string
	for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote} {
		ids = append(ids, s.records(kind)...)
	}
	if len(ids) == 0 {
		return ""
	}
	return pick(s, ids...)
}

func (s *simulated) records(kind store.RecordKind) (ids []string) {
	err := s.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		ids, err = tx.Records(kind)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return ids
}

// user does something to a document that may be refused.
func (s *simulated) user(what string, do func(ctx context.Context, id string) error) {
	id := s.document()
	if id == "" {
		return
	}
	err := do(context.Background(), id)
	s.tell("user: %s %s: %v", what, s.doc(id).Number, err)
	var p *document.Problem
	if err != nil && !errors.As(err, &p) && !isLocked(err) {
		s.t.Errorf("%s: %v", what, err)
	}
}

func isLocked(err error) bool {
	var locked *store.LockedError
	var taken *store.NumberTakenError
	return errors.As(err, &locked) || errors.As(err, &taken)
}

// write makes a document.
func (s *simulated) write() {
	d := sample(pick(s, document.Invoice, document.Invoice, document.Quote), "", s.client())
	d = document.Duplicate(d, d.Date, s.id) // under ids of the seed's
	if s.oneIn(4) {
		d.Number = pick(s, "A-1", "a-1", "A-2", "A-3", "Q, 7")
	}
	d.TaxMode = pick(s, document.TaxExclusive, document.TaxExclusive, document.TaxInclusive, document.NoTax)
	for range 1 + s.rnd.IntN(2) {
		d = s.changed(d)
	}
	s.saveAs("writes", d, 0)
}

func (s *simulated) saveAs(what string, d document.Document, rev int64) {
	s.saves++
	saved, err := s.file.SaveDocument(context.Background(), d, rev)
	s.tell("user: %s %s %q for %q: %v", what, d.Kind, d.Number, d.Client.Name, err)
	if err != nil {
		if !isLocked(err) {
			s.t.Errorf("save: %v", err)
		}
		return
	}
	was := s.said[saved.ID]
	s.said[saved.ID] = s.doc(saved.ID).Document
	s.gaveUp(saved.ID, was, s.said[saved.ID])
	if s.oneIn(6) {
		s.user("post on save", func(ctx context.Context, _ string) error { return s.svc.PostOnSave(ctx, saved.ID) })
	}
}

// client draws whom a document is for: a contact in Xero, one of the address
// book, one typed on the document only.
func (s *simulated) client() document.Client {
	if s.oneIn(2) {
		return document.Client{Name: pick(s, "Rata Films", "rata  films", "Miro Studio", "Matai Ltd"), Email: "ana@rata.example.nz"}
	}
	if s.oneIn(3) {
		c := document.Contact{ID: s.id(), Name: pick(s, "Tui Studio", "Rata Films", "Totara "+s.id()[:4])}
		s.saves++
		if _, err := s.file.SaveContact(context.Background(), c, 0); err != nil {
			s.t.Fatal(err)
		}
		return document.ClientOf(c)
	}
	ids := s.records(store.RecordContact)
	if len(ids) == 0 {
		return document.Client{Name: "Nikau"}
	}
	c, err := s.file.Contact(context.Background(), pick(s, ids...))
	if err != nil {
		s.t.Fatal(err)
	}
	return document.ClientOf(c.Contact)
}

// edit changes a document as it is being written on.
func (s *simulated) edit() {
	id := s.document()
	if id == "" {
		return
	}
	s.observe()
	doc := s.doc(id)
	if !doc.DeletedAt.IsZero() {
		return
	}
	if s.oneIn(3) {
		s.svc.Hold(id)
	}
	s.saveAs("edits", s.changed(doc.Document.Clone()), doc.Rev)
}

// changed is a document with one change.
func (s *simulated) changed(d document.Document) document.Document {
	lines := d.Lines()
	price := decFrom(int64(s.rnd.IntN(5_000_000)))
	switch s.rnd.IntN(16) {
	case 0:
		d.Reference = "PO " + s.id()[:6]
	case 1:
		d.InternalNotes, d.Tags = "note "+s.id()[:4], []string{"film", s.id()[:3]}
	case 2:
		d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: s.id(), Description: "Line " + s.id()[:4],
			Quantity: some(pick(s, "1", "2.5", "0.3333", "12")), UnitPrice: price2(price), Tax: gst})
	case 3:
		if len(lines) > 1 {
			d = document.RemoveLines(d, []string{lines[0].ID})
		}
	case 4:
		if len(lines) > 0 {
			d = document.MoveLines(d, []string{lines[s.rnd.IntN(len(lines))].ID}, pick(s, document.Up, document.Down))
		}
	case 5, 6, 7:
		if len(lines) > 0 {
			l := lines[s.rnd.IntN(len(lines))]
			switch {
			case s.oneIn(3) || l.IsText():
				l.Description, l.Enhanced = "Text "+s.id()[:4], "- *"+s.id()[:4]+"*"
			case s.oneIn(3):
				l.UnitPrice, l.Discount = price2(price), dec(pick(s, "0", "2.5", "33.3333", "100"))
			case s.oneIn(2):
				l.Quantity, l.Duration = some(pick(s, "3", "1.5", "1", "0.3333")), s.duration()
			default:
				l.Account = pick(s, "", "200", "205")
			}
		}
	case 8:
		d.Date = d.Date.AddDays(s.rnd.IntN(5))
		d.Due = d.Date.AddDays(20)
	case 9:
		d.Number = pick(s, "A-1", "A-2", "A-3", "B-"+s.id()[:3])
	case 10:
		d.Client = s.client()
	case 11:
		d.TaxMode = pick(s, document.TaxExclusive, document.TaxInclusive, document.NoTax)
	case 12:
		if d.Kind == document.Quote && s.oneIn(2) {
			d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{ID: s.id(), Description: "Text " + s.id()[:4],
				Quantity: some("2"), UnitPrice: price2(price), Tax: gst, Optional: true})
		} else if d.Kind == document.Quote {
			d.Mark, d.Title = pick(s, document.Draft, document.Sent, document.Accepted), "Title "+s.id()[:4]
		}
	case 14:
		d.ClientNotes, d.ShippingAddress = "for you "+s.id()[:4], pick(s, "", "1 Quay St\nAuckland")
		i := s.rnd.IntN(len(d.Sections))
		d.Sections[i].Name, d.Sections[i].Print = "Section "+s.id()[:3], pick(s, document.PrintFull, document.PrintNoPrices, document.PrintOneLine)
	case 15:
		l := document.Line{ID: s.id(), Description: "Day rate " + s.id()[:4], Quantity: some(pick(s, "1", "2", "0.25")), UnitPrice: price2(price),
			Tax: gst, Duration: s.duration(), Optional: d.Kind == document.Quote && s.oneIn(3)}
		d.Sections = append(d.Sections, document.Section{ID: s.id(), Name: "Section " + s.id()[:3], Lines: []document.Line{l}})
	case 13:
		if d.Kind == document.Invoice && s.oneIn(3) {
			d.Kind, d.Mark = document.Quote, ""
		} else if len(lines) > 0 {
			lines[0].Tax = document.Tax{Rate: dec("15"), Chosen: true} // its code is supplied
		}
	}
	return d
}

// duration draws one, or none.
func (s *simulated) duration() document.Duration {
	if s.oneIn(4) {
		return document.Duration{}
	}
	return document.Duration{Number: dec(pick(s, "1", "2", "3", "0.5", "1.25", "7")),
		Unit: pick(s, document.Hours, document.Days, document.Weeks, document.Months)}
}

// press opens the sheet of a document, and confirms it: at once, or, while
// things go on, later.
func (s *simulated) press() {
	ctx := context.Background()
	id := s.document()
	if id == "" {
		return
	}
	sh, err := s.svc.Sheet(ctx, id)
	if err != nil {
		s.t.Fatal(err)
	}
	if sh.Ready && s.oneIn(3) {
		sh = sh.WithStatus(pick(s, sh.Choices...).Target)
	}
	s.sheets = append(s.sheets, sh)
	for len(s.sheets) > 0 && !s.oneIn(4) {
		i := s.rnd.IntN(len(s.sheets))
		sh := s.sheets[i]
		s.sheets = append(s.sheets[:i], s.sheets[i+1:]...)
		if !sh.Ready {
			s.tell("user: sheet of %s: %v", sh.Number, sh.FirstProblem())
			continue
		}
		_, err := s.svc.Post(ctx, sh.Confirm)
		s.tell("user: post %s %s %s %s: %v", sh.Action, sh.Kind, sh.Number, sh.Confirm.TargetStatus, err)
		var p *document.Problem
		if err != nil && !errors.As(err, &p) {
			s.t.Errorf("post: %v", err)
		}
	}
}

func (s *simulated) duplicateOrDelete() {
	id := s.document()
	switch {
	case id == "":
	case s.oneIn(2):
		doc := s.doc(id)
		s.saveAs("duplicates", document.Duplicate(doc.Document, doc.Date, s.id), 0)
	case s.oneIn(3):
		contacts := s.records(store.RecordContact)
		if len(contacts) == 0 {
			return
		}
		s.saves++
		err := s.file.DeleteContact(context.Background(), pick(s, contacts...))
		s.tell("user: delete a contact: %v", err)
		if err != nil && !isLocked(err) {
			s.t.Error(err)
		}
	default:
		s.saves++
		err := s.file.DeleteDocument(context.Background(), id)
		s.tell("user: delete %s: %v", id, err)
		if err == nil {
			delete(s.said, id)
			s.deleted[id] = true
		} else if !isLocked(err) {
			s.t.Error(err)
		}
	}
}

// jump lets time pass, puts the computer to sleep, or sets its clock.
func (s *simulated) jump() {
	d := pick(s, 3*time.Second, 90*time.Second, 3*time.Minute, 7*time.Minute, 31*time.Minute, 25*time.Hour)
	if s.oneIn(30) {
		d = 61 * 24 * time.Hour
	}
	switch s.rnd.IntN(4) {
	case 0:
		s.tell("the computer sleeps for %s", d)
		s.suspend(d)
	case 1:
		d *= time.Duration(pick(s, 1, -1))
		s.tell("the clock is set by %s", d)
		s.clock.mu.Lock()
		s.clock.set += d
		s.clock.mu.Unlock()
	default:
		s.tell("%s pass", d)
		s.pass(d)
	}
	if s.oneIn(3) {
		s.tell("the program is started again")
		s.again()
	}
}

// reachability ends and makes the connection.
func (s *simulated) reachability() {
	switch {
	case s.oneIn(4):
		s.tell("user: disconnects: %v", s.svc.Disconnect(context.Background()))
	case s.oneIn(5):
		s.tell("accountant: disconnects the app")
		if err := s.sim.Control().Disconnect(s.sim.Control().TenantID()); err != nil {
			s.t.Fatal(err)
		}
	default:
		s.tell("user: connects: %v", s.svc.ConnectDemo(context.Background(), s.grant()))
	}
}

// settings changes what is supplied to lines, and reads contacts again.
func (s *simulated) settings() {
	ctx := context.Background()
	set, err := s.file.Settings(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	set.SalesAccount = pick(s, "200", "205")
	set.Sync = document.SyncSettings{ContactsOff: s.oneIn(4), CheckOff: s.oneIn(4), CheckMinutes: pick(s, 5, 15, 30), PostOnSave: s.oneIn(3)}
	s.tell("user: the sales account is %s", set.SalesAccount)
	s.saves++
	if err := s.file.SaveSettings(ctx, set); err != nil {
		s.t.Fatal(err)
	}
	if s.oneIn(2) {
		if err := s.file.Sync(ctx, func(tx *store.SyncTx) error { return tx.PutMark(markContacts, "") }); err != nil {
			s.t.Fatal(err)
		}
	}
}

package xerosync

import (
	"context"
	"errors"

	"litework/document"
	"litework/store"
)

// keepInStep is what a user does about two-way sync.
func (s *simulated) keepInStep() {
	ctx := context.Background()
	switch s.rnd.IntN(16) {
	case 0, 1, 2, 3:
		s.check("sync now", s.svc.SyncNow(ctx))
	case 4:
		s.user("apply", s.svc.Apply)
	case 5:
		s.user("release", func(_ context.Context, id string) error { s.svc.Release(id); return nil })
	case 6, 7:
		s.decideOne()
	case 8:
		s.answerAsks(s.oneIn(2))
	case 9:
		s.importOn()
	case 10, 11:
		s.postMany()
	case 12:
		s.user("mark sent", s.svc.MarkSent)
	case 13:
		s.user("mark invoiced", s.svc.MarkInvoiced)
	case 14:
		s.user("restore what was lost", s.restoreLost)
	case 15:
		s.contactHere()
	}
}

// check tells what came of what a user did, which may be refused in words.
func (s *simulated) check(what string, err error) {
	s.tell("user: %s: %v", what, err)
	var p *document.Problem
	if err != nil && !errors.As(err, &p) && !isLocked(err) {
		s.t.Errorf("%s: %v", what, err)
	}
}

// decideOne decides a conflict, or leaves it for later.
func (s *simulated) decideOne() {
	var kinds = []store.RecordKind{store.RecordInvoice, store.RecordQuote, store.RecordContact}
	for _, kind := range kinds {
		for _, id := range s.records(kind) {
			if s.inConflict(kind, id) && s.oneIn(2) {
				s.decide(kind, id)
				return
			}
		}
	}
}

func (s *simulated) inConflict(kind store.RecordKind, id string) bool {
	if kind != store.RecordContact {
		return s.doc(id).State == document.Conflict
	}
	c, err := s.file.Contact(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return c.State == document.Conflict
}

// decide decides a conflict: for one side as a whole, or field by field.
func (s *simulated) decide(kind store.RecordKind, id string) {
	ctx := context.Background()
	c, err := s.svc.Conflict(ctx, kind, id)
	if err != nil {
		s.check("look at the conflict of "+id, err)
		return
	}
	choices := Choices{}
	side := pick(s, Here, There, Undecided)
	for _, r := range c.Rows {
		choices[r.Key] = side
		if side == Undecided {
			choices[r.Key] = pick(s, Here, There)
		}
		switch {
		case choices[r.Key] == Here && r.RefuseHere != nil:
			choices[r.Key] = There
		case choices[r.Key] == There && r.RefuseThere != nil:
			choices[r.Key] = Here
		}
	}
	if s.oneIn(4) { // thinks it over
		s.accountant()
	}
	if _, err := s.svc.MergeOf(ctx, c, choices); err != nil {
		s.check("merge of "+c.Label, err)
		return
	}
	s.observe()
	err = s.svc.Resolve(ctx, c, choices)
	s.check("decides "+c.Label+" for "+string(side), err)
	if err != nil || kind == store.RecordContact {
		return
	}
	// Whoever decides has read both sides.
	is := s.doc(id).Document
	s.lookAtLocalContent(id, s.said[id], is)
	s.said[id] = is
	if xeroID := s.linkOf(id); xeroID != "" {
		left := map[string]bool{}
		for _, w := range theirWords.FindAllString(asText(is), -1) {
			left[w] = left[w] || s.wrote[xeroID][w]
		}
		for w := range s.wrote[xeroID] {
			s.decided[w] = !left[w]
		}
		s.wrote[xeroID] = left
	}
}

// answerAsks answers the questions of the service.
func (s *simulated) answerAsks(yes bool) {
	ctx := context.Background()
	asks, err := s.svc.Asks(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, a := range asks {
		if a.Kind == AskFirstMatch && s.oneIn(2) {
			s.confirmMatch()
			continue
		}
		s.check("answers "+string(a.Kind), s.svc.AnswerAsk(ctx, a.ID, yes))
	}
}

func (s *simulated) confirmMatch() {
	ctx := context.Background()
	m, ready, err := s.svc.FirstMatch(ctx)
	if err != nil || !ready {
		s.check("looks at the match", err)
		return
	}
	var same []ContactPair
	var add []string
	for _, p := range m.Probable {
		if s.oneIn(2) {
			same = append(same, p)
		} else {
			add = append(add, p.HereID)
		}
	}
	for _, n := range m.New {
		if s.oneIn(2) {
			add = append(add, n.ID)
		}
	}
	s.check("confirms the match", s.svc.ConfirmFirstMatch(ctx, same, add))
}

// importOn begins an import, or goes on with the one there is.
func (s *simulated) importOn() {
	ctx := context.Background()
	st, ok, err := s.svc.Import(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	switch {
	case !ok || st.Phase == ImportDone:
		choices := ImportChoices{
			Contacts: s.oneIn(2), Invoices: true, Quotes: s.oneIn(2), UpdateExisting: s.oneIn(2), LinkNumbers: s.oneIn(3),
		}
		s.linksNumbers = s.linksNumbers || choices.LinkNumbers
		_, err = s.svc.BeginImport(ctx, choices)
		s.check("begins an import", err)
		s.steps(3)
	case st.Phase == ImportReady:
		s.check("imports", s.svc.ApplyImport(ctx, st.Run, []store.RecordKind{store.RecordContact, store.RecordInvoice, store.RecordQuote}))
	case st.Phase == ImportFailed && s.oneIn(2):
		s.check("goes on with the import", s.svc.ResumeImport(ctx, st.Run))
	case s.oneIn(3):
		s.check("cancels the import", s.svc.CancelImport(ctx, st.Run))
	}
}

// postMany posts what is selected, where it can be.
func (s *simulated) postMany() {
	ctx := context.Background()
	kind := pick(s, store.RecordInvoice, store.RecordInvoice, store.RecordQuote)
	var ids []string
	for _, id := range s.records(kind) {
		if !s.oneIn(4) {
			ids = append(ids, id)
		}
	}
	sheet, err := s.svc.BulkSheet(ctx, ids, "")
	if err != nil {
		s.t.Fatal(err)
	}
	var intents []Intent
	for _, d := range sheet.Documents {
		if d.Problem == nil && d.Skipped == "" {
			intents = append(intents, d.Confirm)
		}
	}
	if len(intents) != sheet.Ready {
		s.t.Errorf("%d are ready and %d can be posted", sheet.Ready, len(intents))
	}
	if len(intents) == 0 {
		return
	}
	_, err = s.svc.PostMany(ctx, intents)
	s.check("posts many", err)
}

func (s *simulated) restoreLost(ctx context.Context, id string) error {
	doc := s.doc(id)
	for _, b := range doc.Banners {
		if b.Kind != store.BannerLineRemoved && b.Kind != store.BannerDurationCleared {
			continue
		}
		s.observe()
		err := s.svc.RestoreLost(ctx, id, b.ID)
		s.said[id] = s.doc(id).Document
		return err
	}
	return nil
}

// contactHere does something to a contact of the address book.
func (s *simulated) contactHere() {
	ctx := context.Background()
	ids := s.records(store.RecordContact)
	if len(ids) == 0 {
		return
	}
	id := pick(s, ids...)
	c, err := s.file.Contact(ctx, id)
	if err != nil {
		s.t.Fatal(err)
	}
	if !c.DeletedAt.IsZero() {
		return
	}
	switch s.rnd.IntN(6) {
	case 0:
		s.check("sends the contact "+c.Name, s.svc.PushContact(ctx, id))
	case 1:
		pairs, err := s.svc.Duplicates(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(pairs) > 0 {
			p := pick(s, pairs...)
			s.check("unites "+p.HereName+" with "+p.ThereName, s.svc.Unite(ctx, p))
		}
	case 2:
		c.Archived = !c.Archived
		s.saveContact(c)
	default:
		c.Notes = "note-" + s.id()[:6]
		switch s.rnd.IntN(3) {
		case 0:
			c.Name = pick(s, "Tui Studio", "Miro Studio", "Puriri "+s.id()[:4])
		case 1:
			c.Email = s.id()[:4] + "@here.example.nz"
		}
		s.saveContact(c)
	}
}

func (s *simulated) saveContact(c store.StoredContact) {
	s.saves++
	_, err := s.file.SaveContact(context.Background(), c.Contact, c.Rev)
	s.tell("user: edits the contact %s: %v", c.Name, err)
	if err != nil {
		s.t.Errorf("save a contact: %v", err)
		return
	}
	if c.Notes != "" {
		s.notes[c.ID] = c.Notes
	}
}

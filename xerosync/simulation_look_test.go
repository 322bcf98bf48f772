package xerosync

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"

	"github.com/shopspring/decimal"
)

func price2(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// look is what has to hold whatever happened.
func (s *simulated) look() {
	s.t.Helper()
	s.readAnew()
	defer func() {
		if s.reader != nil {
			s.reader.tokens.Close()
			s.reader = nil
		}
	}()
	if s.wrong != "" {
		s.t.Error(s.wrong)
	}
	for _, op := range s.openOps() {
		s.t.Errorf("still open: %s %s %s: %s %+v", op.Record, op.Number, op.Action, op.State, op.Problem)
	}
	s.observe()
	for id, kind := range s.known() {
		if s.made[id].key == "" && !s.foreign[id] {
			s.t.Errorf("nobody made the %s %s", kind, id)
		}
	}
	made := map[string][]string{} // by our id
	for id := range s.made {
		if maker := s.makerOf(id); maker != "" {
			// An older copy may have had it under another number, and knows nothing
			// of one that was renumbered in Xero: that is offered for import.
			if s.restored {
				maker += " " + s.made[id].label + " " + s.labelInXero(id)
			}
			made[maker] = append(made[maker], id)
		}
	}
	for id, records := range made {
		if len(records) > 1 {
			s.t.Errorf("%s is in Xero %d times", id, len(records))
		}
	}
	for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote, store.RecordContact} {
		if s.restored {
			s.lookAtOwners(kind)
		} else {
			s.lookAtLinks(kind, made)
		}
	}
	for id, words := range s.wrote {
		text := s.textInXero(id)
		for w := range words {
			if !strings.Contains(text, w) {
				s.t.Errorf("the accountant's %q on %s was overwritten", w, s.labelInXero(id))
			}
		}
	}
	s.lookAtContacts()
	for id := range s.said {
		if doc := s.doc(id); doc.DeletedAt.IsZero() {
			s.lookAtState(doc)
		}
	}
}

// lookAtContent: nothing that was written here is lost.
func (s *simulated) lookAtContent(id string) {
	s.t.Helper()
	said, ok := s.said[id]
	if !ok {
		return
	}
	now := s.content(id)
	if now.right {
		return
	}
	is := now.doc
	if was := said.Client.ContactID; was != is.Client.ContactID && is.Client.Name == said.Client.Name && s.contactDeleted(was) {
		said.Client.ContactID = is.Client.ContactID // posting has made the client anew
	}
	if got, want := written(is, said), written(said, said); got != want {
		s.t.Errorf("lost what was written:\n%s\n%s", got, want)
	}
	now.right = true
}

// contactDeleted reports whether a contact was deleted here.
func (s *simulated) contactDeleted(id string) bool {
	c, err := s.file.Contact(context.Background(), id)
	return err == nil && !c.DeletedAt.IsZero()
}

// lookAtLinks: what was made for a record is what it is linked to, and nobody
// else's record is.
func (s *simulated) lookAtLinks(kind store.RecordKind, made map[string][]string) {
	s.t.Helper()
	linked := map[string]string{}
	for _, l := range s.links(kind) {
		linked[l.RecordID] = l.XeroID
		if kind != store.RecordContact && !slices.Contains(made[l.RecordID], l.XeroID) && !s.imported[l.XeroID] && !s.linksNumbers {
			s.t.Errorf("%s %s is linked to somebody else's %s", kind, l.RecordID, l.XeroID)
		}
	}
	for id, records := range made {
		for _, r := range records {
			if s.made[r].kind == kind && linked[id] != r {
				s.t.Errorf("%s %s was made in Xero as %s and is linked to %q: %v", kind, id, r, linked[id], s.operations(id))
			}
		}
	}
}

// lookAtOwners: after another copy of the file was put in its place not
// everything that was made is known here. But no two records here are linked to
// one in Xero, and none to one that another here was posted as.
func (s *simulated) lookAtOwners(kind store.RecordKind) {
	s.t.Helper()
	owner := map[string]string{}
	for _, l := range s.links(kind) {
		if had, taken := owner[l.XeroID]; taken {
			s.t.Errorf("%s %s and %s are both linked to %s", kind, had, l.RecordID, l.XeroID)
		}
		owner[l.XeroID] = l.RecordID
		maker := s.makerOf(l.XeroID)
		if kind != store.RecordContact && maker != "" && maker != l.RecordID && !s.imported[l.XeroID] && !s.linksNumbers {
			s.t.Errorf("%s %s is linked to %s, which %s was posted as", kind, l.RecordID, l.XeroID, maker)
		}
	}
}

func (s *simulated) links(kind store.RecordKind) (links []store.Link) {
	s.t.Helper()
	err := s.file.View(context.Background(), func(tx *store.SyncTx) (err error) {
		links, err = tx.Links(kind)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return links
}

// operations tells what the outbox has of a record.
func (s *simulated) operations(recordID string) (out []string) {
	err := s.file.View(context.Background(), func(tx *store.SyncTx) error {
		ops, err := tx.OpsOf(recordID)
		for _, op := range ops {
			out = append(out, fmt.Sprintf("%s %s: %s %v", op.Action, op.Number, op.State, op.Problem))
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// inXero reads a document in Xero without a call of the engine's.
func (s *simulated) inXero(id string) (record, bool) {
	s.t.Helper()
	kind, ok := s.known()[id]
	if !ok {
		return record{}, false
	}
	if s.reader == nil {
		tokens := s.svc.newTokens(testClientID, xeroapi.NewSessionStore())
		if err := tokens.Adopt(context.Background(), withClaims(s.grant(), s.clock.Now())); err != nil {
			s.t.Fatal(err)
		}
		s.reader = &remotes{client: s.svc.newClient(s.sim.Control().TenantID(), tokens), tokens: tokens}
	}
	return s.world.read(s.reader, kind, id), true
}

// ourFault are problems that no user or accountant here can be the cause of.
var ourFault = []string{"validation", "unknown", "unexpected", "unreadable", "not-linked", "idempotency-reuse", "no-answer"}

// lookAtState: a document says how it stands.
func (s *simulated) lookAtState(doc store.StoredDocument) {
	s.t.Helper()
	fail := func(format string, args ...any) {
		s.t.Helper()
		s.t.Errorf("%s %s is %s: %s", doc.Kind, doc.Number, doc.State, fmt.Sprintf(format, args...))
	}
	switch doc.State {
	case document.WaitingToPost, document.Posting, document.Checking:
		fail("nothing is on its way")
	case document.SyncFailed:
		if doc.Op == nil || doc.Op.Problem == nil || doc.Op.Problem.Sentence == "" {
			fail("it does not say why")
		} else if slices.Contains(ourFault, doc.Op.Problem.Code) {
			fail("by a fault of ours: %+v", doc.Op)
		}
	}
	if doc.Remote == nil {
		if doc.State == document.Synced || doc.State == document.UpdatedLocally {
			fail("it is not linked")
		}
		return
	}
	_, base := s.linkAndBase(doc.ID)
	there, ok := s.inXero(doc.Remote.XeroID)
	if !ok {
		fail("it is not in Xero")
		return
	}
	if doc.State == document.Synced && !document.Project(&doc.Document).Equal(base.sent) {
		fail("it is not what was sent")
	}
	seenThere := len(differences(base.seen, there.seen())) == 0
	sentHere := document.Project(&doc.Document).Equal(base.sent)
	switch {
	case gone(there.status()):
		return
	case doc.State == document.Synced && !seenThere:
		fail("Xero has something else: %+v", differences(base.seen, there.seen()))
	case doc.State == document.UpdatedLocally && sentHere:
		fail("nothing of it was changed")
	case doc.State == document.UpdatedLocally && !seenThere:
		fail("it was changed in Xero too: %+v", differences(base.seen, there.seen()))
	case doc.State == document.Conflict && (seenThere || sentHere && !s.restored && !s.linksNumbers):
		// Where two were tied by their number, nobody has seen both.
		fail("only one side was changed: there %t, here %t", !seenThere, !sentHere)
	}
	if doc.Remote.Status != there.status() {
		fail("its status in Xero is %s", there.status())
	}
	if got, want := there.totals().Total, doc.Document.Totals().Total; doc.State == document.Synced && !doc.HeadOnly && !got.Equal(want) {
		fail("total %s here, %s in Xero", want, got)
	}
	if !seenThere {
		return
	}
	if x := there.seen(); doc.State == document.Synced && (clean(doc.Reference) != x.Reference || doc.Kind == document.Quote &&
		(clean(doc.Title) != x.Title || clean(doc.Summary) != x.Summary || clean(doc.Terms) != x.Terms)) {
		fail("Xero's words are others: %+v", x)
	}
	for _, l := range base.sent.Lines {
		item := base.lines[l.LineID]
		at := slices.Index(itemIDs(there.lines()), item)
		if at < 0 || cleanPointer(there.lines()[at].Description) != clean(l.Description) {
			fail("the line %q leads elsewhere in Xero", l.Description)
		}
	}
}

// lookAtContacts: what was noted of a contact here is still noted, there or
// where it was merged into.
func (s *simulated) lookAtContacts() {
	s.t.Helper()
	for id, persons := range s.persons {
		if c, _ := s.sim.Control().Contact(id); fmt.Sprint(c.ContactPersons) != persons {
			s.t.Errorf("the further persons of %s are %v and not %s", c.Name, c.ContactPersons, persons)
		}
	}
	var all []string
	for _, id := range s.records(store.RecordContact) {
		c, err := s.file.Contact(context.Background(), id)
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, c.Notes)
	}
	for id, note := range s.notes {
		if !slices.ContainsFunc(all, func(n string) bool { return strings.Contains(n, note) }) {
			c, err := s.file.Contact(context.Background(), id)
			if err != nil || c.DeletedAt.IsZero() || !strings.Contains(c.Notes, note) {
				s.t.Errorf("the note %q of a contact was lost: %v %v", note, c.Contact, err)
			}
		}
	}
}

// states are the states of all documents, to be compared.
func (s *simulated) states() string {
	var out []string
	for id := range s.said {
		doc := s.doc(id)
		op, err := json.Marshal([]any{doc.Op, doc.Remote})
		if err != nil {
			s.t.Fatal(err)
		}
		out = append(out, fmt.Sprint(id, doc.Number, doc.State, string(op)))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

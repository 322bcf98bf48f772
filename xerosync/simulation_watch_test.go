package xerosync

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// pulls are the commits that take content of Xero's over into documents.
var pulls = []string{"take over", "apply", "import chunk", "check page", "reconcile", "contacts", "check contacts", "unite contacts", "confirm match",
	"part of contacts", "contact gone", "contact done", "contact linked", "settled", "failed", "conflict"}

// waits are those that leave a document alone while it is edited.
var waits = []string{"take over", "check page", "reconcile", "import chunk"}

// beforePull keeps what is known of all documents.
func (s *simulated) beforePull(name string) {
	s.watching = false
	if !slices.Contains(pulls, name) {
		return
	}
	s.observe()
	if s.watching = true; s.pullingAt == s.version() {
		return
	}
	s.pulling, s.pullingAt = map[string]*read{}, s.version()
	for id := range s.said {
		s.pulling[id] = s.content(id)
	}
}

// version is another whenever something was written to the file.
func (s *simulated) version() int64 { return s.saves<<32 + s.file.SyncCounter() }

// doc reads a document, unless nothing was written since it was last read.
func (s *simulated) doc(id string) store.StoredDocument {
	s.t.Helper()
	if v := s.version(); v != s.readAt || s.read == nil {
		s.read, s.readAt = map[string]store.StoredDocument{}, v
	}
	d, ok := s.read[id]
	if !ok {
		d = s.world.doc(id)
		s.read[id] = d
	}
	d.Document = d.Document.Clone()
	return d
}

// afterPull looks what a pull did.
func (s *simulated) afterPull(name string) {
	if !s.watching || s.version() == s.pullingAt {
		return
	}
	for id, was := range s.pulling {
		now := s.content(id)
		if now.rev == was.rev || now.text == was.text {
			continue
		}
		is := now.doc
		if slices.Contains(waits, name) && !sameBesidesMark(document.Project(&was.doc), document.Project(&is)) {
			s.lookAtHold(id)
		}
		if name == "take over" {
			s.lookAtHistory(id)
		}
		s.lookAtUnsent(id, was, is)
		s.lookAtLocalContent(id, was.doc, is)
		s.said[id] = is
	}
	s.watching = false
}

// lookAtHold: nothing is taken over into a document while it is edited.
func (s *simulated) lookAtHold(id string) {
	if last, open := s.svc.held(id); open {
		if rested := s.clock.Now().Sub(last); rested >= 0 && rested < holdRest {
			s.fail("a change in Xero was taken over into %s, edited %s ago", s.doc(id).Number, rested)
		}
	}
}

// lookAtHistory: each change is told.
func (s *simulated) lookAtHistory(id string) {
	list, err := s.file.History(context.Background(), store.HistoryQuery{RecordID: id, Limit: 1})
	if err != nil {
		s.t.Fatal(err)
	}
	if now := s.clock.Now().Round(0); len(list) == 0 || now.Sub(list[0].At).Abs() > time.Second {
		s.fail("%s was changed from Xero, and the history says nothing of it", s.doc(id).Number)
	}
}

// lookAtUnsent: what was changed here and has not been sent is not touched by
// a pull.
func (s *simulated) lookAtUnsent(id string, was *read, is document.Document) {
	before, after := document.Project(&was.doc), document.Project(&is)
	sent := before // linked just now, by its number
	if was.sent != nil {
		sent = *was.sent
	}
	if gone := s.doc(id).Remote; gone != nil && before.Mark != after.Mark {
		before.Mark, sent.Mark = after.Mark, after.Mark // follows Xero's
	}
	for _, f := range sent.Diff(before) {
		if f.New == "" && (f.Field == "line.account" || f.Field == "line.tax") {
			continue // left to be supplied
		}
		for _, g := range before.Diff(after) {
			if f.Field == g.Field && f.LineID == g.LineID && f.Field != "client" {
				s.fail("a pull touched what was not sent of %s: %+v became %+v", was.doc.Number, f, g)
			}
		}
	}
}

// lookAtLocalContent: what stays here is not changed because of Xero, but for
// lines and durations that are kept in a revision.
func (s *simulated) lookAtLocalContent(id string, was, is document.Document) {
	before, after := onlyHere(was), onlyHere(is)
	for key, text := range before {
		now, there := after[key]
		if now == text {
			continue
		}
		if l, ok := strings.CutPrefix(key, "line "); ok && (!there || s.sameButDuration(was, is, l)) && s.inRevision(id, key, text) {
			continue
		}
		s.fail("Xero changed what stays here of %s: %s, %q became %q", was.Number, key, text, now)
	}
}

func (s *simulated) sameButDuration(was, is document.Document, lineID string) bool {
	a, _, _ := was.Line(lineID)
	b, _, _ := is.Line(lineID)
	return a != nil && b != nil && a.Enhanced == b.Enhanced && b.Duration.IsZero()
}

func (s *simulated) inRevision(id, key, text string) bool {
	list, err := s.file.Revisions(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return slices.ContainsFunc(list, func(r store.Revision) bool { return onlyHere(r.Document)[key] == text })
}

// fail notes a violation; it may be found where no test can be ended.
func (s *simulated) fail(format string, args ...any) {
	s.t.Helper()
	s.tell("VIOLATION: "+format, args...)
	s.t.Errorf(format, args...)
}

// observe takes note of documents that came by an import and of what posting
// filled in; everything else is as the user left it.
func (s *simulated) observe() {
	s.t.Helper()
	if s.observedAt == s.version() {
		return
	}
	s.observedAt = s.version()
	for _, id := range s.inFile() {
		if _, known := s.said[id]; known || s.deleted[id] || s.glanced[id].deleted {
			continue
		}
		doc := s.doc(id)
		if doc.Remote == nil {
			s.fail("nobody wrote %s", doc.Number)
			continue
		}
		s.said[id], s.imported[doc.Remote.XeroID] = doc.Document, true
	}
	for id := range s.said {
		s.lookAtContent(id)
	}
}

// lookAtWrite: nothing is overwritten in Xero that was not seen here.
func (s *simulated) lookAtWrite(r *http.Request, body []byte) {
	if r.Method != http.MethodPost {
		return
	}
	var sent struct{ Invoices, Quotes []map[string]json.RawMessage }
	if json.Unmarshal(body, &sent) != nil {
		return
	}
	for kind, list := range map[store.RecordKind][]map[string]json.RawMessage{store.RecordInvoice: sent.Invoices, store.RecordQuote: sent.Quotes} {
		for _, e := range list {
			var id string
			for _, key := range []string{"InvoiceID", "QuoteID"} {
				if v, ok := e[key]; ok {
					_ = json.Unmarshal(v, &id)
				}
			}
			if id != "" {
				var lines []xeroapi.LineItem
				_ = json.Unmarshal(e["LineItems"], &lines)
				s.lookAtOverwriting(r, kind, id, lines)
			}
		}
	}
}

func (s *simulated) lookAtOverwriting(r *http.Request, kind store.RecordKind, id string, lines []xeroapi.LineItem) {
	s.t.Helper()
	var recordID string
	err := s.file.View(context.Background(), func(tx *store.SyncTx) error {
		link, _, err := tx.LinkByXeroID(kind, id)
		recordID = link.RecordID
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	base := s.baseOf(recordID)
	if base == nil {
		s.fail("somebody else's record was written to: %s", id)
		return
	}
	there, ok := s.asXeroHas(r, kind, id)
	if !ok || lines == nil || s.cameLate[id] {
		return
	}
	// Lines that were put in another order there, and are sent in that order,
	// stay where they were put.
	was, now := base.seen, there.seen()
	if sameIDs(lines, there.lines()) {
		was.Lines = inOrderOf(was.Lines, now.Lines)
	}
	for _, d := range differences(was, now) {
		if !d.carried && !(d.Field == "contact" && s.mergedInto(d.Old, d.New)) {
			s.fail("%s overwrites what was not seen: %+v", r.URL.Path, d)
		}
	}
}

func sameIDs(a, b []xeroapi.LineItem) bool {
	return slices.EqualFunc(a, b, func(a, b xeroapi.LineItem) bool {
		return a.LineItemID != "" && strings.EqualFold(a.LineItemID, b.LineItemID)
	})
}

// inOrderOf are lines as others, the same ones, stand in another order; as they
// are where they are not the same.
func inOrderOf(lines, others []SeenLine) []SeenLine {
	if len(lines) != len(others) {
		return lines
	}
	rest, out := slices.Clone(lines), make([]SeenLine, 0, len(lines))
	for _, o := range others {
		i := slices.IndexFunc(rest, func(l SeenLine) bool {
			l.TaxAmount = o.TaxAmount // not known of a line that moved
			return len(differences(Seen{Lines: []SeenLine{l}}, Seen{Lines: []SeenLine{o}})) == 0
		})
		if i < 0 {
			return lines
		}
		out, rest = append(out, o), slices.Delete(rest, i, i+1)
	}
	return out
}

// mergedInto reports whether one contact was merged into another in Xero: their
// documents have changed their contact, and nobody has to see it.
func (s *simulated) mergedInto(loser, winner string) bool {
	for range 20 {
		c, ok := s.sim.Control().Contact(loser)
		if !ok || c.MergedToContactID == "" {
			return false
		}
		if loser = c.MergedToContactID; strings.EqualFold(loser, winner) {
			return true
		}
	}
	return false
}

// baseOf is the base of a document; nil where it has none.
func (s *simulated) baseOf(id string) (base *baseline) {
	s.t.Helper()
	err := s.file.View(context.Background(), func(tx *store.SyncTx) error {
		for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote} {
			if _, linked, err := tx.Link(kind, id); err != nil || !linked {
				if err != nil {
					return err
				}
				continue
			}
			pair, ok, err := tx.Base(kind, id)
			if err != nil || !ok {
				return err
			}
			base, err = decodeBase(kind, pair)
			return err
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return base
}

// linkOf is the id in Xero of a document here; empty where it is not linked.
func (s *simulated) linkOf(id string) (xeroID string) {
	s.t.Helper()
	err := s.file.View(context.Background(), func(tx *store.SyncTx) error {
		for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote} {
			link, ok, err := tx.Link(kind, id)
			if err != nil {
				return err
			}
			if ok {
				xeroID = link.XeroID
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return xeroID
}

// asXeroHas reads a record in Xero on the caller's behalf.
func (s *simulated) asXeroHas(r *http.Request, kind store.RecordKind, id string) (record, bool) {
	path := "/api.xro/2.0/Invoices/" + id + "?unitdp=4"
	if kind == store.RecordQuote {
		path = "/api.xro/2.0/Quotes/" + id
	}
	q := httptest.NewRequest(http.MethodGet, "http://xero.test"+path, nil)
	q.Header = r.Header.Clone()
	w := httptest.NewRecorder()
	s.sim.ServeHTTP(w, q)
	if w.Code != http.StatusOK {
		return record{}, false
	}
	list, err := decodeAnswers(kind, xeroapi.Reply{Body: w.Body.Bytes()})
	if err != nil || len(list) != 1 {
		return record{}, false
	}
	return list[0].record, true
}

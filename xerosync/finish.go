package xerosync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// finish records that Xero's record is what was confirmed; see [Service.done].
func (s *Service) finish(ctx context.Context, w *work, body, there record, found bool) error {
	out, err := s.done(w, body, there, found)
	if err != nil {
		return err
	}
	return s.commit(ctx, "done", out)
}

// done is the outcome of a record that is in Xero as it was confirmed: link, new
// base pair, Xero's own figures, what settings supplied, the next step of a
// quote and the row of the history. Found is set when the record was not the
// reply to the request but was looked up: then only what was sent counts as
// seen, so that an edit in between shows as one, and is taken over next.
func (s *Service) done(w *work, body, there record, found bool) (outcome, error) {
	if w.frozen.Sent {
		return s.markedSent(w, there), nil
	}
	sent := confirmed(w, there)
	pair, agrees, err := newBase(w, sent, body, there, found)
	if err != nil {
		return nil, err
	}
	short := totalsProblem(w, there, agrees)
	delete(s.session.notBefore, w.op.ID)
	return func(tx *store.SyncTx) error {
		state, status, p := store.OpDone, store.HistorySuccess, (*document.Problem)(nil)
		if short != nil {
			state, status, p = store.OpFailed, store.HistoryPartial, short
		}
		if err := s.end(tx, w, state, p, "", there.raw()); err != nil {
			return err
		}
		if err := s.putRecord(tx, w, pair, there); err != nil {
			return err
		}
		if found {
			if err := s.putByLater(tx, w, pair, there); err != nil {
				return err
			}
		}
		if err := s.supplyDocument(tx, w, sent); err != nil {
			return err
		}
		if err := s.nextStep(tx, w, there, state); err != nil {
			return err
		}
		h := historyOf(w.op, w.label, status, doneWords(w, there), s.wallNow(), p)
		if p != nil {
			h.Details = p.Sentence
		}
		h.Sent, h.Answered = w.sentBody(), there.raw()
		return tx.AddHistory(h)
	}, nil
}

// confirmed is the projection that Xero now has: what was frozen, with the
// accounts that Xero filled in where none was named, and the status reached.
func confirmed(w *work, there record) document.Projection {
	p := w.content()
	p.Lines = slices.Clone(p.Lines)
	lines := there.lines()
	if len(lines) == len(p.Lines) {
		filled := map[string]string{}
		for i, l := range w.base.inOrder(p).Lines {
			if l.Account == "" && !isText(l) && sameWords(l.Description, lines[i]) {
				filled[l.LineID] = cleanPointer(lines[i].AccountCode)
			}
		}
		for i := range p.Lines {
			if account := filled[p.Lines[i].LineID]; account != "" {
				p.Lines[i].Account = account
			}
		}
	}
	asked := w.frozen.Goal == "" || w.frozen.Goal == document.XeroStatus(p.Mark)
	if p.Kind == document.Quote && p.Mark != "" && asked && document.XeroStatus(p.Mark) != there.status() {
		p.Mark = quoteStatus(there.status())
		if p.Mark == document.Draft {
			p.Mark = ""
		}
	}
	return p
}

func sameWords(words string, l xeroapi.LineItem) bool {
	return clean(words) == cleanPointer(l.Description)
}

// newBase is the base pair after a write. agrees is false when a record that
// was looked up is not what was sent: somebody changed it since.
func newBase(w *work, sent document.Projection, body, there record, found bool) (pair store.BasePair, agrees bool, err error) {
	seen := there.seen()
	agrees = true
	if found {
		full := body
		if w.base != nil {
			if before, err := recordOf(w.op.Record, w.base.raw); err == nil {
				full = body.complete(before)
			}
		}
		was := expected(full.seen(), seen)
		agrees = onlyCarried(differences(was, seen))
		seen = was
	}
	pair = store.BasePair{Raw: there.raw(), SentRev: w.op.Rev, Lines: correspond(w.base.inOrder(sent).Lines, body.lines(), there.lines())}
	if body.lines() == nil && w.base != nil {
		pair.Lines = moved(w.base, there.lines())
	}
	if pair.Sent, err = json.Marshal(sent); err != nil {
		return pair, agrees, err
	}
	pair.Seen, err = json.Marshal(seen)
	return pair, agrees, err
}

// moved is the correspondence of lines that were not sent: each is where it
// was, perhaps under a new id.
func moved(base *baseline, lines []xeroapi.LineItem) map[string]string {
	out := map[string]string{}
	for ours := range base.lines {
		if at, ok := base.place(ours); ok && at < len(lines) {
			out[ours] = lines[at].LineItemID
		}
	}
	return out
}

// totalsProblem compares Xero's totals with ours, to the cent; with those that
// Xero had, where ours are known not to be the same. The record is linked all
// the same.
func totalsProblem(w *work, there record, agrees bool) *document.Problem {
	ours, theirs := w.frozen.Totals, there.totals()
	if w.headOnly {
		if before, err := recordOf(w.op.Record, w.base.raw); err == nil {
			ours = before.totals()
		}
	}
	if !agrees || ours.Equal(theirs) || !sameBesidesMark(w.content(), w.now) {
		return nil
	}
	return totalsDiffer(w.label, w.now.Currency, ours, theirs)
}

// totalsDiffer says by what the totals of a linked document differ.
func totalsDiffer(label, currency string, ours, theirs Totals) *document.Problem {
	diff := theirs.Total.Sub(ours.Total)
	what, here, xero := "Totals differ", ours.Total, theirs.Total
	if diff.IsZero() {
		what, here, xero = "The tax differs", ours.TotalTax, theirs.TotalTax
		diff = xero.Sub(here)
	}
	return &document.Problem{
		Code: "totals-differ",
		Sentence: fmt.Sprintf("%s by %s: %s %s here, %s %s in Xero. %s is in Xero and linked.", what, document.FormatMoney(diff.Abs()),
			currency, document.FormatMoney(here), currency, document.FormatMoney(xero), label),
		Fix: "Compare the two, then try again: the same record is updated.",
	}
}

// putRecord writes what belongs to the link.
func (s *Service) putRecord(tx *store.SyncTx, w *work, pair store.BasePair, there record) error {
	link := store.Link{
		Kind: w.op.Record, RecordID: w.op.RecordID, Org: w.op.Org, XeroID: there.id(),
		RemoteUpdated: there.updated().Time(), LinkedAt: w.link.LinkedAt,
	}
	if link.LinkedAt.IsZero() {
		link.LinkedAt = s.wallNow()
	}
	if err := tx.PutLink(link); err != nil {
		return err
	}
	if err := tx.PutBase(w.op.Record, w.op.RecordID, pair); err != nil {
		return err
	}
	if err := tx.PutRemote(w.op.Record, w.op.RecordID, there.remote()); err != nil {
		return err
	}
	state, err := tx.RecordState(w.op.Record, w.op.RecordID)
	if err != nil {
		return err
	}
	if state.Conflict {
		state.Conflict, state.Remote = false, nil
		if err := tx.SetRecordState(w.op.Record, w.op.RecordID, state); err != nil {
			return err
		}
	}
	return tx.NoteNumber(w.now.Kind, there.number())
}

// putByLater keeps a record that was changed in Xero since it was sent, to be
// taken over: the check may have passed it already.
func (s *Service) putByLater(tx *store.SyncTx, w *work, pair store.BasePair, there record) error {
	var seen Seen
	if err := json.Unmarshal(pair.Seen, &seen); err != nil || sameContent(seen, there.seen()) {
		return err
	}
	state, err := tx.RecordState(w.op.Record, w.op.RecordID)
	if err != nil {
		return err
	}
	state.Conflict, state.Remote = false, there.raw()
	s.session.wait(w.op.RecordID)
	return tx.SetRecordState(w.op.Record, w.op.RecordID, state)
}

// supplyDocument writes to the document what settings supplied to what was
// posted: accounts, tax codes, the contact of a client typed on it only. What
// the user changed since stays as it is.
func (s *Service) supplyDocument(tx *store.SyncTx, w *work, sent document.Projection) error {
	now, err := tx.Document(w.op.RecordID)
	if err != nil {
		return err
	}
	lines := map[string]store.LineDefaults{}
	for i, l := range sent.Lines {
		given := w.frozen.Supplied[l.LineID]
		line, _, _ := now.Line(l.LineID)
		if line == nil {
			continue
		}
		var d store.LineDefaults
		if line.Account == "" && l.Account != "" && (given.Account != "" || w.now.Lines[i].Account == "") {
			d.Account = l.Account
		}
		if line.Tax.Chosen && line.Tax.Code == "" && line.Tax.Rate.Equal(given.Tax.Rate) {
			d.Tax = given.Tax
		}
		if d.Account != "" || d.Tax.Chosen {
			lines[l.LineID] = d
		}
	}
	contact := ""
	if w.frozen.Client != "" && normalName(now.Client.Name) == normalName(w.frozen.Client) {
		free, err := noContact(tx, now.Client.ContactID)
		if err != nil {
			return err
		}
		if free {
			contact = w.now.ContactID
		}
	}
	if contact == "" && len(lines) == 0 {
		return nil
	}
	_, err = tx.SupplyDefaults(w.op.RecordID, contact, lines)
	return err
}

// noContact reports whether a document has no contact here: none, or one that
// was deleted.
func noContact(tx *store.SyncTx, id string) (bool, error) {
	c, err := tx.Contact(id)
	if id == "" || errors.Is(err, store.ErrNotFound) {
		return true, nil
	}
	return !c.DeletedAt.IsZero(), err
}

// nextStep queues what is still to be done about a quote: its content, if it
// had to be reopened for that, and then the next step to the status asked for.
func (s *Service) nextStep(tx *store.SyncTx, w *work, there record, state store.OpState) error {
	if w.op.Record != store.RecordQuote || w.frozen.Goal == "" || state != store.OpDone {
		return nil
	}
	next := store.Op{
		ID: s.cfg.NewID(), Record: w.op.Record, RecordID: w.op.RecordID, Action: store.ActionUpdate, Rev: w.op.Rev,
		Org: w.op.Org, Number: w.op.Number, Projection: w.op.Projection,
		State: store.OpQueued, CreatedAt: s.wallNow(), UserAsked: w.op.UserAsked,
	}
	f := w.frozen
	switch step, p := w.walk(there.status()); {
	case p != nil: // the step itself will say so
		next.Action, next.TargetStatus = store.ActionStatus, f.Goal
	case closedQuote(there.status()) || sameBesidesMark(w.content(), w.now):
		if step == "" {
			return nil
		}
		f.From = there.status()
		next.Action, next.TargetStatus = store.ActionStatus, step
	default:
		f.From = there.status()
	}
	var err error
	if next.Body, err = json.Marshal(f); err != nil {
		return err
	}
	return tx.PutOp(next)
}

func doneWords(w *work, there record) string {
	status := statusLabel(w.now.Kind, there.status())
	switch w.op.Action {
	case store.ActionCreate:
		return fmt.Sprintf("%s is in Xero, status %s.", w.label, status)
	case store.ActionStatus:
		return fmt.Sprintf("%s is marked as %s in Xero.", w.label, status)
	}
	return fmt.Sprintf("%s is updated in Xero, status %s.", w.label, status)
}

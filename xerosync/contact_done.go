package xerosync

import (
	"context"
	"encoding/json"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// finishContact records that Xero's contact is what was to be reached; see
// [Service.contactDone].
func (s *Service) finishContact(ctx context.Context, w *work, v *xeroapi.Contact) error {
	out, err := s.contactDone(w, v, false)
	if err != nil {
		return err
	}
	return s.commit(ctx, "contact done", out)
}

// contactDone is the outcome of a contact that Xero has as it was sent: link,
// base pair and status. What somebody changed there meanwhile, in other fields,
// does not count as seen: it is taken over like any change in Xero. One that was
// merged into another since is linked, and its documents go to the other.
// replied is set where there is the answer to what was sent.
func (s *Service) contactDone(w *work, there *xeroapi.Contact, replied bool) (outcome, error) {
	pair, kept, err := contactPair(w, there, replied)
	if err != nil {
		return nil, err
	}
	delete(s.session.notBefore, w.op.ID)
	return func(tx *store.SyncTx) error {
		state, short := store.OpDone, keptProblem(w, kept)
		if short != nil {
			state = store.OpFailed
		}
		if err := s.end(tx, w, state, short, "", there.Raw); err != nil {
			return err
		}
		link := store.Link{
			Kind: store.RecordContact, RecordID: w.op.RecordID, Org: w.op.Org, XeroID: there.ContactID,
			RemoteUpdated: there.UpdatedDateUTC.Time(), MergedInto: there.MergedToContactID, LinkedAt: s.wallNow(),
		}
		if w.linked {
			link.LinkedAt = w.link.LinkedAt
		}
		if err := tx.PutLink(link); err != nil {
			return err
		}
		if err := tx.PutBase(store.RecordContact, w.op.RecordID, pair); err != nil {
			return err
		}
		if err := endConflict(tx, w.op.RecordID); err != nil {
			return err
		}
		h := historyOf(w.op, w.label, store.HistorySuccess, contactWords(w), s.wallNow(), short)
		if short != nil {
			h.Status, h.Details = store.HistoryPartial, h.Details+" "+short.Sentence
		}
		h.Sent, h.Answered = w.sentBody(), there.Raw
		if err := tx.AddHistory(h); err != nil {
			return err
		}
		return s.pullContact(tx, link, there, new(tally))
	}, nil
}

// keptProblem says which fields Xero has kept as they were; nil for none.
func keptProblem(w *work, kept []contactField) *document.Problem {
	switch {
	case len(kept) == 0:
		return nil
	case len(kept) == 1 && kept[0].Key == "terms" && kept[0].empty(&w.contact):
		return problem("contact-kept", "The payment terms of "+w.label+" are still in Xero: LiteWork cannot take them away there.",
			"Take them away in Xero, or choose terms here.")
	}
	return problem("contact-kept", "Xero did not take over of "+w.label+": "+strings.ToLower(labels(kept))+".", "Change it in Xero, or here to what Xero has.")
}

// contactPair is the base pair after a write: what was sent, and what Xero has
// of it. Of the fields that were not sent it is what was seen before. kept are
// the fields that changed here and that Xero has otherwise; they count as not
// sent.
func contactPair(w *work, there *xeroapi.Contact, replied bool) (pair store.BasePair, kept []contactField, err error) {
	base := w.contactBase
	if base == nil {
		made := newContact(w.contact)
		base = &store.BasePair{Sent: []byte("{}")}
		if base.Seen, err = encodeContact(contactIn(&made)); err != nil {
			return pair, nil, err
		}
	}
	v, err := versionsOf(w.contact, *base, there)
	if err != nil {
		return pair, nil, err
	}
	now := sharedContact(w.contact)
	for _, f := range contactFields {
		sent, agree := !f.same(&v.here, &v.sent), f.agree(&v.here, &v.there)
		switch {
		case sent && !agree && (replied || staysInXero(f, &v.here)):
			kept = append(kept, f)
			f.take(&v.was, &v.there)
			f.take(&now, &v.sent)
		case sent && agree, replied && w.op.Action == store.ActionCreate, f.agree(&v.was, &v.there):
			f.take(&v.was, &v.there)
		}
	}
	pair = store.BasePair{Raw: there.Raw, SentRev: w.op.Rev}
	if pair.Sent, err = encodeContact(now); err != nil {
		return pair, nil, err
	}
	pair.Seen, err = json.Marshal(v.was)
	return pair, kept, err
}

func contactWords(w *work) string {
	switch {
	case w.op.Action == store.ActionCreate:
		return w.label + " is a contact in Xero."
	case w.op.TargetStatus == string(xeroapi.ContactArchived):
		return w.label + " is archived in Xero."
	case w.op.TargetStatus == string(xeroapi.ContactActive):
		return w.label + " is in use in Xero again."
	}
	return w.label + " is updated in Xero."
}

// endConflict takes back that the contact changed on both sides.
func endConflict(tx *store.SyncTx, id string) error {
	state, err := tx.RecordState(store.RecordContact, id)
	if err != nil || !state.Conflict {
		return err
	}
	state.Conflict, state.Remote = false, nil
	return tx.SetRecordState(store.RecordContact, id, state)
}

// contactConflict ends an update because the contact was changed in Xero too.
// Nothing was sent.
func (s *Service) contactConflict(ctx context.Context, w *work, there *xeroapi.Contact, v contactVersions) error {
	p := problem("conflict",
		w.label+" was changed in Xero since LiteWork last saw it: "+labels(v.changedThere())+". Nothing was sent.",
		"Decide which to keep.")
	return s.commit(ctx, "contact conflict", func(tx *store.SyncTx) error {
		state, err := tx.RecordState(store.RecordContact, w.op.RecordID)
		if err != nil {
			return err
		}
		state.Conflict, state.Remote = true, there.Raw
		if err := tx.SetRecordState(store.RecordContact, w.op.RecordID, state); err != nil {
			return err
		}
		return s.failContact(tx, w, there, p)
	})
}

// endContact ends an update that Xero would not take any more.
func (s *Service) endContact(ctx context.Context, w *work, there *xeroapi.Contact, p *document.Problem) error {
	return s.commit(ctx, "contact gone", func(tx *store.SyncTx) error {
		if err := s.failContact(tx, w, there, p); err != nil {
			return err
		}
		var t tally
		if err := s.pullContact(tx, w.link, there, &t); err != nil {
			return err
		}
		return s.mergeContact(tx, there, mergesOf([]xeroapi.Contact{*there}), &t)
	})
}

func (s *Service) failContact(tx *store.SyncTx, w *work, there *xeroapi.Contact, p *document.Problem) error {
	delete(s.session.notBefore, w.op.ID)
	if err := s.end(tx, w, store.OpFailed, p, "", nil); err != nil {
		return err
	}
	h := historyOf(w.op, w.label, store.HistoryError, p.Sentence, s.wallNow(), p)
	h.Answered = there.Raw
	return tx.AddHistory(h)
}

// refusedContact says what Xero refused about a contact.
func refusedContact(p *document.Problem, code xeroapi.Code, w *work) {
	switch {
	case w.op.TargetStatus == string(xeroapi.ContactActive) && code == xeroapi.CodeValidation:
		p.Code = "contact-restore"
		p.Sentence = "Xero does not let " + w.label + " be restored from here."
		p.Fix = "Restore it in Xero."
	case w.op.Action == store.ActionUpdate:
		p.Sentence += " " + w.label + " was not updated in Xero."
	case code == xeroapi.CodeContactNameTaken:
		p.Sentence += " " + w.label + " was not added to Xero."
		p.Fix = "Link it with that contact, or choose another name."
	default:
		p.Sentence += " " + w.label + " was not added to Xero."
	}
}

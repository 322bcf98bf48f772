package xerosync

import (
	"encoding/json"

	"litework/document"
	"litework/store"
)

// planLinked compares a document that is here with what was last seen of it.
func (in *importer) planLinked(kind store.RecordKind, p planned) (planned, error) {
	stored, ok, err := in.tx.Base(kind, p.recordID)
	if err != nil {
		return p, err
	}
	facts, _, err := in.tx.Remote(kind, p.recordID)
	if err != nil {
		return p, err
	}
	p.verdict = verdictUpdate
	if !ok {
		return p, nil
	}
	base, err := decodeBase(kind, stored)
	if err != nil {
		return p, nil // the pull makes a new one
	}
	if sameContent(base.seen, p.record.seen()) {
		if sameFacts(facts, p.record.remote()) {
			p.verdict = verdictUnchanged
		}
		return p, nil
	}
	d, err := in.tx.Document(p.recordID)
	if err != nil {
		return p, err
	}
	if !document.Project(&d.Document).Equal(base.sent) {
		p.verdict = verdictConflict
	}
	return p, nil
}

// sameFacts compares what Xero alone decides.
func sameFacts(a, b document.Remote) bool {
	return a.Status == b.Status && a.Number == b.Number && a.SentToContact == b.SentToContact &&
		a.Total.Equal(b.Total) && a.AmountPaid.Equal(b.AmountPaid) &&
		a.AmountCredited.Equal(b.AmountCredited) && a.AmountDue.Equal(b.AmountDue)
}

// applyDocument writes one document as it was planned.
func (in *importer) applyDocument(kind store.RecordKind, p planned) (planned, error) {
	switch p.verdict {
	case verdictNew:
		return in.writeNew(kind, p)
	case verdictNumber:
		if p.recordID == "" { // both are kept
			return in.writeNew(kind, p)
		}
		return in.linkDocument(kind, p)
	case verdictUpdate, verdictConflict:
		return in.pullDocument(kind, p)
	}
	return p, nil
}

// writeNew writes a document that is not here.
func (in *importer) writeNew(kind store.RecordKind, p planned) (planned, error) {
	n, err := in.translate(p.record)
	if err != nil {
		return p, err
	}
	saved, err := in.tx.ImportDocument(store.Imported{
		Document: n.doc, HeadOnly: n.headOnly != nil, Remote: n.remote, Base: n.base,
		Link: store.Link{Kind: kind, XeroID: p.xeroID, RemoteUpdated: p.record.updated().Time()},
	})
	if err != nil {
		return p, err
	}
	p.recordID = saved.ID
	if p.label == "" {
		p.problem = problem("number-missing", recordName(p.record)+" is "+saved.Number+" here.", "Give it a number in Xero.")
	}
	if n.headOnly != nil {
		p.problem = n.headOnly
		err = in.tx.AddBanner(saved.ID, store.Banner{Kind: store.BannerHeadOnly, Text: n.headOnly.Error()})
	}
	if n.note != "" && err == nil {
		p.problem = problem("taken-over-otherwise", n.note, "")
		err = in.tx.AddBanner(saved.ID, store.Banner{Kind: store.BannerNote, Text: n.note})
	}
	return p, err
}

// translate makes a document of a record. The error is a [*document.Problem]
// when it cannot be one.
func (in *importer) translate(r record) (newcomer, error) {
	n, refused, err := in.words.newDocument(r, in.s.cfg.NewID)
	if err != nil {
		return n, err
	}
	if refused != nil {
		return n, refused
	}
	return n, nil
}

// linkDocument ties a document here to the one in Xero that has its number.
// Neither is changed: where they differ, the user decides.
func (in *importer) linkDocument(kind store.RecordKind, p planned) (planned, error) {
	stored, err := in.tx.Document(p.recordID)
	if err != nil {
		return p, err
	}
	n, err := in.translate(p.record)
	if err != nil {
		return p, err
	}
	op, open, err := in.tx.OpenOp(p.recordID)
	if err != nil {
		return p, err
	}
	if open { // it was never sent, and would now be a second record
		op.State = store.OpWithdrawn
		if err := in.tx.PutOp(op); err != nil {
			return p, err
		}
	}
	theirs := document.Project(&n.doc)
	base := store.BasePair{Raw: p.record.raw(), Lines: map[string]string{}, SentRev: stored.Rev}
	ours := document.Project(&stored.Document)
	if ours.Equal(theirs) {
		for i := range ours.Lines {
			base.Lines[ours.Lines[i].LineID] = n.base.Lines[theirs.Lines[i].LineID]
		}
		theirs = ours
	}
	if base.Sent, err = json.Marshal(theirs); err != nil {
		return p, err
	}
	if base.Seen, err = json.Marshal(p.record.seen()); err != nil {
		return p, err
	}
	link := store.Link{Kind: kind, RecordID: p.recordID, XeroID: p.xeroID, RemoteUpdated: p.record.updated().Time(), LinkedAt: in.s.wallNow()}
	if err := in.tx.PutLink(link); err != nil {
		return p, err
	}
	if err := in.tx.PutBase(kind, p.recordID, base); err != nil {
		return p, err
	}
	if err := in.tx.PutRemote(kind, p.recordID, p.record.remote()); err != nil {
		return p, err
	}
	if err := in.tx.NoteNumber(document.Kind(kind), p.label); err != nil || ours.Equal(theirs) {
		return p, err
	}
	return p, in.tx.SetRecordState(kind, p.recordID, store.RecordState{Conflict: true, Remote: p.record.raw()})
}

func (in *importer) pullDocument(kind store.RecordKind, p planned) (planned, error) { return p, nil }

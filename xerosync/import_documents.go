package xerosync

import (
	"litework/store"
	"litework/xerosync/merge"
)

// planLinked compares a document that is here with what was last seen of it.
func (in *importer) planLinked(p planned, link store.Link) (planned, error) {
	r := p.record
	p.verdict = verdictUnchanged
	if r.updated().Time().Before(link.RemoteUpdated) { // a check has read it since
		return p, nil
	}
	facts, _, err := in.tx.Remote(link.Kind, link.RecordID)
	if err != nil {
		return p, err
	}
	same := sameRemote(facts, r.remote())
	if pair, ok, err := in.tx.Base(link.Kind, link.RecordID); err != nil || !ok {
		return p, err
	} else if base, err := decodeBase(link.Kind, pair); err == nil && same && sameContent(base.seen, r.seen()) {
		return p, nil
	}
	k, ok, err := readKnown(in.tx, link)
	if err != nil || !ok {
		return p, err
	}
	c, err := in.s.decide(in.tx, k, r)
	if err != nil {
		return p, err
	}
	p.known = k
	switch {
	case c.verdict == merge.Conflict:
		p.verdict = verdictConflict
	case !same || c.verdict == merge.ChangedThere:
		p.verdict = verdictUpdate
	}
	return p, nil
}

// pullDocument takes over what changed in Xero as a check does: one that is
// being edited, or is on its way to Xero, is not touched.
func (in *importer) pullDocument(p planned) (planned, error) {
	k, r := p.known, p.record
	if k == nil {
		return p, nil
	}
	in.s.session.waiting = nil // what waits is read again: less may
	if ref := r.contact(); ref != nil && ref.ContactID != "" {
		if _, err := in.contactOf(ref.ContactID); err != nil {
			return p, err
		}
	}
	if err := in.s.adoptFacts(in.tx, k, r); err != nil {
		return p, err
	}
	_, edited, err := in.s.heldUntil(in.tx, k.doc.ID, in.s.cfg.Clock())
	if err != nil {
		return p, err
	}
	if !edited && !k.open {
		conflict, err := in.s.takeContent(in.tx, k, r)
		if conflict {
			p.verdict = verdictConflict
		}
		return p, err
	}
	waits, err := in.s.meetContent(in.tx, k, r)
	if waits {
		p.problem = problem("waits", "The change of "+k.doc.Number+" waits until it is not edited or sent any more.", "")
	}
	return p, err
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
	case verdictUpdate, verdictConflict, verdictUnchanged:
		return in.pullDocument(p)
	}
	return p, nil
}

// writeNew writes a document that is not here.
func (in *importer) writeNew(kind store.RecordKind, p planned) (planned, error) {
	n, err := in.translate(p.record)
	if err != nil {
		return p, err
	}
	saved, err := in.tx.ImportDocument(n.imported(kind, p))
	if err != nil {
		return p, err
	}
	return in.tellNew(p, n, saved)
}

// imported is what the store takes of a document that is new here.
func (n *newcomer) imported(kind store.RecordKind, p planned) store.Imported {
	return store.Imported{
		Document: n.doc, HeadOnly: n.headOnly != nil, Remote: n.remote, Base: n.base,
		Link: store.Link{Kind: kind, XeroID: p.xeroID, RemoteUpdated: p.record.updated().Time()},
	}
}

// tellNew puts into banners what is to be known of a document that was written.
func (in *importer) tellNew(p planned, n newcomer, saved store.Saved) (_ planned, err error) {
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

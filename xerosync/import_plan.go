package xerosync

import (
	"encoding/json"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// importVerdict is what an import does with one record.
type importVerdict string

// The verdicts.
const (
	verdictNew       importVerdict = "new"
	verdictUpdate    importVerdict = "update"
	verdictUnchanged importVerdict = "unchanged"
	verdictConflict  importVerdict = "conflict"
	// verdictNumber: one of the same number, or a contact of the same name, is
	// here and not linked.
	verdictNumber  importVerdict = "number"
	verdictSkipped importVerdict = "skipped"
	verdictRefused importVerdict = "refused"
	// verdictAside: a contact that is no customer. It is staged for documents
	// that name it, and counted nowhere.
	verdictAside importVerdict = "aside"
)

// planned is what is to be done with one record of Xero's.
type planned struct {
	verdict importVerdict
	xeroID  string
	// label is the number of a document, the name of a contact.
	label  string
	status string
	// recordID is the record here it belongs to; empty for a new one.
	recordID string
	// problem says why it is refused, or not imported in full.
	problem *document.Problem

	record  record
	contact *xeroapi.Contact
	// known is the document here, where its comparison asked for it.
	known *known
}

func (p planned) refuse(code, sentence, fix string) planned {
	p.verdict, p.problem = verdictRefused, problem(code, sentence, fix)
	return p
}

// importer plans and writes the records of one run within one transaction.
type importer struct {
	s   *Service
	tx  *store.SyncTx
	run importRun
	// words reads Xero's records in our terms.
	words *translator
	// ids are the contacts here by the id of Xero's, clients what documents keep
	// of them: as far as they were looked up.
	ids     map[string]string
	clients map[string]document.Client
	// raw is the document whose contact is looked for.
	raw []byte
	// careful has a way back after every record.
	careful bool
}

func (s *Service) newImporter(tx *store.SyncTx, r importRun) (*importer, error) {
	in := &importer{s: s, tx: tx, run: r}
	in.forget()
	var err error
	if in.words, err = newTranslator(tx); err != nil {
		return nil, err
	}
	in.words.contact, in.words.client = in.contactOf, in.clientOf
	return in, nil
}

// forget drops what was looked up: it may have been undone.
func (in *importer) forget() {
	in.ids, in.clients = map[string]string{}, map[string]document.Client{}
}

// plan decides about one record against the file as it is.
func (in *importer) plan(kind store.RecordKind, raw []byte) (planned, error) {
	if kind == store.RecordContact {
		v := new(xeroapi.Contact)
		if json.Unmarshal(raw, v) != nil || v.ContactID == "" {
			return unreadable(kind, raw), nil
		}
		return in.planContact(planned{xeroID: v.ContactID, label: clean(v.Name), status: string(v.ContactStatus), contact: v})
	}
	r, err := recordOf(kind, raw)
	if err != nil || r.id() == "" {
		return unreadable(kind, raw), nil
	}
	return in.planDocument(kind, planned{xeroID: r.id(), label: clean(r.number()), status: r.status(), record: r})
}

// unreadable refuses a record that is not as Xero's are, by what can be read of
// it.
func unreadable(kind store.RecordKind, raw []byte) planned {
	var fields map[string]json.RawMessage
	_ = json.Unmarshal(raw, &fields) // then nothing of it can be told
	text := func(names ...string) string {
		for _, name := range names {
			var s string
			if json.Unmarshal(fields[name], &s) == nil && strings.TrimSpace(s) != "" {
				return strings.TrimSpace(s)
			}
		}
		return ""
	}
	p := planned{label: text("InvoiceNumber", "QuoteNumber", "Name"), status: text("Status", "ContactStatus")}
	switch kind {
	case store.RecordContact:
		p.xeroID = text("ContactID")
	case store.RecordInvoice:
		p.xeroID = text("InvoiceID")
	case store.RecordQuote:
		p.xeroID = text("QuoteID")
	}
	return p.refuse("unreadable", "What Xero sent of "+naming(kind, p)+" cannot be read.", "Look at it in Xero.")
}

// planDocument decides about an invoice or a quote.
func (in *importer) planDocument(kind store.RecordKind, p planned) (planned, error) {
	if v := p.record.invoice; v != nil && v.Type != "" && v.Type != xeroapi.TypeSales {
		return p.refuse("bill", naming(kind, p)+" is a bill, not a sales invoice.", ""), nil
	}
	if unmet, err := in.tx.Unmet(document.Kind(kind), p.xeroID, p.label); err != nil || unmet {
		p.verdict = verdictNew
		return p, err
	}
	if _, dead, err := in.tx.Tombstone(kind, p.xeroID); err != nil || dead {
		return p.refuse("deleted-here", naming(kind, p)+" was deleted in LiteWork and stays so.", ""), err
	}
	link, linked, err := in.tx.LinkByXeroID(kind, p.xeroID)
	if err != nil {
		return p, err
	}
	if linked {
		p.recordID = link.RecordID
		if !in.run.choices.UpdateExisting {
			p.verdict = verdictSkipped
			return p, nil
		}
		return in.planLinked(p, link)
	}
	p.verdict = verdictNew
	id, ok, err := in.unlinked(kind, p.label)
	if err == nil && !ok { // perhaps the one that is just being posted
		var coming bool
		if coming, err = numberOnItsWay(in.tx, kind, p.label); coming {
			p.verdict, p.problem = verdictSkipped, onItsWay(naming(kind, p))
		}
	}
	if ok {
		p.verdict = verdictNumber
		if in.run.choices.LinkNumbers {
			p.recordID = id
		}
	}
	return p, err
}

// naming is how a record is called in a sentence.
func naming(kind store.RecordKind, p planned) string {
	if p.label != "" {
		return p.label
	}
	switch kind {
	case store.RecordContact:
		return "A contact without a name"
	case store.RecordQuote:
		return "A quote without a number"
	}
	return "An invoice without a number"
}

// unlinked finds the document here that has the number and was never in any
// Xero, nor is on its way there.
func (in *importer) unlinked(kind store.RecordKind, number string) (id string, ok bool, err error) {
	if number == "" {
		return "", false, nil
	}
	id, ok, err = in.tx.DocumentByNumber(document.Kind(kind), number)
	if err != nil || !ok {
		return "", false, err
	}
	d, err := in.tx.Document(id)
	return id, err == nil && !d.NumberLocked, err
}

package store

import (
	"crypto/sha256"
	"encoding/json"

	"litework/document"
)

// Imported is a document of Xero's that was never here, with all that is known
// of it there.
type Imported struct {
	Document document.Document
	// Link has Kind, XeroID and RemoteUpdated; it is tied to the document here.
	Link Link
	// Base is that of the document as it is given. What was sent is made anew
	// where the document gets a number here.
	Base     BasePair
	Remote   document.Remote
	HeadOnly bool
}

// ImportDocument writes a document that is new here, its link, base pair and
// revision. It is PutDocument, PutLink, PutBase, PutRemote, SetRecordState,
// NoteNumber and SaveRevision in one, for imports of many thousands: nothing is
// looked for that cannot be there, and nothing written is read back.
func (x *SyncTx) ImportDocument(in Imported) (Saved, error) { return x.t.importDocument(in) }

// Unmet reports whether nothing here has to do with a document of Xero's: no
// link, no tombstone, no live document of its number.
func (x *SyncTx) Unmet(kind document.Kind, xeroID, number string) (bool, error) {
	org, err := x.t.org()
	if err != nil {
		return false, err
	}
	known, err := x.t.exists(`
		SELECT 1 FROM links WHERE server = ?1 AND tenant_id = ?2 AND record_kind = ?3 AND xero_id = ?4
		UNION ALL SELECT 1 FROM tombstones WHERE server = ?1 AND tenant_id = ?2 AND record_kind = ?3 AND xero_id = ?4 AND xero_id <> ''
		UNION ALL SELECT 1 FROM documents WHERE kind = ?3 AND number_fold = ?5 AND deleted_at IS NULL`,
		org.Server, org.TenantID, string(kind), xeroID, document.NumberKey(number))
	return !known && err == nil, err
}

func (t *tx) importDocument(in Imported) (Saved, error) {
	d, err := t.tidy(in.Document)
	if err != nil {
		return Saved{}, err
	}
	if in.Link.Org, err = t.org(); err != nil {
		return Saved{}, err
	}
	if in.Link.Org == (OrgKey{}) {
		return Saved{}, errNoOrganisation
	}
	held, err := t.settleImported(&d, &in)
	if err != nil {
		return Saved{}, err
	}
	if err := t.noteNumber(d.Kind, in.Remote.Number); err != nil {
		return Saved{}, err
	}
	data, err := json.Marshal(d)
	if err != nil {
		return Saved{}, err
	}
	sum := sha256.Sum256(data)
	key, err := t.insertImported(&d, in, sum[:], held)
	if err != nil {
		return Saved{}, err
	}
	if err := t.insertParts(&d, key); err != nil {
		return Saved{}, err
	}
	if err := t.insertLink(&d, in); err != nil {
		return Saved{}, err
	}
	err = t.exec(`INSERT INTO revisions (id, document_id, rev, why, hash, data, at) VALUES (?, ?, 1, ?, ?, ?, ?)`,
		t.newID(), d.ID, WhyPulled, sum[:], string(data), t.stamp())
	t.tell(DocumentChanged, d.ID)
	return Saved{ID: d.ID, Rev: 1, Number: d.Number, State: document.Synced}, err
}

// settleImported settles the number of a new document, and gives the one it
// holds against others.
func (t *tx) settleImported(d *document.Document, in *Imported) (held any, err error) {
	if d.Number == "" {
		if d.Number, err = t.takeNumber(d.Kind, d.ID); err != nil {
			return nil, err
		}
		if in.Base.Sent, err = json.Marshal(document.Project(d)); err != nil {
			return nil, err
		}
	}
	holder, err := t.numberHolder(d.Kind, d.Number, d.ID)
	if err != nil {
		return nil, err
	}
	if holder != "" {
		if err := t.makeRoom(d.Kind, d.Number, holder); err != nil {
			return nil, err
		}
		return t.heldNumber(d, documentHead{}, &in.Remote)
	}
	if in.Remote.Status == "VOIDED" || in.Remote.Status == "DELETED" {
		return nil, nil
	}
	return document.NumberKey(d.Number), nil
}

// insertImported writes the head with its derived columns.
func (t *tx) insertImported(d *document.Document, in Imported, hash []byte, held any) (key int64, err error) {
	tags, err := encodeTags(d.Tags)
	if err != nil {
		return 0, err
	}
	totals := d.Totals()
	total := totals.Total
	if in.HeadOnly {
		total = in.Remote.Total
	}
	subTotal, err1 := toCents(totals.SubTotal)
	tax, err2 := toCents(totals.TotalTax)
	cents, err3 := toCents(total)
	outstanding, err4 := toCents(outstandingOf(d, &in.Remote, total))
	if err := firstProblem(err1, err2, err3, err4); err != nil {
		return 0, err
	}
	t.wrote = true
	err = t.row(`INSERT INTO documents (
			id, kind, rev, hash, number, number_fold, number_sort, number_held,
			contact_id, client, client_fold, date, due, reference, currency, tax_mode,
			title, mark, source_id, tags, sub_total, total_tax, total, outstanding, line_count,
			status, state, created_at, updated_at)
		VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key`,
		d.ID, d.Kind, hash, d.Number, document.NumberKey(d.Number), naturalOrder(d.Number), held,
		d.Client.ContactID, d.Client.Name, fold(d.Client.Name), d.Date.String(), d.Due.String(), d.Reference,
		d.Currency, d.TaxMode, d.Title, d.Mark, d.SourceID, tags, subTotal, tax, cents, outstanding, len(d.Lines()),
		document.ShownStatus(d, &in.Remote, document.Date{}), document.Synced, t.stamp(), t.stamp()).Scan(&key)
	return key, err
}

// insertParts writes texts, sections, lines and search words of a new document.
func (t *tx) insertParts(d *document.Document, key int64) error {
	if err := t.writeTexts(d, key); err != nil {
		return err
	}
	for i, s := range d.Sections {
		err := t.exec(`INSERT INTO sections (document_key, position, id, name, folded, print) VALUES (?, ?, ?, ?, ?, ?)`,
			key, i, s.ID, s.Name, s.Folded, s.Print)
		if err != nil {
			return err
		}
	}
	if err := t.insertLines(d, key); err != nil {
		return err
	}
	t.indexDocument(d, key, true)
	return nil
}

// lineRows is how many lines one statement writes; the rest goes one by one, so
// that there are only two statements to keep.
const lineRows = 4

// insertLines writes the lines of a new document, several at a time.
func (t *tx) insertLines(d *document.Document, key int64) error {
	const columns = 20
	batch := make([]any, 0, lineRows*columns)
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			values, err := lineValues(&d.Sections[i].Lines[j])
			if err != nil {
				return err
			}
			batch = append(append(batch, key, i, j), values...)
			if len(batch) == lineRows*columns {
				if err := t.exec(insertLineRows, batch...); err != nil {
					return err
				}
				batch = batch[:0]
			}
		}
	}
	for ; len(batch) > 0; batch = batch[columns:] {
		if err := t.exec(insertLine, batch[:columns]...); err != nil {
			return err
		}
	}
	return nil
}

const (
	insertLine = `INSERT INTO lines (
			document_key, section, position, id, description, enhanced, quantity, unit_price, duration, duration_unit,
			discount, tax_code, tax_name, tax_rate, tax_chosen, account, optional,
			as_read, as_read_tax, as_read_discount)
		VALUES ` + lineMarks
	insertLineRows = insertLine + `, ` + lineMarks + `, ` + lineMarks + `, ` + lineMarks
	lineMarks      = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// insertLink writes link, what Xero alone decides, and base of a new document.
func (t *tx) insertLink(d *document.Document, in Imported) error {
	const places = document.MoneyPlaces
	r, l := in.Remote, in.Link
	total, err1 := toScaled(r.Total, places, "total", "")
	paid, err2 := toScaled(r.AmountPaid, places, "total", "")
	credited, err3 := toScaled(r.AmountCredited, places, "total", "")
	due, err4 := toScaled(r.AmountDue, places, "total", "")
	lines, err5 := json.Marshal(in.Base.Lines)
	if err := firstProblem(err1, err2, err3, err4, err5); err != nil {
		return err
	}
	err := t.exec(`INSERT INTO links (record_id, server, tenant_id, record_kind, xero_id, remote_updated, merged_into, linked_at,
			remote_status, remote_number, remote_total, remote_paid, remote_credited, remote_due, remote_sent, head_only)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, l.Org.Server, l.Org.TenantID, kindOf(d.Kind), l.XeroID, toMillis(l.RemoteUpdated), l.MergedInto, t.stamp(),
		r.Status, r.Number, total, paid, credited, due, r.SentToContact, in.HeadOnly)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO bases (record_id, server, tenant_id, sent, seen, raw, lines, sent_rev)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1)`,
		d.ID, l.Org.Server, l.Org.TenantID, string(in.Base.Sent), string(in.Base.Seen), in.Base.Raw, string(lines))
}

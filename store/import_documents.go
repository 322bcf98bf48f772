package store

import (
	"crypto/sha256"
	"database/sql"
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
func (x *SyncTx) ImportDocument(in Imported) (Saved, error) {
	one := &importedDocument{Imported: in}
	if err := x.t.settleImported(one); err != nil {
		return Saved{}, err
	}
	if err := x.t.insertImported([]*importedDocument{one}); err != nil {
		return Saved{}, err
	}
	return one.saved(), nil
}

// ImportDocuments is ImportDocument of many at once, of which [SyncTx.Met] knows
// none and of which each has a number, and no two the same. Their rows are
// written table by table.
func (x *SyncTx) ImportDocuments(all []Imported) ([]Saved, error) {
	list := make([]*importedDocument, len(all))
	out := make([]Saved, len(all))
	for i := range all {
		list[i] = &importedDocument{Imported: all[i]}
		if err := x.t.tidyImported(list[i]); err != nil {
			return nil, err
		}
		list[i].hold()
		out[i] = list[i].saved()
	}
	return out, x.t.insertImported(list)
}

// Met are those of Xero's documents of a kind, given by their ids with their
// numbers, that have to do with something here: a link, a tombstone, a live
// document of the number, or one on its way with it.
func (x *SyncTx) Met(kind document.Kind, numbers map[string]string) (map[string]bool, error) {
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	folded := make(map[string]string, len(numbers))
	for id, number := range numbers {
		folded[id] = document.NumberKey(number)
	}
	asked, err := json.Marshal(folded)
	if err != nil {
		return nil, err
	}
	met := map[string]bool{}
	return met, x.t.each(func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		met[id] = true
		return err
	}, `SELECT key FROM json_each(?4) WHERE
		EXISTS (SELECT 1 FROM links WHERE server = ?1 AND tenant_id = ?2 AND record_kind = ?3 AND xero_id = key)
		OR EXISTS (SELECT 1 FROM tombstones WHERE server = ?1 AND tenant_id = ?2 AND record_kind = ?3 AND xero_id = key AND xero_id <> '')
		OR EXISTS (SELECT 1 FROM documents WHERE kind = ?3 AND number_fold = value AND deleted_at IS NULL)
		OR EXISTS (SELECT 1 FROM outbox WHERE record_kind = ?3 AND number_fold = value
			AND state IN ('queued', 'sending', 'sent', 'unknown'))`,
		org.Server, org.TenantID, string(kind), string(asked))
}

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

// importedDocument is an imported document in the form in which it is stored.
type importedDocument struct {
	Imported
	data []byte
	hash [sha256.Size]byte
	// held is the number it holds against others; nil for none.
	held any
}

func (m *importedDocument) saved() Saved {
	return Saved{ID: m.Document.ID, Rev: 1, Number: m.Document.Number, State: document.Synced}
}

// hold holds the number against others, unless it may return in Xero.
func (m *importedDocument) hold() {
	if m.Remote.Status != "VOIDED" && m.Remote.Status != "DELETED" {
		m.held = document.NumberKey(m.Document.Number)
	}
}

func (t *tx) tidyImported(m *importedDocument) (err error) {
	if m.Document, err = t.tidy(m.Document); err != nil {
		return err
	}
	if m.Link.Org, err = t.org(); err != nil {
		return err
	}
	if m.Link.Org == (OrgKey{}) {
		return errNoOrganisation
	}
	return nil
}

// settleImported tidies a new document and settles its number.
func (t *tx) settleImported(m *importedDocument) error {
	if err := t.tidyImported(m); err != nil {
		return err
	}
	d := &m.Document
	var err error
	if d.Number == "" {
		if d.Number, err = t.takeNumber(d.Kind, d.ID); err != nil {
			return err
		}
		if m.Base.Sent, err = json.Marshal(document.Project(d)); err != nil {
			return err
		}
	}
	holder, err := t.numberHolder(d.Kind, d.Number, d.ID)
	if err != nil {
		return err
	}
	if holder == "" {
		m.hold()
		return nil
	}
	if err := t.makeRoom(d.Kind, d.Number, holder); err != nil {
		return err
	}
	m.held, err = t.heldNumber(d, documentHead{}, &m.Remote)
	return err
}

// insertImported writes the rows of new documents, table by table.
func (t *tx) insertImported(list []*importedDocument) error {
	var last int64
	if err := t.row(`SELECT coalesce(max(key), 0) FROM documents`).Scan(&last); err != nil {
		return err
	}
	var rows struct{ numbers, heads, texts, sections, lines, links, bases, revisions []any }
	for i, m := range list {
		key := last + 1 + int64(i)
		d := &m.Document
		var err error
		if m.data, err = json.Marshal(d); err != nil {
			return err
		}
		m.hash = sha256.Sum256(m.data)
		if m.Remote.Number != "" {
			rows.numbers = append(rows.numbers, string(d.Kind), document.NumberKey(m.Remote.Number))
		}
		head, err := t.importedHead(m, key)
		if err != nil {
			return err
		}
		rows.heads = append(rows.heads, head...)
		texts, err := textValues(d, key)
		if err != nil {
			return err
		}
		rows.texts = append(rows.texts, texts...)
		for i := range d.Sections {
			s := &d.Sections[i]
			rows.sections = append(rows.sections, key, i, s.ID, s.Name, s.Folded, string(s.Print))
			for j := range s.Lines {
				values, err := lineValues(&s.Lines[j])
				if err != nil {
					return err
				}
				rows.lines = append(append(rows.lines, key, i, j), values...)
			}
		}
		link, base, err := t.linkValues(m)
		if err != nil {
			return err
		}
		rows.links, rows.bases = append(rows.links, link...), append(rows.bases, base...)
		revision, err := t.revisionValues(d, m.data, m.hash[:], 1, WhyPulled)
		if err != nil {
			return err
		}
		rows.revisions = append(rows.revisions, revision...)
		t.indexDocument(d, key, true)
		t.tell(DocumentChanged, d.ID)
	}
	return firstFailure(
		func() error { return t.insertRows(numberRows, rows.numbers) },
		func() error { return t.insertRows(headRows, rows.heads) },
		func() error { return t.insertRows(textRows, rows.texts) },
		func() error { return t.insertRows(sectionRows, rows.sections) },
		func() error { return t.insertRows(lineRows, rows.lines) },
		func() error { return t.insertRows(linkRows, rows.links) },
		func() error { return t.insertRows(baseRows, rows.bases) },
		func() error { return t.insertRows(revisionRows, rows.revisions) },
	)
}

func firstFailure(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// The tables of a document.
var (
	numberRows = insertInto(`seen_numbers`, `kind, number_fold`).or(`IGNORE`)
	headRows   = insertInto(`documents`, `key, id, kind, rev, hash, number, number_fold, number_sort, number_held,
		contact_id, client, client_fold, date, due, reference, currency, tax_mode,
		title, mark, source_id, tags, sub_total, total_tax, total, outstanding, line_count,
		status, state, created_at, updated_at`)
	sectionRows = insertInto(`sections`, `document_key, position, id, name, folded, print`)
	lineRows    = insertInto(`lines`, `document_key, section, position, id, description, enhanced, quantity, unit_price,
		duration, duration_unit, discount, tax_code, tax_name, tax_rate, tax_chosen, account, optional,
		as_read, as_read_tax, as_read_discount`)
	linkRows = insertInto(`links`, `record_id, server, tenant_id, record_kind, xero_id, remote_updated, merged_into, linked_at,
		remote_status, remote_number, remote_total, remote_paid, remote_credited, remote_due, remote_sent, head_only`)
	baseRows     = insertInto(`bases`, `record_id, server, tenant_id, sent, seen, raw, lines, sent_rev`)
	revisionRows = insertInto(`revisions`, revisionColumns)
)

// importedHead is the head with its derived columns.
func (t *tx) importedHead(m *importedDocument, key int64) ([]any, error) {
	d := &m.Document
	tags, err := encodeTags(d.Tags)
	if err != nil {
		return nil, err
	}
	totals := d.Totals()
	total := totals.Total
	if m.HeadOnly {
		total = m.Remote.Total
	}
	subTotal, err1 := toCents(totals.SubTotal)
	tax, err2 := toCents(totals.TotalTax)
	cents, err3 := toCents(total)
	outstanding, err4 := toCents(outstandingOf(d, &m.Remote, total))
	return []any{
		key, d.ID, string(d.Kind), 1, m.hash[:], d.Number, document.NumberKey(d.Number), naturalOrder(d.Number), m.held,
		d.Client.ContactID, d.Client.Name, fold(d.Client.Name), d.Date.String(), d.Due.String(), d.Reference,
		d.Currency, string(d.TaxMode), d.Title, string(d.Mark), d.SourceID, tags, subTotal, tax, cents, outstanding, len(d.Lines()),
		string(document.ShownStatus(d, &m.Remote, document.Date{})), string(document.Synced), t.stamp(), t.stamp(),
	}, firstProblem(err1, err2, err3, err4)
}

// linkValues are the link, with what Xero alone decides, and the base.
func (t *tx) linkValues(m *importedDocument) (link, base []any, err error) {
	const places = document.MoneyPlaces
	id, r, l := m.Document.ID, m.Remote, m.Link
	total, err1 := toScaled(r.Total, places, "total", "")
	paid, err2 := toScaled(r.AmountPaid, places, "total", "")
	credited, err3 := toScaled(r.AmountCredited, places, "total", "")
	due, err4 := toScaled(r.AmountDue, places, "total", "")
	lines, err5 := json.Marshal(m.Base.Lines)
	link = []any{
		id, l.Org.Server, l.Org.TenantID, string(kindOf(m.Document.Kind)), l.XeroID, toMillis(l.RemoteUpdated), l.MergedInto, t.stamp(),
		r.Status, r.Number, total, paid, credited, due, r.SentToContact, m.HeadOnly,
	}
	base = []any{id, l.Org.Server, l.Org.TenantID, string(m.Base.Sent), string(m.Base.Seen), m.Base.Raw, string(lines), 1}
	return link, base, firstProblem(err1, err2, err3, err4, err5)
}

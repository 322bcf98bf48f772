package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"strings"

	"litework/document"
)

// SaveDocument commits a document in one durable transaction, if it is still
// at the revision base; base 0 creates it. Empty lines are dropped. With an
// empty Number the next free one is assigned in the same transaction. A save
// that changes nothing writes nothing and gives the revision there is.
//
// Errors: *StaleError, *NumberTakenError, *LockedError (number or kind changed
// while locked, or the document was deleted), ErrNotFound, *document.Problem
// (an amount that cannot be kept exactly), *SaveError.
func (f *File) SaveDocument(ctx context.Context, d document.Document, base int64) (Saved, error) {
	var saved Saved
	err := f.write(ctx, func(t *tx) (err error) {
		saved, err = t.saveDocument(d, base, fromUser)
		return err
	})
	return saved, err
}

// origin is who writes a record: an open editor, or Xero through a pull.
type origin int

const (
	fromUser origin = iota
	fromXero
)

// documentHead is what a save must know of the stored document.
type documentHead struct {
	key       int64
	id        string
	kind      document.Kind
	rev       int64
	number    string
	hash      []byte
	state     document.SyncState
	deletedAt int64
}

func (t *tx) documentHead(id string) (h documentHead, ok bool, err error) {
	h.id = id
	err = t.row(`SELECT key, kind, rev, number, hash, state, coalesce(deleted_at, 0) FROM documents WHERE id = ?`, id).
		Scan(&h.key, &h.kind, &h.rev, &h.number, &h.hash, &h.state, &h.deletedAt)
	ok, err = optional(err)
	return h, ok, err
}

func (t *tx) saveDocument(d document.Document, base int64, from origin) (Saved, error) {
	d, err := t.tidy(d)
	if err != nil {
		return Saved{}, err
	}
	head, exists, err := t.documentHead(d.ID)
	if err != nil {
		return Saved{}, err
	}
	if err := checkBase(d.ID, base, head, exists); err != nil {
		return Saved{}, err
	}
	if err := t.settleNumber(&d, head, exists, from); err != nil {
		return Saved{}, err
	}
	if d.Client.ContactID, err = t.contactLeft(d.Client.ContactID); err != nil {
		return Saved{}, err
	}
	hash, err := contentHash(d)
	if err != nil {
		return Saved{}, err
	}
	if exists && string(hash) == string(head.hash) {
		return Saved{ID: d.ID, Rev: head.rev, Number: head.number, State: head.state}, nil
	}
	head.rev++
	head.hash = hash
	if head.key, err = t.writeDocument(&d, head); err != nil {
		return Saved{}, err
	}
	return t.deriveSaved(&d, head)
}

func checkBase(id string, base int64, head documentHead, exists bool) error {
	switch {
	case !exists && base == 0:
		return nil
	case !exists:
		return ErrNotFound
	case head.deletedAt != 0:
		return &LockedError{ID: id, Reason: LockedDeleted}
	case head.rev != base:
		return &StaleError{ID: id, Base: base, Current: head.rev}
	}
	return nil
}

// tidy gives the document in the form in which it is stored.
func (t *tx) tidy(d document.Document) (document.Document, error) {
	if d.Kind != document.Invoice && d.Kind != document.Quote {
		return d, &document.Problem{Code: "unknown-kind", Sentence: "This is neither an invoice nor a quote.", Field: "kind"}
	}
	d = d.WithoutEmptyLines()
	d.Number = strings.TrimSpace(d.Number)
	if d.ID == "" {
		d.ID = t.newID()
	}
	if len(d.Tags) == 0 {
		d.Tags = nil
	}
	if len(d.Sections) == 0 {
		d.Sections = nil
	}
	for i := range d.Sections {
		if len(d.Sections[i].Lines) == 0 {
			d.Sections[i].Lines = nil
		}
	}
	return d, nil
}

// contentHash tells whether two documents of tidy's form are equal.
func contentHash(d document.Document) ([]byte, error) {
	data, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return sum[:], nil
}

// settleNumber assigns a missing number, and refuses one that is locked or
// taken. A document from Xero keeps its number always; one of ours that was
// never posted makes room for it.
func (t *tx) settleNumber(d *document.Document, head documentHead, exists bool, from origin) error {
	if exists && from == fromUser && (d.Number != head.number || d.Kind != head.kind) {
		if err := t.checkNumberLock(d.ID); err != nil {
			return err
		}
	}
	if d.Number == "" {
		number, err := t.takeNumber(d.Kind, d.ID)
		d.Number = number
		return err
	}
	if exists && document.NumberKey(d.Number) == document.NumberKey(head.number) && d.Kind == head.kind {
		return nil
	}
	holder, err := t.numberHolder(d.Kind, d.Number, d.ID)
	if err != nil || holder == "" {
		return err
	}
	if from == fromUser {
		return &NumberTakenError{Number: d.Number, ByID: holder}
	}
	return t.makeRoom(d.Kind, d.Number, holder)
}

// checkNumberLock fails when the document is in Xero, or was sent and the
// outcome is not known.
func (t *tx) checkNumberLock(id string) error {
	posted, inFlight, err := t.whereabouts(id)
	switch {
	case err != nil:
		return err
	case posted:
		return &LockedError{ID: id, Reason: LockedPosted}
	case inFlight:
		return &LockedError{ID: id, Reason: LockedSending}
	}
	return nil
}

// whereabouts: posted means linked in whatever organisation; in flight means
// that a request with it left and the outcome is open.
func (t *tx) whereabouts(id string) (posted, inFlight bool, err error) {
	err = t.row(`SELECT EXISTS (SELECT 1 FROM links WHERE record_id = ?1),
		EXISTS (SELECT 1 FROM outbox WHERE record_id = ?1
			AND state IN ('queued', 'sending', 'sent', 'unknown')
			AND (state <> 'queued' OR first_sent_at IS NOT NULL))`, id).Scan(&posted, &inFlight)
	return posted, inFlight, err
}

// writeDocument writes head, texts, sections, lines and search words.
func (t *tx) writeDocument(d *document.Document, head documentHead) (key int64, err error) {
	if key, err = t.writeHead(d, head); err != nil {
		return 0, err
	}
	if err := t.writeTexts(d, key); err != nil {
		return 0, err
	}
	if err := t.exec(`DELETE FROM sections WHERE document_key = ?`, key); err != nil {
		return 0, err
	}
	for i, s := range d.Sections {
		err := t.exec(`INSERT INTO sections (document_key, position, id, name, folded, print) VALUES (?, ?, ?, ?, ?, ?)`,
			key, i, s.ID, s.Name, s.Folded, s.Print)
		if err != nil {
			return 0, err
		}
	}
	if err := t.writeLines(d, key); err != nil {
		return 0, err
	}
	t.indexDocument(d, key, head.rev == 1)
	return key, nil
}

func (t *tx) writeHead(d *document.Document, head documentHead) (int64, error) {
	tags, err := encodeTags(d.Tags)
	if err != nil {
		return 0, err
	}
	totals := d.Totals()
	subTotal, err1 := toCents(totals.SubTotal)
	tax, err2 := toCents(totals.TotalTax)
	total, err3 := toCents(totals.Total)
	if err := firstProblem(err1, err2, err3); err != nil {
		return 0, err
	}
	var key int64
	err = t.row(`INSERT INTO documents (
			id, kind, rev, hash, number, number_fold, number_sort,
			contact_id, client, client_fold, date, due, reference, currency, tax_mode,
			title, mark, source_id, tags, sub_total, total_tax, total, line_count, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET
			kind = excluded.kind, rev = excluded.rev, hash = excluded.hash, number = excluded.number,
			number_fold = excluded.number_fold, number_sort = excluded.number_sort,
			contact_id = excluded.contact_id, client = excluded.client, client_fold = excluded.client_fold,
			date = excluded.date, due = excluded.due, reference = excluded.reference,
			currency = excluded.currency, tax_mode = excluded.tax_mode, title = excluded.title,
			mark = excluded.mark, source_id = excluded.source_id, tags = excluded.tags,
			sub_total = excluded.sub_total, total_tax = excluded.total_tax, total = excluded.total,
			line_count = excluded.line_count, updated_at = excluded.updated_at
		RETURNING key`,
		d.ID, d.Kind, head.rev, head.hash, d.Number, document.NumberKey(d.Number), naturalOrder(d.Number),
		d.Client.ContactID, d.Client.Name, fold(d.Client.Name), d.Date.String(), d.Due.String(), d.Reference,
		d.Currency, d.TaxMode, d.Title, d.Mark, d.SourceID, tags, subTotal, tax, total, len(d.Lines()),
		t.stamp(), t.stamp()).Scan(&key)
	t.wrote = true
	return key, err
}

// firstProblem gives one problem rather than a list of the same.
func firstProblem(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// textRows is where [textValues] go, replaceTexts where there may be some already.
var (
	textRows     = insertInto(`document_texts`, textColumns)
	replaceTexts = textRows.or(`REPLACE`)
)

const textColumns = `document_key, client_person, client_email, client_phone, client_address, client_tax_number,
	company, summary, client_notes, terms, internal_notes, shipping_address`

func (t *tx) writeTexts(d *document.Document, key int64) error {
	values, err := textValues(d, key)
	if err != nil {
		return err
	}
	return t.exec(replaceTexts.one, values...)
}

func textValues(d *document.Document, key int64) ([]any, error) {
	company, err := json.Marshal(d.Company)
	return []any{
		key, d.Client.Person, d.Client.Email, d.Client.Phone, d.Client.Address, d.Client.TaxNumber,
		string(company), d.Summary, d.ClientNotes, d.Terms, d.InternalNotes, d.ShippingAddress,
	}, err
}

func (t *tx) writeLines(d *document.Document, key int64) error {
	for i := range d.Sections {
		for j := range d.Sections[i].Lines {
			values, err := lineValues(&d.Sections[i].Lines[j])
			if err != nil {
				return err
			}
			if err := t.exec(lineRows.one, append([]any{key, i, j}, values...)...); err != nil {
				return err
			}
		}
	}
	return nil
}

func lineValues(l *document.Line) ([]any, error) {
	quantity, err1 := toNullScaled(l.Quantity, tenThousandths, "line.quantity", l.ID)
	price, err2 := toNullScaled(l.UnitPrice, tenThousandths, "line.price", l.ID)
	duration, err3 := toScaled(l.Duration.Number, tenThousandths, "line.duration", l.ID)
	discount, err4 := toScaled(l.Discount, tenThousandths, "line.discount", l.ID)
	asRead := document.AsRead{}
	if l.AsRead != nil {
		asRead = *l.AsRead
	}
	tax, err5 := toNullScaled(asRead.TaxAmount, tenThousandths, "line.tax", l.ID)
	off, err6 := toNullScaled(asRead.DiscountAmount, tenThousandths, "line.discount", l.ID)
	return []any{
		l.ID, l.Description, l.Enhanced, quantity, price, duration, l.Duration.Unit,
		discount, l.Tax.Code, l.Tax.Name, l.Tax.Rate.String(), l.Tax.Chosen, l.Account, l.Optional,
		l.AsRead != nil, tax, off,
	}, firstProblem(err1, err2, err3, err4, err5, err6)
}

func encodeTags(tags []string) (string, error) {
	if len(tags) == 0 {
		return "[]", nil
	}
	data, err := json.Marshal(tags)
	return string(data), err
}

func decodeTags(data string) ([]string, error) {
	if data == "[]" {
		return nil, nil
	}
	var tags []string
	err := json.Unmarshal([]byte(data), &tags)
	return tags, err
}

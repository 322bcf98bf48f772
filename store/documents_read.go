package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"

	"litework/document"
)

// Document gives a document, deleted ones included. ErrNotFound when there is
// none; *ReadError when it cannot be read.
func (f *File) Document(ctx context.Context, id string) (s StoredDocument, err error) {
	err = f.read(ctx, func(t *tx) error {
		s, err = t.document(id)
		return err
	})
	return s, err
}

// DocumentByNumber finds the live document of a kind that has a number,
// without regard to case.
func (f *File) DocumentByNumber(ctx context.Context, kind document.Kind, number string) (id string, ok bool, err error) {
	err = f.read(ctx, func(t *tx) error {
		id, ok, err = t.documentByNumber(kind, number)
		return err
	})
	return id, ok, err
}

// documentByNumber prefers the one that holds the number to a voided one.
func (t *tx) documentByNumber(kind document.Kind, number string) (id string, ok bool, err error) {
	err = t.row(`SELECT id FROM documents WHERE kind = ? AND number_fold = ? AND deleted_at IS NULL
		ORDER BY number_held IS NULL, key DESC LIMIT 1`, kind, document.NumberKey(number)).Scan(&id)
	ok, err = optional(err)
	return id, ok, err
}

// document reads a document with all that is known of it.
func (t *tx) document(id string) (StoredDocument, error) {
	// What this transaction changed shows at once.
	if kind, stale := t.stale[id]; stale {
		delete(t.stale, id)
		if err := t.derive(kind, id); err != nil {
			return StoredDocument{}, err
		}
	}
	d, err := t.readDocument(id)
	if err != nil {
		return StoredDocument{}, err
	}
	s := StoredDocument{Document: d}
	var created, updated, deleted sql.NullInt64
	err = t.row(`SELECT key, rev, state, archived, created_at, updated_at, deleted_at FROM documents WHERE id = ?`, id).
		Scan(&s.Key, &s.Rev, &s.State, &s.Archived, &created, &updated, &deleted)
	if err != nil {
		return s, err
	}
	s.CreatedAt, s.UpdatedAt, s.DeletedAt = fromMillis(created), fromMillis(updated), fromMillis(deleted)
	facts, err := t.facts(id)
	if err != nil {
		return s, err
	}
	s.Remote, s.HeadOnly = facts.remote, facts.headOnly
	posted, inFlight, err := t.whereabouts(id)
	if err != nil {
		return s, err
	}
	s.NumberLocked = posted || inFlight
	if s.Op, err = t.opSummary(id); err != nil {
		return s, err
	}
	s.Banners, err = t.banners(s.Key)
	return s, err
}

// readDocument reads the document alone.
func (t *tx) readDocument(id string) (d document.Document, err error) {
	var key int64
	var date, due, tags, company string
	c := &d.Client
	err = t.row(`SELECT d.key, d.id, d.kind, d.number, d.contact_id, d.client, d.date, d.due, d.reference,
			d.currency, d.tax_mode, d.title, d.mark, d.source_id, d.tags,
			x.client_person, x.client_email, x.client_phone, x.client_address, x.client_tax_number,
			x.company, x.summary, x.client_notes, x.terms, x.internal_notes, x.shipping_address
		FROM documents d JOIN document_texts x ON x.document_key = d.key WHERE d.id = ?`, id).
		Scan(&key, &d.ID, &d.Kind, &d.Number, &c.ContactID, &c.Name, &date, &due, &d.Reference,
			&d.Currency, &d.TaxMode, &d.Title, &d.Mark, &d.SourceID, &tags,
			&c.Person, &c.Email, &c.Phone, &c.Address, &c.TaxNumber,
			&company, &d.Summary, &d.ClientNotes, &d.Terms, &d.InternalNotes, &d.ShippingAddress)
	if ok, err := optional(err); err != nil || !ok {
		return d, firstProblem(err, ErrNotFound)
	}
	if d.Date, err = document.ParseISODate(date); err != nil {
		return d, err
	}
	if d.Due, err = document.ParseISODate(due); err != nil {
		return d, err
	}
	if d.Tags, err = decodeTags(tags); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(company), &d.Company); err != nil {
		return d, err
	}
	return d, t.readSections(&d, key)
}

func (t *tx) readSections(d *document.Document, key int64) error {
	err := t.each(func(rows *sql.Rows) error {
		var s document.Section
		err := rows.Scan(&s.ID, &s.Name, &s.Folded, &s.Print)
		d.Sections = append(d.Sections, s)
		return err
	}, `SELECT id, name, folded, print FROM sections WHERE document_key = ? ORDER BY position`, key)
	if err != nil {
		return err
	}
	return t.each(func(rows *sql.Rows) error {
		section, line, err := scanLine(rows)
		if err != nil {
			return err
		}
		if section >= len(d.Sections) {
			return fmt.Errorf("a line of document %s is in section %d of %d", d.ID, section, len(d.Sections))
		}
		d.Sections[section].Lines = append(d.Sections[section].Lines, line)
		return nil
	}, `SELECT section, id, description, enhanced, quantity, unit_price, duration, duration_unit,
			discount, tax_code, tax_name, tax_rate, tax_chosen, account, optional,
			as_read, as_read_tax, as_read_discount
		FROM lines WHERE document_key = ? ORDER BY section, position`, key)
}

func scanLine(rows *sql.Rows) (section int, l document.Line, err error) {
	var quantity, price, asReadTax, asReadDiscount sql.NullInt64
	var duration, discount int64
	var rate string
	var asRead bool
	err = rows.Scan(&section, &l.ID, &l.Description, &l.Enhanced, &quantity, &price, &duration, &l.Duration.Unit,
		&discount, &l.Tax.Code, &l.Tax.Name, &rate, &l.Tax.Chosen, &l.Account, &l.Optional,
		&asRead, &asReadTax, &asReadDiscount)
	if err != nil {
		return 0, l, err
	}
	l.Quantity = fromNullScaled(quantity, tenThousandths)
	l.UnitPrice = fromNullScaled(price, tenThousandths)
	l.Duration.Number = fromScaled(duration, tenThousandths)
	l.Discount = fromScaled(discount, tenThousandths)
	if l.Tax.Rate, err = decimal.NewFromString(rate); err != nil {
		return 0, l, err
	}
	if asRead {
		l.AsRead = &document.AsRead{
			TaxAmount:      fromNullScaled(asReadTax, tenThousandths),
			DiscountAmount: fromNullScaled(asReadDiscount, tenThousandths),
		}
	}
	return section, l, nil
}

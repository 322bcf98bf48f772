package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/shopspring/decimal"

	"litework/document"
)

// Contents are what a copy of a company file holds, in short.
type Contents struct {
	FileID  string
	Company string
	// Documents and contacts, without those that were deleted.
	Invoices, Quotes, Contacts int
	// Newest are the documents changed last, the newest first.
	Newest []CopiedDocument
}

// CopiedDocument is a document in a copy.
type CopiedDocument struct {
	Kind             document.Kind
	Number, Client   string
	Date             document.Date
	Total            decimal.Decimal
	Currency, Status string
}

// LookInto reads what a copy holds without touching it: neither it nor what
// lies beside it is written. newest is how many documents are told of. Errors
// are *OpenError: not a company file, of a newer LiteWork, damaged.
func LookInto(ctx context.Context, path string, newest int) (c Contents, err error) {
	db, err := openCopy(path)
	if err != nil {
		return c, openError(err)
	}
	defer db.Close()
	if err := readContents(ctx, db, newest, &c); err != nil {
		return c, openError(err)
	}
	return c, nil
}

// openCopy opens a copy for reading alone. Its header is looked at first, so
// that what is no company file is never opened by SQLite.
func openCopy(path string) (*sql.DB, error) {
	header, err := readHeader(path)
	if err != nil {
		return nil, err
	}
	if !isSQLite(header) {
		return nil, openTrouble(CodeNotDatabase, nil)
	}
	db, err := openPool(path, 1, immutableParameters())
	if err != nil {
		return nil, err
	}
	var application int64
	var version int
	err = db.QueryRow(`SELECT application_id, user_version FROM pragma_application_id, pragma_user_version`).Scan(&application, &version)
	if err == nil && (application != applicationID || version == 0) {
		err = openTrouble(CodeNotDatabase, nil)
	}
	if err == nil {
		err = judge(application, version)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// readContents asks only for what the first version of a company file had.
func readContents(ctx context.Context, db *sql.DB, newest int, c *Contents) error {
	err := db.QueryRowContext(ctx, `SELECT
		(SELECT id FROM file),
		(SELECT count(*) FROM documents WHERE kind = 'invoice' AND deleted_at IS NULL),
		(SELECT count(*) FROM documents WHERE kind = 'quote' AND deleted_at IS NULL),
		(SELECT count(*) FROM contacts WHERE deleted_at IS NULL)`).Scan(&c.FileID, &c.Invoices, &c.Quotes, &c.Contacts)
	if err != nil {
		return err
	}
	var data string
	ok, err := optional(db.QueryRowContext(ctx, `SELECT data FROM settings`).Scan(&data))
	if err != nil {
		return err
	}
	if ok {
		var s document.Settings
		if err := json.Unmarshal([]byte(data), &s); err != nil {
			return openTrouble(CodeDamaged, err)
		}
		c.Company = s.Company.Name
	}
	rows, err := db.QueryContext(ctx, `SELECT kind, number, client, date, total, currency, status FROM documents
		WHERE deleted_at IS NULL ORDER BY updated_at DESC, key DESC LIMIT ?`, newest)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var d CopiedDocument
		var date string
		var total int64
		if err := rows.Scan(&d.Kind, &d.Number, &d.Client, &date, &total, &d.Currency, &d.Status); err != nil {
			return err
		}
		d.Total = fromScaled(total, document.MoneyPlaces)
		if d.Date, err = document.ParseISODate(date); err != nil {
			return err
		}
		c.Newest = append(c.Newest, d)
	}
	return rows.Err()
}

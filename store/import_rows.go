package store

import "strings"

// bulkRows is how many rows one statement writes. What is left over goes one by
// one, so that there are only two statements of a table to keep.
const bulkRows = 25

// bulkInsert writes rows of one table.
type bulkInsert struct {
	columns   int
	one, many string
}

// insertInto is the bulkInsert of the given columns.
func insertInto(table, columns string) bulkInsert {
	n := strings.Count(columns, ",") + 1
	marks := `(` + strings.Repeat(`?, `, n-1) + `?)`
	one := `INSERT INTO ` + table + ` (` + columns + `) VALUES ` + marks
	return bulkInsert{columns: n, one: one, many: one + strings.Repeat(`, `+marks, bulkRows-1)}
}

// or says what becomes of a row whose key is there: IGNORE or REPLACE.
func (b bulkInsert) or(what string) bulkInsert {
	b.one, b.many = strings.Replace(b.one, `INSERT`, `INSERT OR `+what, 1), strings.Replace(b.many, `INSERT`, `INSERT OR `+what, 1)
	return b
}

// insertRows writes rows whose values stand one after the other.
func (t *tx) insertRows(into bulkInsert, values []any) error {
	for many := bulkRows * into.columns; len(values) >= many; values = values[many:] {
		if err := t.exec(into.many, values[:many]...); err != nil {
			return err
		}
	}
	for ; len(values) > 0; values = values[into.columns:] {
		if err := t.exec(into.one, values[:into.columns]...); err != nil {
			return err
		}
	}
	return nil
}

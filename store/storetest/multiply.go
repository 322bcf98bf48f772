package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the driver of the file
)

// multiply copies the first documents of a file until it holds n. A copy has
// ids, numbers and dates of its own; SQLite writes a hundred thousand in the
// time the store would save a few thousand.
func multiply(ctx context.Context, path string, first, n int) error {
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("%", "%25", "#", "%23", "?", "%3f").Replace(path)+
		"?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return errors.Join(copyAll(ctx, db, first, n), db.Close())
}

func copyAll(ctx context.Context, db *sql.DB, first, n int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for table, own := range map[string]map[string]string{
		"documents": {
			"key": "t.key + c.n * %d", "id": "t.id || '-' || c.n", "number": "t.number || '-' || c.n",
			"number_fold": "t.number_fold || '-' || c.n", "number_sort": "t.number_sort || '-' || printf('%%012d', c.n)",
			"number_held": "t.number_held || '-' || c.n", "date": "date(t.date, '-' || c.n || ' days')",
			"due": "date(t.due, '-' || c.n || ' days')",
		},
		"document_texts": {"document_key": "t.document_key + c.n * %d"},
		"sections":       {"document_key": "t.document_key + c.n * %d"},
		"lines":          {"document_key": "t.document_key + c.n * %d"},
	} {
		if err := copyTable(ctx, tx, table, own, first, n); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO document_search (rowid, words)
		SELECT d.key, concat_ws(' ', d.number, c.n, d.client, d.reference, d.tags, t.terms, group_concat(l.description, ' '))
		FROM documents d JOIN document_texts t ON t.document_key = d.key JOIN lines l ON l.document_key = d.key
			JOIN (SELECT key, substr(number, length(rtrim(number, '0123456789')) + 1) AS n FROM documents) c ON c.key = d.key
		WHERE d.key > ? GROUP BY d.key`, first)
	if err != nil {
		return err
	}
	return tx.Commit()
}

func copyTable(ctx context.Context, tx *sql.Tx, table string, own map[string]string, first, n int) error {
	rows, err := tx.QueryContext(ctx, `SELECT name FROM pragma_table_info(?)`, table)
	if err != nil {
		return err
	}
	defer rows.Close()
	var columns, values []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		value := "t." + name
		if expression := own[name]; strings.Contains(expression, "%d") {
			value = fmt.Sprintf(expression, first)
		} else if expression != "" {
			value = strings.ReplaceAll(expression, "%%", "%")
		}
		columns, values = append(columns, name), append(values, value)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	key := values[0]
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n * %d < %d)
		INSERT INTO %s (%s) SELECT %s FROM c CROSS JOIN %s t WHERE t.%s <= %d AND %s <= %d`,
		first, n, table, strings.Join(columns, ", "), strings.Join(values, ", "), table, columns[0], first, key, n))
	return err
}

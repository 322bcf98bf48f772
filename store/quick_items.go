package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"litework/document"
)

// QuickItems are the saved lines, by name.
func (f *File) QuickItems(ctx context.Context) (out []document.QuickItem, err error) {
	err = f.read(ctx, func(t *tx) error {
		return t.each(func(rows *sql.Rows) error {
			var q document.QuickItem
			var line string
			if err := rows.Scan(&q.ID, &q.Name, &line); err != nil {
				return err
			}
			out = append(out, q)
			return json.Unmarshal([]byte(line), &out[len(out)-1].Line)
		}, `SELECT id, name, line FROM quick_items ORDER BY name_fold, id`)
	})
	return out, err
}

// SaveQuickItem makes a saved line, or changes the one of its id.
func (f *File) SaveQuickItem(ctx context.Context, q document.QuickItem) error {
	line, err := json.Marshal(q.Line)
	if err != nil {
		return err
	}
	return f.write(ctx, func(t *tx) error {
		t.tell(QuickItemsChanged, "")
		return t.exec(`INSERT OR REPLACE INTO quick_items (id, name, name_fold, line) VALUES (?, ?, ?, ?)`,
			q.ID, q.Name, fold(q.Name), string(line))
	})
}

// DeleteQuickItem removes a saved line; lines made from it stay.
func (f *File) DeleteQuickItem(ctx context.Context, id string) error {
	return f.write(ctx, func(t *tx) error {
		t.tell(QuickItemsChanged, "")
		return t.exec(`DELETE FROM quick_items WHERE id = ?`, id)
	})
}

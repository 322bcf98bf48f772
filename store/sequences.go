package store

import (
	"context"
	"database/sql"
	"fmt"

	"litework/document"
)

// NextNumber is the number that a new document of the kind would get now.
func (f *File) NextNumber(ctx context.Context, kind document.Kind) (number string, err error) {
	err = f.read(ctx, func(t *tx) error {
		s, err := t.sequence(kind)
		if err != nil {
			return err
		}
		number, _, err = t.nextFree(kind, s, "")
		return err
	})
	return number, err
}

func (t *tx) sequence(kind document.Kind) (s document.Sequence, err error) {
	err = t.row(`SELECT prefix, next, padding FROM sequences WHERE kind = ?`, kind).Scan(&s.Prefix, &s.Next, &s.Padding)
	return s, err
}

func (t *tx) putSequence(kind document.Kind, s document.Sequence) error {
	return t.exec(`UPDATE sequences SET prefix = ?, next = ?, padding = ? WHERE kind = ?`, s.Prefix, s.Next, s.Padding, kind)
}

// takeNumber gives a document the next free number and moves the sequence on.
func (t *tx) takeNumber(kind document.Kind, forID string) (string, error) {
	s, err := t.sequence(kind)
	if err != nil {
		return "", err
	}
	number, n, err := t.nextFree(kind, s, forID)
	if err != nil {
		return "", err
	}
	s.Next = n + 1
	return number, t.putSequence(kind, s)
}

// nextFree steps over numbers used here or seen in Xero.
func (t *tx) nextFree(kind document.Kind, s document.Sequence, forID string) (number string, n int64, err error) {
	number, n = s.NextFree(func(key string) bool {
		var used bool
		if err == nil {
			used, err = t.numberUsed(kind, key, forID)
		}
		return used
	})
	return number, n, err
}

func (t *tx) numberUsed(kind document.Kind, number, exceptID string) (bool, error) {
	return t.exists(`
		SELECT 1 FROM documents WHERE kind = ?1 AND number_fold = ?2 AND deleted_at IS NULL AND id <> ?3
		UNION ALL SELECT 1 FROM seen_numbers WHERE kind = ?1 AND number_fold = ?2
		UNION ALL SELECT 1 FROM outbox WHERE record_kind = ?1 AND number_fold = ?2 AND record_id <> ?3
			AND state IN ('queued', 'sending', 'sent', 'unknown')`,
		string(kind), document.NumberKey(number), exceptID)
}

// numberHolder is the other document that has the number, or on whose behalf
// it is on its way to Xero; empty when there is none.
func (t *tx) numberHolder(kind document.Kind, number, exceptID string) (id string, err error) {
	err = t.row(`
		SELECT id FROM documents WHERE kind = ?1 AND number_held = ?2 AND id <> ?3
		UNION ALL SELECT record_id FROM outbox WHERE record_kind = ?1 AND number_fold = ?2 AND record_id <> ?3
			AND state IN ('queued', 'sending', 'sent', 'unknown')
		LIMIT 1`, string(kind), document.NumberKey(number), exceptID).Scan(&id)
	_, err = optional(err)
	return id, err
}

// freeNumber takes the sequence back by one when the number was its last.
func (t *tx) freeNumber(kind document.Kind, number string) error {
	s, err := t.sequence(kind)
	if err != nil || s.Next <= 1 || document.NumberKey(s.Format(s.Next-1)) != document.NumberKey(number) {
		return err
	}
	s.Next--
	return t.putSequence(kind, s)
}

// makeRoom gives a document of ours that was never posted another number,
// because one from Xero has this one. One that is in Xero itself, or on its
// way, keeps its number: then two have the same, as they do there.
func (t *tx) makeRoom(kind document.Kind, number, holder string) error {
	err := t.checkNumberLock(holder)
	if _, locked := err.(*LockedError); locked {
		return nil
	}
	if err != nil {
		return err
	}
	stored, err := t.document(holder)
	if err != nil {
		return err
	}
	// The number is on its way out; noting it keeps it from being chosen.
	if err := t.noteNumber(kind, number); err != nil {
		return err
	}
	// What waits with the old number was confirmed with it.
	if err := t.withdrawWaiting(holder); err != nil {
		return err
	}
	d := stored.Document
	d.Number = ""
	saved, err := t.saveDocument(d, stored.Rev, fromXero)
	if err != nil {
		return err
	}
	return t.addBanner(holder, Banner{
		Kind: BannerRenumbered,
		Text: fmt.Sprintf("%s came from Xero with the same number, so this %s is now %s.", number, kind.Noun(), saved.Number),
	})
}

// noteNumber remembers a number met in Xero.
func (t *tx) noteNumber(kind document.Kind, number string) error {
	if number == "" {
		return nil
	}
	return t.exec(`INSERT OR IGNORE INTO seen_numbers (kind, number_fold) VALUES (?, ?)`, kind, document.NumberKey(number))
}

// jumpSequence moves the sequence past the highest number with its prefix.
func (t *tx) jumpSequence(kind document.Kind) error {
	s, err := t.sequence(kind)
	if err != nil {
		return err
	}
	err = t.each(func(rows *sql.Rows) error {
		var number string
		if err := rows.Scan(&number); err != nil {
			return err
		}
		s = s.Past(number)
		return nil
	}, `SELECT number_fold FROM documents WHERE kind = ?1 UNION SELECT number_fold FROM seen_numbers WHERE kind = ?1`, string(kind))
	if err != nil {
		return err
	}
	return t.putSequence(kind, s)
}

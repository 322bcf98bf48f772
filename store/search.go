package store

import (
	"maps"
	"slices"
	"strings"

	"litework/document"
)

// unindexed are the words of records written in a transaction, by key, as the
// index is to have them at its end: it takes in many at once much faster than
// one by one among other writes.
type unindexed map[int64]indexEntry

// indexEntry is one row of an index, column by column; fresh ones have none yet.
type indexEntry struct {
	fresh   bool
	columns []any
}

// put replaces what was to be indexed of a record.
func (u *unindexed) put(key int64, fresh bool, columns ...any) {
	if *u == nil {
		*u = unindexed{}
	}
	if before, ok := (*u)[key]; ok {
		fresh = before.fresh
	}
	(*u)[key] = indexEntry{fresh, columns}
}

// indexDocument has the words a document is found by written with the
// transaction.
func (t *tx) indexDocument(d *document.Document, key int64, fresh bool) {
	t.documentWords.put(key, fresh, searchWords(d))
}

// indexContact is indexDocument for a contact.
func (t *tx) indexContact(c *document.Contact, key int64, fresh bool) {
	t.contactWords.put(key, fresh, c.Name, personOf(c), c.Email, phoneOf(c.Phone)+" "+phoneOf(c.Mobile))
}

// indexWords indexes what was written.
func (t *tx) indexWords() error {
	err := t.index(t.documentWords, `DELETE FROM document_search WHERE rowid = ?`,
		`INSERT INTO document_search (rowid, words) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	return t.index(t.contactWords, `DELETE FROM contact_search WHERE rowid = ?`,
		`INSERT INTO contact_search (rowid, name, person, email, phone) VALUES (?, ?, ?, ?, ?)`)
}

func (t *tx) index(u unindexed, remove, insert string) error {
	for _, key := range slices.Sorted(maps.Keys(u)) {
		if !u[key].fresh {
			if err := t.exec(remove, key); err != nil {
				return err
			}
		}
		if err := t.exec(insert, append([]any{key}, u[key].columns...)...); err != nil {
			return err
		}
	}
	clear(u)
	return nil
}

// searchWords are the words a document is found by: number (also without its
// leading zeros), client, reference, title, lines, notes, terms and tags. The
// migration that made the index anew has the same list.
func searchWords(d *document.Document) string {
	words := []string{
		d.Number, bareDigits(d.Number), d.Client.Name, d.Client.Person, d.Reference, d.Title, d.Summary,
		d.ClientNotes, d.Terms, d.InternalNotes, strings.Join(d.Tags, "\n"),
	}
	for _, s := range d.Sections {
		words = append(words, s.Name)
		for _, l := range s.Lines {
			words = append(words, l.Description, l.Enhanced)
		}
	}
	return strings.Join(words, "\n")
}

// bareDigits are the digits at the end of a number without leading zeros, so
// that 148 finds INV-0148.
func bareDigits(number string) string {
	digits := number[len(strings.TrimRight(number, "0123456789")):]
	return strings.TrimLeft(digits, "0")
}

func personOf(c *document.Contact) string {
	return strings.TrimSpace(c.FirstName + " " + c.LastName)
}

func phoneOf(p document.Phone) string {
	return strings.Join(strings.Fields(p.Country+" "+p.Area+" "+p.Number), " ")
}

package store

import (
	"maps"
	"slices"
	"strings"

	"litework/document"
)

// indexDocument writes the words a document is found by.
func (t *tx) indexDocument(d *document.Document, key int64) error {
	delete(t.words, key)
	if err := t.exec(`DELETE FROM document_search WHERE rowid = ?`, key); err != nil {
		return err
	}
	return t.exec(`INSERT INTO document_search (rowid, words) VALUES (?, ?)`, key, searchWords(d))
}

// indexLater indexes a new document with the others of its transaction.
func (t *tx) indexLater(d *document.Document, key int64) {
	if t.words == nil {
		t.words = map[int64]string{}
	}
	t.words[key] = searchWords(d)
}

// indexWords indexes what was written in bulk.
func (t *tx) indexWords() error {
	for _, key := range slices.Sorted(maps.Keys(t.words)) {
		if err := t.exec(`INSERT INTO document_search (rowid, words) VALUES (?, ?)`, key, t.words[key]); err != nil {
			return err
		}
	}
	clear(t.words)
	return nil
}

// searchWords are the words a document is found by: number (also without its
// leading zeros), client, reference, title, lines, notes and tags. Terms are the
// same on every document and left out.
func searchWords(d *document.Document) string {
	words := []string{
		d.Number, bareDigits(d.Number), d.Client.Name, d.Client.Person, d.Reference, d.Title, d.Summary,
		d.ClientNotes, d.InternalNotes, strings.Join(d.Tags, "\n"),
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

// indexContact writes the words a contact is found by.
func (t *tx) indexContact(c *document.Contact, key int64) error {
	if err := t.exec(`DELETE FROM contact_search WHERE rowid = ?`, key); err != nil {
		return err
	}
	return t.exec(`INSERT INTO contact_search (rowid, name, person, email, phone) VALUES (?, ?, ?, ?, ?)`,
		key, c.Name, personOf(c), c.Email, phoneOf(c.Phone)+" "+phoneOf(c.Mobile))
}

func personOf(c *document.Contact) string {
	return strings.TrimSpace(c.FirstName + " " + c.LastName)
}

func phoneOf(p document.Phone) string {
	return strings.Join(strings.Fields(p.Country+" "+p.Area+" "+p.Number), " ")
}

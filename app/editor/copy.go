package editor

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"litework/app/page"
	"litework/document"
)

// saveCopy writes the document as it is, somewhere else than the company file
// that would not take it: into the user's documents, or where that fails too,
// onto the clipboard.
func (e *Editor) saveCopy() {
	e.EndEdit()
	e.SaveCopy(e.reader)
}

// SaveCopy is what Save a copy does, also once the page was left: the work is
// r's then.
func (e *Editor) SaveCopy(r *page.Reader) {
	text, err := json.MarshalIndent(e.session.Doc(), "", "  ")
	if err != nil {
		e.d.Tell("The copy was not saved", err)
		return
	}
	title, noun := e.Title(), e.session.Doc().Kind.Noun()
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, title+" copy")
	page.Write(r, func(context.Context) (string, error) { return writeCopy(name, text) }, func(path string, err error) {
		if err != nil {
			e.d.Copy(string(text))
			e.d.Tell("The copy is on the clipboard", &document.Problem{
				Sentence: "It could not be written to a file either.", Fix: "Paste it into a mail or a note before you close LiteWork."})
			return
		}
		e.d.Tell("A copy is saved", &document.Problem{Sentence: "Everything written in this " + noun + " is in " + path + "."})
	})
}

// writeCopy writes into the user's documents, or the home folder without them,
// and never over an earlier copy.
func writeCopy(name string, text []byte) (string, error) {
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(filepath.Join(dir, "Documents")); err == nil && info.IsDir() {
		dir = filepath.Join(dir, "Documents")
	}
	f, err := page.NewFileIn(dir, name, ".json")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	return f.Name(), errors.Join(err, f.Sync(), f.Close())
}

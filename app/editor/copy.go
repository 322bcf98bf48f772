package editor

import (
	"context"
	"encoding/json"
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
	text, err := json.MarshalIndent(e.session.Doc(), "", "  ")
	if err != nil {
		e.d.Tell("The copy was not saved", err)
		return
	}
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, e.Title()+" copy.json")
	page.Write(e.reader, func(context.Context) (string, error) { return writeCopy(name, text) }, func(path string, err error) {
		if err != nil {
			e.d.Copy(string(text))
			e.d.Tell("The copy is on the clipboard", &document.Problem{
				Sentence: "It could not be written to a file either.", Fix: "Paste it into a mail or a note before you close LiteWork."})
			return
		}
		e.d.Tell("A copy is saved", &document.Problem{Sentence: "Everything written in this " + e.session.Doc().Kind.Noun() + " is in " + path + "."})
	})
}

// writeCopy writes into the user's documents, or the home folder without them.
func writeCopy(name string, text []byte) (string, error) {
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(filepath.Join(dir, "Documents")); err == nil && info.IsDir() {
		dir = filepath.Join(dir, "Documents")
	}
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	if _, err := f.Write(text); err != nil {
		f.Close()
		return "", err
	}
	return path, f.Close()
}

package paper

import (
	"context"
	"os"
	"path/filepath"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
	"litework/xerosync"
)

// Deps is what the desk needs from outside.
type Deps struct {
	page.Host
	File *store.File
	Sync *xerosync.Service
	// Downloads is the folder that PDFs are put in until another is chosen.
	Downloads func() string
	// Cache is the folder of PDFs that are only looked at.
	Cache string
	// Copy fills the clipboard.
	Copy func(text string)
	// MarkSent marks invoices as sent in Xero, MarkHere documents as sent here.
	MarkSent, MarkHere func(ids []string)
}

// Desk is where documents leave LiteWork. It belongs to Fyne's goroutine, but
// for Close.
type Desk struct {
	Printer *Printer
	d       Deps
	reader  *page.Reader
	// folder was chosen last, while the program runs; "" for downloads.
	folder string
}

// New returns a desk, which cleans up what was only looked at before.
func New(d Deps) *Desk {
	k := &Desk{d: d, Printer: NewPrinter(d.File, d.Sync), reader: page.NewReader(d.Env, d.Run)}
	k.reader.Go(func(context.Context) { CleanCache(d.Cache) })
	return k
}

// Close waits for what is being written.
func (k *Desk) Close() { k.reader.Close() }

// Folder is where PDFs are put.
func (k *Desk) Folder() string {
	if k.folder != "" {
		return k.folder
	}
	return k.d.Downloads()
}

// OpenPDF shows a document in the system's viewer.
func (k *Desk) OpenPDF(id string) {
	page.Write(k.reader, func(ctx context.Context) (string, error) {
		d, paper, err := k.Printer.Print(ctx, id, true)
		if err != nil {
			return "", err
		}
		if err := os.MkdirAll(k.d.Cache, 0o700); err != nil {
			return "", trouble(err, filepath.Dir(k.d.Cache))
		}
		path, err := writeNew(k.d.Cache, FileName(&d.Document), paper.Write)
		return path, trouble(err, k.d.Cache)
	}, func(path string, err error) {
		if err != nil {
			k.d.Tell("The PDF was not made", err)
			return
		}
		k.d.OpenURL(address(path))
	})
}

// written is a PDF in its folder.
type written struct {
	doc  store.StoredDocument
	path string
}

// write prints a document into a folder.
func (k *Desk) write(ctx context.Context, id, folder string, ask bool) (written, error) {
	d, paper, err := k.Printer.Print(ctx, id, ask)
	if err != nil {
		return written{doc: d}, err
	}
	path, err := writeNew(folder, FileName(&d.Document), paper.Write)
	return written{d, path}, trouble(err, folder)
}

// tellWritten says where a PDF is, with what can be done with it.
func (k *Desk) tellWritten(w written) {
	folder := filepath.Dir(w.path)
	toast := kit.Toast{Text: filepath.Base(w.path) + " is in " + folderName(folder), Action: "Open",
		Do: func() { k.d.OpenURL(address(w.path)) }}
	toast.More = append(toast.More, kit.ToastAction{Label: "Show folder", Do: func() { k.d.OpenURL(address(folder)) }})
	if label, do := k.mark([]store.StoredDocument{w.doc}); do != nil && w.doc.Remote != nil {
		toast.More = append(toast.More, kit.ToastAction{Label: label, Do: do})
	}
	k.d.Toast(toast)
}

// folderName is a folder's own name, its path where it has none.
func folderName(folder string) string {
	if name := filepath.Base(folder); name != string(filepath.Separator) && name != "." {
		return name
	}
	return folder
}

// mark offers to mark as sent those of the documents that can be; nil for none.
// Where some are in Xero, those are meant.
func (k *Desk) mark(docs []store.StoredDocument) (label string, do func()) {
	var there, here []string
	for i := range docs {
		switch d := &docs[i]; {
		case canMarkThere(d):
			there = append(there, d.ID)
		case canMarkHere(d):
			here = append(here, d.ID)
		}
	}
	switch {
	case len(there) > 0 && k.d.MarkSent != nil:
		label = "Mark as sent in Xero"
		if len(docs) > 1 {
			label = "Mark " + page.Count(len(there)) + " as sent in Xero"
		}
		return label, func() { k.d.MarkSent(there) }
	case len(here) > 0 && len(there) == 0 && k.d.MarkHere != nil:
		label = "Mark as sent"
		if len(docs) > 1 {
			label = "Mark " + page.Count(len(here)) + " as sent"
		}
		return label, func() { k.d.MarkHere(here) }
	}
	return "", nil
}

// canMarkThere: an approved invoice that is not marked yet (xero.md section 6.1).
func canMarkThere(d *store.StoredDocument) bool {
	r := d.Remote
	return d.Kind == document.Invoice && r != nil && !r.SentToContact && (r.Status == "AUTHORISED" || r.Status == "PAID")
}

// canMarkHere: an invoice never posted, and a quote that is a draft wherever it
// is. On its way to Xero nothing is changed.
func canMarkHere(d *store.StoredDocument) bool {
	switch d.State {
	case document.WaitingToPost, document.Posting, document.Checking, document.Conflict:
		return false
	}
	if d.Kind == document.Invoice && d.Remote != nil {
		return false
	}
	return document.ShownStatus(&d.Document, d.Remote, document.Date{}) == document.Draft
}

package documents

import (
	"context"
	"encoding/csv"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// WhyNotExportRows is the reason Export CSV is not possible.
func (p *Page) WhyNotExportRows() string {
	switch {
	case p.writing:
		return "A list is being written."
	case p.rows.Len() == 0:
		return "There is nothing to export."
	}
	return ""
}

// ExportRows writes the selected rows, or without a selection all of the list,
// to a file of comma-separated values (RFC 4180) in the folder for downloads.
func (p *Page) ExportRows() {
	if p.WhyNotExportRows() != "" {
		return
	}
	q, keys, today, folder := p.query(), p.selectedKeys(), p.d.Today(), p.d.folder()
	p.writing = true
	page.Write(p.reader, func(ctx context.Context) (string, error) {
		if len(keys) == 0 {
			var err error
			if keys, err = p.d.File.DocumentKeys(ctx, q); err != nil {
				return "", err
			}
		}
		return exportRows(ctx, p.d.File, keys, folder, p.kind, today)
	}, func(path string, err error) {
		p.writing = false
		if err != nil {
			p.d.Tell("Not exported", exportTrouble(err, folder))
			return
		}
		p.d.Toast(kit.Toast{Text: "Saved " + filepath.Base(path) + " in " + filepath.Base(folder), Action: "Show folder", Do: func() {
			p.d.OpenURL((&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String())
		}})
	})
}

// folder is where files are written to.
func (d Deps) folder() string {
	if d.Folder != nil {
		return d.Folder()
	}
	return page.Downloads()
}

// exportTrouble says in plain words what kept the file from being written.
func exportTrouble(err error, folder string) error {
	if !os.IsPermission(err) && !os.IsNotExist(err) {
		return err
	}
	return &document.Problem{Code: "folder", Sentence: "The folder " + folder + " cannot be written to.", Fix: "Allow writing to it, then export again."}
}

// exportRows writes a file of its own name and gives its path.
func exportRows(ctx context.Context, file *store.File, keys []int64, folder string, kind document.Kind, today document.Date) (path string, err error) {
	out, err := page.NewFileIn(folder, kind.Title()+"s "+today.String(), ".csv")
	if err != nil {
		return "", err
	}
	defer func() {
		if closed := out.Close(); err == nil {
			err = closed
		}
		if err != nil {
			_ = os.Remove(out.Name()) // half a file is none
		}
	}()
	return out.Name(), writeRows(ctx, out, file, keys, kind, today)
}

// rowsAtOnce is how many rows are read at a time while exporting.
const rowsAtOnce = 500

func writeRows(ctx context.Context, w io.Writer, file *store.File, keys []int64, kind document.Kind, today document.Date) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := []string{"Number", "Client", "Reference", "Date", kind.DueLabel(), "Currency", "Subtotal", "Tax", "Total", "Status", "Xero", "Tags"}
	if err := out.Write(head); err != nil {
		return err
	}
	for len(keys) > 0 {
		n := min(rowsAtOnce, len(keys))
		rows, err := file.DocumentRows(ctx, keys[:n], today)
		if err != nil {
			return err
		}
		keys = keys[n:]
		for _, r := range rows {
			err := out.Write([]string{
				harmless(r.Number), harmless(r.Client), harmless(r.Reference), r.Date.String(), r.Due.String(), r.Currency,
				r.SubTotal.StringFixed(document.MoneyPlaces), r.Tax.StringFixed(document.MoneyPlaces), r.Total.StringFixed(document.MoneyPlaces),
				r.Status.Label(), r.State.Label(), harmless(strings.Join(r.Tags, ", ")),
			})
			if err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula
// (https://owasp.org/www-community/attacks/CSV_Injection).
func harmless(text string) string {
	if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") {
		return "'" + text
	}
	return text
}

package sync

import (
	"context"
	"encoding/csv"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"litework/app/kit"
	"litework/app/page"
	"litework/document"
	"litework/store"
)

// showExport lets the history be exported while there is something to export.
func (p *Page) showExport() {
	switch {
	case p.history.exporting:
		p.export.DisableBecause("The history is being written.")
	case p.history.rows.Len() == 0:
		p.export.DisableBecause("There is nothing to export.")
	default:
		p.export.Enable()
	}
}

// exportHistory writes the filtered history to a file of comma-separated
// values (RFC 4180) in the folder for downloads.
func (p *Page) exportHistory() {
	h := &p.history
	if h.exporting {
		return
	}
	h.exporting = true
	p.export.SetLabel("Exporting…")
	p.showExport()
	q, now, folder := h.query(p.d.Now()), p.d.Now(), p.d.Folder()
	page.Write(p.reader, func(ctx context.Context) (string, error) {
		return exportTo(ctx, p.d.File, q, folder, now)
	}, func(path string, err error) {
		h.exporting = false
		p.export.SetLabel("Export CSV")
		p.showExport()
		if err != nil {
			p.d.Tell("Not exported", exportTrouble(err, folder))
			return
		}
		p.d.Toast(kit.Toast{Text: "Saved " + filepath.Base(path) + " in " + filepath.Base(folder), Action: "Show folder", Do: func() {
			p.d.OpenURL((&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String())
		}})
	})
}

// exportTrouble says in plain words what kept the file from being written.
func exportTrouble(err error, folder string) error {
	if !os.IsPermission(err) && !os.IsNotExist(err) {
		return err
	}
	return &document.Problem{Code: "folder", Sentence: "The folder " + folder + " cannot be written to.", Fix: "Allow writing to it, then export again."}
}

// exportTo writes a file of its own name and gives its path.
func exportTo(ctx context.Context, file *store.File, q store.HistoryQuery, folder string, now time.Time) (path string, err error) {
	out, err := page.NewFileIn(folder, "Xero history "+now.Format("2006-01-02"), ".csv")
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
	return out.Name(), writeCSV(ctx, out, file, q, now.Location())
}

// atOnce is how many entries are read at a time while exporting.
const atOnce = 500

func writeCSV(ctx context.Context, w io.Writer, file *store.File, q store.HistoryQuery, zone *time.Location) error {
	ids, err := file.HistoryKeys(ctx, q)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write([]string{"Time", "Action", "Direction", "Record", "Status", "Details", "What to do"}); err != nil {
		return err
	}
	for len(ids) > 0 {
		n := min(atOnce, len(ids))
		rows, err := file.HistoryRows(ctx, ids[:n])
		if err != nil {
			return err
		}
		ids = ids[n:]
		for _, e := range rows {
			if err := out.Write([]string{e.At.In(zone).Format("2006-01-02 15:04:05"), string(e.Action), directionWords(e.Direction),
				e.Label, string(e.Status), e.Details, e.Fix}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

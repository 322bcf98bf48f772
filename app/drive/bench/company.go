package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"litework/document"
	"litework/store"
	"litework/store/storetest"
)

// company makes a company file of n documents in a folder. Its newest invoices
// are one of 50 lines and, after it, one of 500.
func company(ctx context.Context, folder string, n int) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := store.Open(filepath.Join(folder, "company.litework"), store.Options{})
	if err != nil {
		return err
	}
	fill := func() error {
		if err := f.SaveSettings(ctx, document.DefaultSettings("NZ", "Harbour Light Ltd")); err != nil {
			return err
		}
		if err := storetest.Fill(ctx, f, n); err != nil {
			return err
		}
		for i, lines := range []int{50, 500} {
			d := ofLines(lines, document.NewDate(2028, 1, 2).AddDays(-i))
			if _, err := f.SaveDocument(ctx, d, 0); err != nil {
				return err
			}
		}
		// Today's copy is made: while the program is measured it makes none.
		_, err := f.MakeCopy(ctx, store.BackupFolder(f.Path()), store.CopyDaily)
		return err
	}
	return errors.Join(fill(), f.Close())
}

// ofLines is an invoice of so many lines.
func ofLines(n int, date document.Date) document.Document {
	random := rand.New(rand.NewPCG(uint64(n), 1))
	d := storetest.Document(random, 0)
	d.ID, d.Date, d.Due = fmt.Sprintf("lines-%d", n), date, date.AddDays(20)
	template := d.Sections[0].Lines
	d.Sections[0].Lines = nil
	for i := range n {
		line := template[i%len(template)]
		line.ID = fmt.Sprint(i)
		d.Sections[0].Lines = append(d.Sections[0].Lines, line)
	}
	return d
}

// deeds measures what the company file does, and gives the median of each by
// name.
func deeds(ctx context.Context, folder string) (map[string]time.Duration, error) {
	path := filepath.Join(folder, "company.litework")
	took := map[string][]time.Duration{}
	timed := func(name string, do func() error) error {
		start := time.Now()
		err := do()
		took[name] = append(took[name], time.Since(start))
		return err
	}
	const rounds = 30
	once := func(i int) error {
		f, err := store.Open(path, store.Options{})
		if err != nil {
			return err
		}
		var d store.StoredDocument
		err = errors.Join(
			timed("open", func() (err error) {
				d, err = f.Document(ctx, "lines-50")
				return err
			}),
			timed("save", func() error {
				d.Reference = fmt.Sprint("PO ", i)
				_, err := f.SaveDocument(ctx, d.Document, d.Rev)
				return err
			}),
			timed("search", func() error {
				q := store.DocumentQuery{Kind: document.Invoice, Search: "gaffer lamp", Today: d.Date}
				keys, err := f.DocumentKeys(ctx, q)
				if err != nil {
					return err
				}
				_, err = f.DocumentRows(ctx, keys[:min(len(keys), 120)], q.Today)
				return err
			}),
		)
		return errors.Join(err, f.Close())
	}
	for i := range rounds {
		if err := once(i); err != nil {
			return nil, err
		}
	}
	out := map[string]time.Duration{}
	for name, all := range took {
		out[name] = median(all)
	}
	return out, nil
}

func median(all []time.Duration) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// Command editorwindow shows the editor alone in a window, over a company file
// of its own that is thrown away: to look at it and to drive its keys.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"litework/app/editor"
	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

func main() {
	n := flag.Int("lines", 0, "a document of that many lines instead of the sample")
	dark := flag.Bool("dark", false, "dark")
	fresh := flag.Bool("new", false, "a new document")
	quote := flag.Bool("quote", false, "a quote")
	width := flag.Int("width", 1280, "of the window")
	height := flag.Int("height", 800, "of the window")
	flag.Parse()
	if err := run(*n, *dark, *fresh, *quote, float32(*width), float32(*height)); err != nil {
		log.Fatal(err)
	}
}

func run(n int, dark, fresh, quote bool, width, height float32) error {
	dir, err := os.MkdirTemp("", "editorwindow")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file, err := store.Open(filepath.Join(dir, "window.litework"), store.Options{})
	if err != nil {
		return err
	}
	defer file.Close()
	ctx := context.Background()
	kind := document.Invoice
	if quote {
		kind = document.Quote
	}
	id, err := fill(ctx, file, n, kind)
	if err != nil {
		return err
	}
	mode := theme.Light
	if dark {
		mode = theme.Dark
	}
	a := app.NewWithID("nz.litework.editorwindow")
	a.Settings().SetTheme(theme.New(mode))
	w := a.NewWindow("LiteWork")
	w.SetPadded(false)
	env := kit.NewEnv()
	var layer *kit.FloatLayer
	start := editor.Open(id)
	if fresh {
		start = editor.Fresh(kind, "")
	}
	sidebar := kit.NewSidebar("LiteWork", []kit.SidebarItem{
		{ID: "invoices", Label: "Invoices", Icon: theme.IconDocument}, {ID: "quotes", Label: "Quotes", Icon: theme.IconQuote},
		{ID: "contacts", Label: "Contacts", Icon: theme.IconPerson}, {ID: "settings", Label: "Settings", Icon: theme.IconSliders},
	}, func(string) {})
	e := editor.New(editor.Deps{
		Host: page.Host{Env: env, Canvas: w.Canvas(), Toast: func(t kit.Toast) { layer.Toast(t) }, OpenURL: func(string) {},
			Today: func() document.Date { return document.DateOf(time.Now()) }},
		File: file, NewID: uuid.NewString, Now: time.Now, Back: w.Close, BackLabel: "Invoices",
		OpenPostSheet: func(string) {}, OpenDocument: func(string) {}, StateChanged: func() {}, Copy: func(string) {},
	}, start)
	layer = kit.NewFloatLayer(kit.NewShell(sidebar, e.Content(), nil), env)
	w.SetContent(layer)
	w.Resize(fyne.NewSize(width, height))
	w.SetCloseIntercept(func() {
		e.Release()
		e.Close(ctx)
		w.Close()
	})
	w.ShowAndRun()
	return nil
}

// fill writes settings, contacts and a document.
func fill(ctx context.Context, f *store.File, n int, kind document.Kind) (string, error) {
	gst := document.Tax{Code: "OUTPUT2", Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true}
	s, err := f.Settings(ctx)
	if err != nil {
		return "", err
	}
	s.Company = document.Company{Name: "Harbour Light Ltd", Country: "NZ"}
	s.Currency, s.TaxMode, s.DefaultTax = "NZD", document.TaxExclusive, gst
	s.Rates = []document.Tax{gst, {Name: "No tax", Chosen: true}, {Name: "Zero rated", Chosen: true}}
	s.InvoiceTerms = document.PaymentTerms{Kind: document.DaysAfterDate, Days: 30}
	if err := f.SaveSettings(ctx, s); err != nil {
		return "", err
	}
	for _, name := range []string{"Kauri Point Films Ltd", "Kea Pictures", "Karaka Studios", "Northern Lights TV"} {
		if _, err := f.SaveContact(ctx, document.Contact{ID: uuid.NewString(), Name: name, FirstName: "Aroha", LastName: "Ngata"}, 0); err != nil {
			return "", err
		}
	}
	d := sample(kind, gst)
	if hits, err := f.FindContacts(ctx, d.Client.Name, 1); err == nil && len(hits) > 0 {
		d.Client.ContactID = hits[0].ID
	}
	if n > 0 {
		d.Sections = long(n, gst)
	}
	_, err = f.SaveDocument(ctx, d, 0)
	return d.ID, err
}

func number(s string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(s))
}

func sample(kind document.Kind, tax document.Tax) document.Document {
	line := func(description, enhanced, qty string, n int64, unit document.DurationUnit, price string) document.Line {
		return document.Line{ID: uuid.NewString(), Description: description, Enhanced: enhanced, Quantity: number(qty),
			Duration: document.Duration{Number: decimal.NewFromInt(n), Unit: unit}, UnitPrice: number(price), Tax: tax}
	}
	d := document.Document{ID: uuid.NewString(), Kind: kind, Number: "INV-0146", Currency: "NZD", TaxMode: document.TaxExclusive,
		Client: document.Client{Name: "Kauri Point Films Ltd"}, Date: document.NewDate(2026, 11, 10), Due: document.NewDate(2026, 12, 10),
		Reference: "PO 7731", ClientNotes: "Thanks for having us on set. Bank: 01-0123-0456789-00",
		Sections: []document.Section{
			{ID: uuid.NewString(), Name: "Lighting package", Lines: []document.Line{
				line("ARRI SkyPanel S60-C", "**Includes** yoke, power lead, _soft box_", "4", 3, document.Days, "120"),
				line("HMI 1.2k PAR", "", "2", 3, document.Days, "170"),
			}},
			{ID: uuid.NewString(), Name: "Crew", Lines: []document.Line{
				line("Gaffer", "- Pre-light Friday\n- Shoot Saturday", "1", 10, document.Hours, "80"),
				line("Best boy", "", "1", 3, document.Hours, "80"),
			}},
		}}
	if kind == document.Quote {
		d.Number, d.Title, d.Summary = "QUO-0031", "Lighting for two days", "Package and crew as discussed"
		d.Sections[1].Lines[1].Optional = true
	}
	return d
}

func long(n int, tax document.Tax) []document.Section {
	var out []document.Section
	for i := range n {
		if i%25 == 0 {
			out = append(out, document.Section{ID: uuid.NewString(), Name: fmt.Sprintf("Section %d", i/25+1)})
		}
		l := document.Line{ID: uuid.NewString(), Description: fmt.Sprintf("Line %d, a lamp", i+1), Quantity: number("2"), UnitPrice: number("120.50"), Tax: tax}
		if i%7 == 3 {
			l.Enhanced = "**Includes** yoke, _soft box_\n- a stand\n- a bag of sand"
		}
		if i%11 == 5 {
			l.Description += " with a description long enough that it does not stand in one row of the grid and breaks"
		}
		out[len(out)-1].Lines = append(out[len(out)-1].Lines, l)
	}
	return out
}

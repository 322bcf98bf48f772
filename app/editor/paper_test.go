package editor

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"litework/app/editor/lines"
	"litework/app/kit"
	"litework/document"
	"litework/pdf"
	"litework/store"
	"litework/store/storetest"
)

// printed is what the pages of the preview say of a line.
func (k *desk) printed(line string) string {
	var out []string
	if p := k.editor.paper.pane; p != nil && p.Paper() != nil {
		for _, page := range p.Paper().Pages {
			for _, t := range page.Texts {
				if t.Line == line {
					out = append(out, t.Text)
				}
			}
		}
	}
	return strings.Join(out, " ")
}

func (k *desk) resize(width float32) {
	k.window.Resize(fyne.NewSize(width, 800))
	k.queue.Drain()
}

func (k *desk) toggle() {
	k.editor.TogglePreview()
	k.queue.Drain()
}

func TestPreviewFollowsTyping(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.edit("l1", lines.Description)
	k.toggle()
	if !e.PreviewOpen() || k.printed("l1") != "Line 1 2 120.00 240.00" {
		t.Fatalf("the preview shows %q", k.printed("l1"))
	}
	if !e.model.Editing() {
		t.Fatal("opening the preview ended the edit")
	}
	k.typed("st")
	if got := k.printed("l1"); !strings.HasPrefix(got, "Line 1st ") {
		t.Fatalf("after typing it shows %q", got)
	}
	k.edit("l1", lines.Price)
	k.typed("1,5,")
	if got := k.printed("l1"); !strings.Contains(got, "120.00") && !strings.Contains(got, "1.00") {
		t.Fatalf("with a price that cannot be read it shows %q", got)
	}
	e.model.EndEdit()
	k.toggle()
	if e.PreviewOpen() || e.paper.pane.Visible() {
		t.Fatal("it does not close")
	}
}

// The next document opens with the preview, as the last one was left.
func TestPreviewStaysOpen(t *testing.T) {
	k := newDesk(t)
	k.open(Open(k.write(document.Invoice, 1)))
	k.toggle()
	k.close()
	k.open(Open(k.write(document.Quote, 2)))
	if !k.editor.PreviewOpen() || !strings.HasPrefix(k.printed("l1"), "Line 1") {
		t.Fatalf("the next document shows %q", k.printed("l1"))
	}
}

func TestPreviewBesideAndInsteadOfTheForm(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 3)))
	k.toggle()
	form, pane := e.body.root, e.paper.pane
	if !form.Visible() || form.Size().Width != 1280-420 || pane.Position().X != 1280-420 || pane.Size().Width != 420 {
		t.Fatalf("in a wide window the form has %v, the preview %v at %v", form.Size(), pane.Size(), pane.Position())
	}
	for _, c := range e.model.Columns() {
		if c == lines.Discount {
			t.Fatal("beside the preview there is no room for discounts")
		}
	}
	k.resize(1200)
	if form.Visible() || pane.Size().Width != 1200 {
		t.Fatalf("below 1280 the preview has %v, the form stands: %v", pane.Size(), form.Visible())
	}
	e.GoTo(atReference, "")
	k.queue.Drain()
	if e.PreviewOpen() || !form.Visible() || k.window.Canvas().Focused() != fyne.Focusable(e.fields.reference) {
		t.Fatal("going to a field leaves the preview over it")
	}
	k.toggle()
	if !pane.HasFocus(k.window.Canvas()) {
		t.Fatal("the preview in place of the form does not have the keyboard")
	}
	k.key(fyne.KeyEscape)
	if e.PreviewOpen() || k.window.Canvas().Focused() != fyne.Focusable(e.grid) {
		t.Fatal("Esc does not bring the form back")
	}
}

// F6 reaches the preview, and nothing that cannot be seen.
func TestRegionsWithPreview(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 1)))
	k.toggle()
	round := func() (at []int) {
		k.window.Canvas().Unfocus()
		for e.Region(1) && len(at) < 10 {
			k.queue.Drain()
			at = append(at, e.region())
		}
		return at
	}
	if got := fmt.Sprint(round()); got != "[0 1 2 3 4]" {
		t.Errorf("beside the form F6 goes through %s", got)
	}
	k.resize(1100)
	if got := fmt.Sprint(round()); got != "[0 4]" {
		t.Errorf("in place of the form it goes through %s", got)
	}
	if !e.Region(-1) || e.region() != 0 || e.Region(-1) {
		t.Error("and back to the top bar, then out")
	}
}

func TestPreviewLeadsToTheLine(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 60)))
	k.toggle()
	e.paper.pane.OnLine("l40")
	k.queue.Drain()
	if e.model.Cell().Row != "l40" || k.window.Canvas().Focused() != fyne.Focusable(e.grid) || e.model.Editing() {
		t.Fatalf("the grid is at %v", e.model.Cell())
	}
	e.paper.pane.OnLine("gone")
	if e.model.Cell().Row != "l40" {
		t.Fatal("a line that is gone moves the grid")
	}
}

// There is no paper of what our sums are not right for.
func TestNoPaperWithXerosTotals(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 1)))
	e.l.stored.HeadOnly = true
	if e.WhyNotPreview() == "" || e.WhyNotExport() == "" {
		t.Fatal("it can be printed")
	}
	e.TogglePreview()
	if e.PreviewOpen() {
		t.Fatal("it is shown")
	}
}

// says reports whether the card of totals says a text.
func (k *desk) says(text string) bool {
	return strings.Contains(k.editor.light.words.ControlText(), text)
}

// rest lets the typing rest until the light is looked at.
func (k *desk) rest() {
	k.timer.Advance(time.Second)
	k.queue.Drain()
}

func TestLight(t *testing.T) {
	k := newDesk(t)
	id := k.write(document.Invoice, 2)
	s := k.stored(id)
	s.Company = document.Company{Name: "Harbour Light Ltd", Country: "NZ"}
	s.Client.Email = "kea@example.com"
	_, err := k.file.SaveDocument(t.Context(), s.Document, s.Rev)
	k.must(err)
	e := k.open(Open(id))
	k.rest()
	if !k.says("1 thing missing for a New Zealand tax invoice") || e.light.show.Hidden {
		t.Fatalf("without a GST number the light says %q", e.light.words.ControlText())
	}
	e.light.open()
	k.queue.Drain()
	k.click("light.go0")
	if len(k.shown) != 1 || k.shown[0] != "company" {
		t.Fatalf("it leads to %v", k.shown)
	}

	// Once the settings have it, it is taken from there.
	e.l.settings.Company = s.Company
	e.l.settings.Company.TaxNumber = "123-456-789"
	problem := e.light.problems()[0]
	if label, _ := e.light.way(&problem); label != "Take it from the settings" || problem.Fix != "The settings have it by now." {
		t.Errorf("%s, it says, and offers %q", problem.Fix, label)
	}
	e.light.open()
	k.queue.Drain()
	k.click("light.go0")
	k.rest()
	if e.session.Doc().Company.TaxNumber != "123-456-789" || !k.says("● Complete for a New Zealand tax invoice") || !e.light.show.Hidden {
		t.Fatalf("the light says %q", e.light.words.ControlText())
	}
	k.shortcutUndo()
	k.rest()
	if !k.says("1 thing missing") {
		t.Fatal("it was taken over for good")
	}
}

func (k *desk) shortcutUndo() {
	k.editor.Undo()
	k.queue.Drain()
}

// click taps a link of the dialog by its name.
func (k *desk) click(name string) {
	k.t.Helper()
	r, ok := kit.WalkNamed(k.window.Canvas()).Find(name)
	if !ok {
		k.t.Fatalf("there is no %q", name)
	}
	m, _ := kit.PointerTarget(k.window.Canvas(), fyne.NewPos(float32(r.X)+float32(r.W)/2, float32(r.Y)+float32(r.H)/2))
	m.(interface{ Tap() }).Tap()
	k.queue.Drain()
}

// A character that no font has is named with its line, and leads there.
func TestLightNamesWhatCannotBePrinted(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Quote, 3)))
	e.session.Set(fieldEdit("x"), func(d *document.Document) { d.Sections[0].Lines[1].Description = "Gaffer \U0001F4A1\U0001F4A1" })
	k.queue.Drain()
	k.rest()
	if !k.says("1 place cannot be printed in full") {
		t.Fatalf("the light says %q", e.light.words.ControlText())
	}
	problems := e.light.problems()
	if len(problems) != 1 || problems[0].Line != "l1" || !strings.Contains(e.light.where(&problems[0]), "“Gaffer") {
		t.Fatalf("it names %+v", problems)
	}
	e.light.open()
	k.queue.Drain()
	k.click("light.go0")
	if e.model.Cell().Row != "l1" {
		t.Fatalf("it leads to %v", e.model.Cell())
	}
}

func TestUnprintable(t *testing.T) {
	if got := unprintable(nil); got != nil {
		t.Errorf("nothing laid out lacks %v", got)
	}
	got := unprintable(&pdf.Paper{Missing: []pdf.Missing{{Char: '漢', Line: "a"}, {Char: '字', Line: "a"}, {Char: '漢', Line: "a"}, {Char: '漢', Field: "client notes"}}})
	if len(got) != 2 || got[0].Sentence != "漢 字 in a line cannot be printed." || got[1].Sentence != "漢 in the client notes cannot be printed." {
		t.Errorf("it says %+v", got)
	}
}

// A new document that was not begun is not blamed.
func TestLightIsOutForNothing(t *testing.T) {
	k := newDesk(t)
	e := k.open(Fresh(document.Invoice, ""))
	k.rest()
	if !e.light.root.Hidden {
		t.Fatalf("it says %q", e.light.words.ControlText())
	}
}

// In a long document the strip at the foot says it too.
func TestLightInTheStrip(t *testing.T) {
	k := newDesk(t)
	e := k.open(Open(k.write(document.Invoice, 60)))
	e.setDetails("Company", func(d *document.Document) { d.Company = document.Company{Name: "Harbour Light Ltd", Country: "NZ"} })
	k.queue.Drain()
	k.rest()
	if got := e.body.strip.light.Text(); got != "● 2 missing" || !e.body.strip.shown || e.body.strip.missing.Hidden {
		t.Fatalf("the strip says %q", got)
	}
}

// What was paid in Xero, and what is due, stand below the total.
func TestPaidAndDue(t *testing.T) {
	o := newOffice(t)
	id := o.write(document.Invoice, 1)
	before := o.stored(id)
	total := before.Totals().Total
	link := func(paid string) {
		r := document.Remote{XeroID: "x", Status: "AUTHORISED", Total: total, AmountPaid: decimal.RequireFromString(paid)}
		r.AmountDue = total.Sub(r.AmountPaid)
		o.must(o.file.Sync(t.Context(), func(tx *store.SyncTx) error {
			if err := tx.PutLink(store.Link{Kind: store.RecordInvoice, RecordID: id, XeroID: "x"}); err != nil {
				return err
			}
			b := store.BasePair{Sent: []byte("{}"), Seen: []byte("{}"), Raw: []byte("{}"), SentRev: 1}
			if err := tx.PutBase(store.RecordInvoice, id, b); err != nil {
				return err
			}
			return tx.PutRemote(store.RecordInvoice, id, r)
		}))
	}
	link("0")
	e := o.open(Open(id))
	if strings.Contains(e.totals.what, "Due") || e.totals.what == "" {
		t.Fatal("without a payment nothing is due")
	}
	link("76")
	o.hear("the payment", func() bool { return strings.Contains(e.totals.what, "-76.00/200.00") })
}

// previewed500 is an open document of 500 lines with its preview, a price in the
// middle being edited.
func previewed500(b *testing.B) *desk {
	k := newDesk(b)
	k.run = func(f func()) { go f() }
	k.open(Open(k.write(document.Invoice, 500)))
	waitFor(k, func() bool { return k.editor.ready })
	k.editor.TogglePreview()
	waitFor(k, func() bool { return k.editor.paper.pane.Paper() != nil })
	k.edit("l250", lines.Price)
	return k
}

// BenchmarkKeyPress500WithPreview is the time on Fyne's goroutine of a key press
// in a document of 500 lines while the preview follows it on other goroutines.
func BenchmarkKeyPress500WithPreview(b *testing.B) {
	k := previewed500(b)
	var took storetest.Spread
	for i := 0; b.Loop(); i++ {
		if i%5 == 0 {
			k.editor.model.SelectAll()
		}
		took.Time(func() { k.typed("7") })
		time.Sleep(30 * time.Millisecond) // a very fast hand; the preview works meanwhile
	}
	took.Report(b)
	waitFor(k, func() bool { return true })
}

// BenchmarkPreviewFollows500 is the time from a key press in a document of 500
// lines until its page is painted.
func BenchmarkPreviewFollows500(b *testing.B) {
	k := previewed500(b)
	var took storetest.Spread
	for i := 0; b.Loop(); i++ {
		if i%5 == 0 {
			k.editor.model.SelectAll()
		}
		took.Time(func() {
			before := k.editor.paper.pane.Paper()
			k.typed("7")
			waitFor(k, func() bool { return k.editor.paper.pane.Paper() != before })
		})
	}
	took.Report(b)
}

// waitFor plays Fyne's goroutine until something is so.
func waitFor(k *desk, so func() bool) {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 20*time.Second)
	defer cancel()
	for !so() {
		if k.queue.Drain() == 0 {
			time.Sleep(200 * time.Microsecond)
		}
		if ctx.Err() != nil {
			k.t.Fatal("it does not happen")
		}
	}
}

// Package palette is the one field that finds everything by its name: what can
// be done, and what can be gone to. It knows neither commands nor documents;
// it shows and chooses what it is given.
package palette

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// Item is something to choose.
type Item struct {
	// ID tells two items apart that may come from both Items and Find; it may be
	// empty.
	ID string
	// Label is what it is called; Detail, muted behind it, where it is found
	// otherwise. Both are searched.
	Label, Detail string
	// Hint is the shortcut that does the same.
	Hint string
	Icon theme.IconName
	// Why is the reason it is not possible now, "" when it is.
	Why string
	// Do carries it out, on Fyne's goroutine, after the palette has closed.
	Do func()
}

// Config is what a palette offers.
type Config struct {
	page.Host
	// Items are searched as typed; with nothing typed all are shown, in order.
	Items []Item
	// Find reads what else matches what is typed, away from Fyne's goroutine.
	// Its results stand below the items, whatever their words. May be nil.
	Find func(ctx context.Context, typed string) ([]Item, error)
	// Reader is what Find is run by.
	Reader *page.Reader
}

// Palette is an open palette. It belongs to Fyne's goroutine.
type Palette struct {
	c     Config
	modal *kit.Modal
	entry *kit.Entry
	list  *list
	found []Item
	asked string // what found was read for
}

// Open shows a palette. The keyboard goes back to where it was when it closes.
func Open(c Config) *Palette {
	p := &Palette{c: c}
	p.entry = kit.NewSearchEntry("What to do, or the beginning of a number or name")
	p.entry.Name, p.entry.Label = "palette.search", "Search for anything"
	p.entry.OnChanged = p.typed
	p.entry.OnKey = p.key
	p.list = newList(p.take)
	p.modal = kit.NewModal("", kit.VBox(10, p.entry, p.list))
	p.modal.Width = 620
	p.modal.First = p.entry
	p.list.set(filter(c.Items, ""))
	p.c.Show(p.modal)
	return p
}

// Close takes the palette away.
func (p *Palette) Close() { p.modal.Close() }

// typed shows what matches: the items at once, what is read when it comes.
func (p *Palette) typed(text string) {
	p.show(text, true)
	if p.c.Find == nil {
		return
	}
	page.Read(p.c.Reader, "palette", func(ctx context.Context) ([]Item, error) {
		if len(words(text)) == 0 {
			return nil, nil
		}
		return p.c.Find(ctx, text)
	}, func(found []Item, err error) {
		if !p.modal.IsOpen() {
			return
		}
		if err != nil {
			found = nil // what is not found can be gone to by its list
		}
		p.found, p.asked = found, text
		p.show(text, false)
	})
}

// show lists the items that match and what was found. What was found for fewer
// letters stays until the rest is known, as far as it matches.
func (p *Palette) show(text string, anew bool) {
	shown := filter(p.c.Items, text)
	for _, f := range p.found {
		there := func(i Item) bool { return f.ID != "" && i.ID == f.ID }
		if (p.asked == text || rank(text, &f) != noMatch) && !slices.ContainsFunc(shown, there) {
			shown = append(shown, f)
		}
	}
	if anew {
		p.list.set(shown)
	} else {
		p.list.replace(shown)
	}
}

func (p *Palette) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		p.list.step(1)
	case fyne.KeyUp:
		p.list.step(-1)
	case fyne.KeyPageDown:
		p.list.step(rowsShown - 1)
	case fyne.KeyPageUp:
		p.list.step(1 - rowsShown)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.take(p.list.mark)
	case fyne.KeyTab: // stays in the field: there is nowhere else to go
	default:
		return false
	}
	return true
}

// take carries out an item that is possible.
func (p *Palette) take(i int) {
	if i < 0 || i >= len(p.list.items) || p.list.items[i].Why != "" {
		return
	}
	do := p.list.items[i].Do
	p.modal.Close()
	do()
}

package editor

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/editor/session"
	"litework/app/kit"
	"litework/document"
)

// The tabs of the notes.
const (
	tabClient   = session.FieldNotes
	tabTerms    = session.FieldTerms
	tabInternal = session.FieldInternal
	tabTags     = session.FieldTags
	tabShipping = session.FieldShipping
)

// notes are the texts below the lines, one of them shown.
type notes struct {
	e       *Editor
	root    *kit.Panel
	tabs    *tabs
	body    *fyne.Container
	entries map[string]*kit.Entry
	at      map[string]func(*document.Document) *string
	tags    *kit.Entry
	shown   string
}

func (n *notes) init(e *Editor) {
	n.e, n.shown = e, tabClient
	n.at = map[string]func(*document.Document) *string{
		tabClient:   func(d *document.Document) *string { return &d.ClientNotes },
		tabTerms:    func(d *document.Document) *string { return &d.Terms },
		tabInternal: func(d *document.Document) *string { return &d.InternalNotes },
		tabShipping: func(d *document.Document) *string { return &d.ShippingAddress },
	}
	examples := map[string]string{
		tabClient: "Printed for the client, such as thanks and bank details", tabTerms: "Payment terms and conditions, printed",
		tabInternal: "Only for you: never printed, never in Xero", tabShipping: "Where it goes, when that is elsewhere",
	}
	n.entries = map[string]*kit.Entry{}
	for id, at := range n.at {
		entry := kit.Named("notes."+id, kit.NewCellEntry(true))
		entry.TakesTab = false
		entry.PlaceHolder = examples[id]
		entry.OnChanged = func(text string) {
			if !e.ready {
				return
			}
			e.session.Set(session.Edit{Label: "Typing", Key: "field:" + id, Pauses: true, Back: e.back, Place: session.Place{Field: id}},
				func(d *document.Document) { *at(d) = text })
			e.body.relayout()
		}
		entry.OnLeave = e.session.EndStep
		e.fields.undoKeys(entry)
		n.entries[id] = entry
	}
	n.tags = kit.Named("notes.tags", kit.NewCellEntry(false))
	n.tags.TakesTab = false
	n.tags.PlaceHolder = "Northern Lights, shoot week 2"
	n.tags.OnLeave = n.commit
	n.tags.OnCommit = func(string) { n.commit() }
	e.fields.undoKeys(n.tags)
	n.tabs = newTabs([]tab{
		{tabClient, "Client notes", ""}, {tabTerms, "Terms", ""}, {tabInternal, "Internal notes · LiteWork only", "Internal notes"},
		{tabTags, "Tags", ""}, {tabShipping, "Shipping address", "Shipping"},
	}, e.d.Env.Do, n.open)
	n.body = container.NewStack(n.entries[tabClient])
	n.root = kit.NewCardPadded(0, 1, 6, 1, kit.VBox(0, n.tabs, kit.Rule(), kit.Flex(kit.Inset(8, 14, 4, 14, n.body))))
}

// open shows a tab and gives it the keyboard.
func (n *notes) open(id string) {
	n.commit()
	n.shown = id
	n.tabs.choose(id)
	n.body.Objects = []fyne.CanvasObject{n.entry()}
	if id == tabTags { // one row, at the top like the others
		n.body.Objects = []fyne.CanvasObject{kit.VBox(0, n.tags, kit.Spacer())}
	}
	n.body.Refresh()
	n.e.body.relayout()
	if n.e.d.Canvas != nil {
		n.e.d.Canvas.Focus(n.entry())
	}
}

func (n *notes) entry() *kit.Entry {
	if n.shown == tabTags {
		return n.tags
	}
	return n.entries[n.shown]
}

// commit takes the tags typed; the other texts are taken as they are typed.
func (n *notes) commit() {
	tags := splitTags(n.tags.Text)
	if slices.Equal(tags, n.e.session.Doc().Tags) || (len(tags) == 0 && len(n.e.session.Doc().Tags) == 0) {
		return
	}
	n.e.session.Set(session.Edit{Label: "Tags", Place: session.Place{Field: tabTags}}, func(d *document.Document) { d.Tags = tags })
}

// splitTags reads tags separated by commas, each once.
func splitTags(text string) []string {
	var out []string
	for t := range strings.SplitSeq(text, ",") {
		if t = strings.TrimSpace(t); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// revert shows the tags of the document, which are read when the field is left.
func (n *notes) revert() { n.tags.SetValue(strings.Join(n.e.session.Doc().Tags, ", ")) }

func (n *notes) show() {
	d := n.e.session.Doc()
	for id, entry := range n.entries {
		if text := *n.at[id](d); entry.Text != text {
			entry.SetValue(text)
		}
	}
	if !n.tags.Focused() {
		n.tags.SetValue(strings.Join(d.Tags, ", "))
	}
	marks := map[string]bool{tabTags: len(d.Tags) > 0}
	for id, at := range n.at {
		marks[id] = *at(d) != ""
	}
	n.tabs.mark(marks)
}

// height is what the shown text needs.
func (n *notes) height(width float32) float32 {
	return 38 + 1 + 12 + n.entry().MinSize().Height + 7
}

// lockAs makes terms read-only on a quote, where they go to Xero.
func (n *notes) lockAs(locked bool) {
	n.entries[tabTerms].SetReadOnly(locked && n.e.session.Doc().Kind == document.Quote)
}

package editor

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// topBar says which document this is and how it stands, and has its main
// commands.
type topBar struct {
	e    *Editor
	bar  *kit.TopBar
	stat *kit.Chip
	sync *kit.Chip

	saving     *kit.Text
	again      *kit.Link
	copyIt     *kit.Link
	undo, redo *kit.Button
	preview    *kit.Button
	view, post *kit.Button
	more       *kit.Button
	failed     bool
	linked     bool
	chips      int
	shown      document.Status // on the chip
}

func (b *topBar) init(e *Editor) {
	b.e = e
	b.bar = kit.NewTopBar("")
	b.bar.SetBack(e.d.BackLabel, func() {
		if e.EndEdit() {
			e.d.Back()
		}
	})
	b.bar.SetBackTip(e.d.Tip("Back to "+e.d.BackLabel, "go.back"))
	b.stat, b.sync = kit.NewChip(kit.ChipSpec{}), kit.NewChip(kit.ChipSpec{})
	b.sync.Name, b.stat.Name = "chip.sync", "chip.status"
	b.sync.OnTapped = e.explain
	b.saving = kit.Muted("")
	b.again = kit.Named("save.again", kit.NewLink("Try again", e.tryAgain))
	b.copyIt = kit.Named("save.copy", kit.NewLink("Save a copy", e.saveCopy))
	b.undo = kit.Named("undo", kit.NewIconButton(theme.IconUndo, "Undo", e.Undo))
	b.redo = kit.Named("redo", kit.NewIconButton(theme.IconRedo, "Redo", e.Redo))
	b.preview = kit.Named("preview.open", kit.NewButton("Preview PDF", e.TogglePreview))
	b.view = kit.Named("view", e.d.Tipped(kit.NewButton("View in Xero", e.ViewInXero), "xero.view"))
	b.post = kit.Named("post", kit.NewPrimary("Post to Xero", e.Post))
	b.more = kit.Named("more", kit.NewIconButton(theme.IconMore, "More", e.moreMenu))
}

// show shows the document's number and what is possible now.
func (b *topBar) show() {
	e := b.e
	b.bar.SetTitle(e.Title())
	color := theme.ColorText
	if e.session.Doc().Number == "" {
		color = theme.ColorFaint // the number it will take
	}
	b.bar.SetTitleColor(color)
	grey(b.undo, e.d.Tip("Undo", "edit.undo"), e.WhyNotUndo())
	grey(b.redo, e.d.Tip("Redo", "edit.redo"), e.WhyNotRedo())
	grey(b.post, e.d.Tip(b.post.Label(), "xero.post"), e.WhyNotPost())
	label := "Preview PDF"
	if e.PreviewOpen() {
		label = "Close preview"
	}
	b.preview.SetLabel(label)
	grey(b.preview, e.d.Tip(label, "view.preview"), e.WhyNotPreview())
	if b.status() != b.shown {
		b.showState() // marked by hand, or a date moved
	}
}

// status is where the document stands as it is now.
func (b *topBar) status() document.Status {
	return document.ShownStatus(b.e.session.Doc(), b.e.l.stored.Remote, b.e.d.Today())
}

// grey disables a button with the reason, or enables it.
func grey(b *kit.Button, tip, why string) {
	if why != "" {
		b.DisableBecause(why)
		return
	}
	if tip != "" {
		b.SetTooltip(tip)
	}
	b.Enable()
}

// showState shows how the document stands towards Xero.
func (b *topBar) showState() {
	e := b.e
	b.shown = b.status()
	b.stat.Set(page.StatusChip(b.shown))
	chips := []fyne.CanvasObject{b.stat}
	if e.l.connected || e.l.stored.State != document.NotSynced {
		b.sync.Set(page.SyncChip(e.l.stored.State))
		chips = append(chips, b.sync)
	}
	if len(chips) != b.chips {
		b.chips = len(chips)
		b.bar.SetLeft(chips...)
	}
	label := "Post to Xero"
	if e.l.stored.Remote != nil {
		label = "Update in Xero"
	}
	b.post.SetLabel(label)
	grey(b.post, e.d.Tip(b.post.Label(), "xero.post"), e.WhyNotPost())
	b.place()
}

// place puts the buttons at the right that make sense now.
func (b *topBar) place() {
	linked := b.e.l.stored.Remote != nil
	right := []fyne.CanvasObject{b.saving}
	if b.failed {
		right = append(right, b.again, b.copyIt)
	}
	right = append(right, b.undo, b.redo, b.preview)
	if linked {
		right = append(right, b.view)
	}
	b.linked = linked
	b.bar.SetRight(append(right, b.post, b.more)...)
}

// showSaving shows how saving stands; only a failure is coloured.
func (e *Editor) showSaving() {
	if !e.ready || e.released {
		return
	}
	b := &e.bar
	st := e.session.State()
	text, color := "Saved", theme.ColorMuted
	switch {
	case st.Err != nil:
		text, color = "Not saved: "+briefly(st.Err), theme.ColorDanger
	case st.Saving:
		text = "Saving…"
	case e.session.IsNew():
		text = ""
	}
	b.saving.SetText(text)
	b.saving.SetColor(color)
	failed := st.Err != nil
	if failed != b.failed {
		b.failed = failed
	}
	b.place()
	if st.Number != nil {
		if e.fields.details.Hidden {
			e.fields.toggleDetails()
		}
		setError(e.fields.numberField, st.Number)
	}
	e.d.StateChanged()
}

// briefly is why something could not be written, in two words where they say
// enough; what to do about it stands where closing asks.
func briefly(err error) string {
	var failed *store.SaveError
	if errors.As(err, &failed) {
		switch failed.Code {
		case store.CodeDiskFull:
			return "disk full"
		case store.CodeReadOnly:
			return "the file is read-only"
		case store.CodeBusy:
			return "the file is in use"
		}
	}
	sentence, _ := page.Trouble(err)
	return strings.TrimSuffix(lowerFirst(sentence), ".")
}

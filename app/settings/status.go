package settings

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
)

// statusLine says at the top right whether what is shown is in the file.
type statusLine struct {
	root *fyne.Container
	row  *fyne.Container
	dot  *kit.Icon
	text *kit.Text
	try  *kit.Link
}

func newStatusLine() *statusLine {
	s := &statusLine{dot: kit.NewIcon(theme.IconDot, theme.ColorDotGreen), text: kit.Muted("Saved")}
	kit.Named("settings.saved", s.text)
	s.try = kit.Named("settings.save.again", kit.NewLink("Try again", nil))
	s.try.Hide()
	s.row = kit.HBox(7, kit.Spacer(), s.dot, s.text, s.try)
	// Wide enough for a sentence: the bar it stands in does not move.
	s.root = kit.Sized(560, 0, s.row)
	return s
}

func (s *statusLine) saving() { s.set("Saving…", theme.ColorMuted, false) }

func (s *statusLine) saved() { s.set("Saved", theme.ColorMuted, true) }

func (s *statusLine) fail(err error, again func()) {
	sentence, fix := page.Trouble(err)
	s.set("Not saved: "+sentence+" "+fix, theme.ColorDanger, false)
	s.try.OnTapped = again
	s.try.Show()
	s.row.Refresh()
}

func (s *statusLine) set(text string, color fyne.ThemeColorName, dot bool) {
	s.text.SetText(text)
	s.text.SetColor(color)
	s.dot.Hidden = !dot
	s.try.Hide()
	s.row.Refresh()
}

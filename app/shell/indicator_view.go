package shell

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	syncpage "litework/app/sync"
	"litework/app/theme"
	"litework/xerosync"
)

// showIndicator draws the worker's state at the foot of the sidebar.
func (s *Shell) showIndicator() {
	state := s.d.Company.Sync.State()
	i := IndicatorOf(state, s.heldBack(), s.d.Now())
	view := kit.IndicatorView{Text: i.Words, Tip: i.Tip, Icon: theme.IconDot, Mark: i.Mark}
	switch i.Tone {
	case ToneGreen:
		view.Color = theme.ColorDotGreen
	case ToneBlue:
		view.Color, view.Icon = theme.ColorBlue, theme.IconRefresh
	case ToneYellow:
		view.Color = theme.ColorDotAmber
	case ToneRed:
		view.Color, view.Icon = theme.ColorRed, theme.IconWarning
	default:
		view.Color, view.Icon = theme.ColorMuted, theme.IconOffline
	}
	s.sidebar.SetIndicator(view)
	if state.Phase != s.phase {
		s.phase = state.Phase
		s.table.Refresh() // what needs a connection is possible, or no longer
	}
}

// heldBack is the number of the open document while its changes wait for its
// editing to come to rest, or "".
func (s *Shell) heldBack() string {
	if s.editor == nil || !s.editor.Waits() {
		return ""
	}
	return s.editor.Title()
}

// explainIndicator answers a click on the indicator: how the worker stands, and
// the button that helps. A hidden import comes back instead.
func (s *Shell) explainIndicator() {
	state := s.d.Company.Sync.State()
	if Importing(state) {
		s.openImport()
		return
	}
	m := kit.NewModal("", s.standing(state))
	m.SetTitle(IndicatorOf(state, s.heldBack(), s.d.Now()).Words)
	m.Width = 440
	closing := kit.Named("indicator.close", kit.NewButton("Close", m.Close))
	m.OnCancel = m.Close
	var left []fyne.CanvasObject
	if len(state.Notices) > 0 || state.Asking > 0 {
		left = append(left, kit.Named("indicator.attention", kit.NewQuiet("What needs attention", func() {
			m.Close()
			s.showSync(syncpage.TabAttention)
		})))
	}
	do := func(name, label string, what func()) *kit.Button {
		return kit.Named(name, kit.NewPrimary(label, func() {
			m.Close()
			what()
		}))
	}
	var main *kit.Button
	switch state.Phase {
	case xerosync.Off:
		main = do("indicator.connect", "Connect to Xero", s.d.Connect)
	case xerosync.Reconnect:
		main = do("indicator.connect", "Reconnect", s.d.Connect)
	case xerosync.Offline, xerosync.Paused:
		main = do("indicator.retry", "Try now", s.syncNow)
	case xerosync.Syncing:
		m.Default, m.First = closing, closing
		m.SetButtons(left, []fyne.CanvasObject{closing})
		s.d.Show(m)
		return
	default:
		main = do("indicator.sync", "Sync now", s.syncNow)
	}
	m.Default, m.First = main, main
	m.SetButtons(left, []fyne.CanvasObject{closing, main})
	s.d.Show(m)
}

// standing is the body of the dialog: the problem, if there is one, then the
// facts.
func (s *Shell) standing(state xerosync.State) fyne.CanvasObject {
	body := kit.VBox(8)
	if state.Problem != nil || state.Phase == xerosync.Off {
		body.Add(kit.NewParagraph(tip(state, s.d.Now()), kit.Look{}))
	}
	for _, n := range state.Notices {
		body.Add(kit.NewBanner(kit.Warn, n.Sentence+" "+n.Fix))
	}
	if len(body.Objects) > 0 {
		body.Add(kit.Blank(0, 2))
	}
	for _, f := range FactsOf(state, s.d.Now()) {
		body.Add(kit.HBox(12, kit.Sized(150, 0, kit.Muted(f.Label)), kit.Flex(kit.Plain(f.Value).Shrinks())))
	}
	return body
}

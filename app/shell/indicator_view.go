package shell

import (
	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/theme"
	"litework/xerosync"
)

// showIndicator draws the worker's state at the foot of the sidebar.
func (s *Shell) showIndicator() {
	state := s.d.Company.Sync.State()
	i := IndicatorOf(state, s.heldBack(), s.d.Now())
	view := kit.IndicatorView{Text: i.Words, Tip: i.Tip, Icon: theme.IconDot}
	switch i.Tone {
	case ToneGreen:
		view.Color = theme.ColorGreen
	case ToneBlue:
		view.Color, view.Icon = theme.ColorBlue, theme.IconRefresh
	case ToneYellow:
		view.Color = theme.ColorAmber
	case ToneRed:
		view.Color, view.Icon = theme.ColorRed, theme.IconWarning
	default:
		view.Color, view.Icon = theme.ColorMuted, theme.IconOffline
	}
	s.sidebar.SetIndicator(view)
}

// heldBack is the number of the open document while its changes wait for its
// editing to come to rest, or "".
func (s *Shell) heldBack() string {
	if s.editor == nil || !s.editor.Waits() {
		return ""
	}
	return s.editor.Title()
}

// explainIndicator answers a click on the indicator: what the state means, and
// the button that helps.
func (s *Shell) explainIndicator() {
	state := s.d.Company.Sync.State()
	i := IndicatorOf(state, s.heldBack(), s.d.Now())
	m := kit.NewModal(i.Words, kit.NewParagraph(i.Tip, kit.Look{}))
	m.Width = 440
	closing := kit.Named("indicator.close", kit.NewButton("Close", m.Close))
	m.OnCancel = m.Close
	switch state.Phase {
	case xerosync.Off, xerosync.Reconnect:
		connect := kit.Named("indicator.connect", kit.NewPrimary("Connect to Xero", func() {
			m.Close()
			s.d.Connect()
		}))
		m.Default = connect
		m.SetButtons(nil, []fyne.CanvasObject{closing, connect})
	case xerosync.Offline, xerosync.Paused:
		retry := kit.Named("indicator.retry", kit.NewPrimary("Try now", func() {
			m.Close()
			s.d.Company.Sync.Wake()
		}))
		m.Default = retry
		m.SetButtons(nil, []fyne.CanvasObject{closing, retry})
	default:
		m.Default = closing
		m.SetButtons(nil, []fyne.CanvasObject{closing})
	}
	s.d.Show(m)
}

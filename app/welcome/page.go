package welcome

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/settings"
	"litework/app/theme"
	"litework/document"
)

// Deps is what the first window needs from outside.
type Deps struct {
	page.Host
	// Country that the desktop suggests, an ISO 3166 code.
	Country string
	// Demo, Connect and Offline are the three doors. The last two are given
	// the settings the new company file is made with.
	Demo             func()
	Connect, Offline func(document.Settings)
}

// Page is the first window.
type Page struct {
	d       Deps
	root    fyne.CanvasObject
	name    *kit.Entry
	field   *kit.Field
	country *kit.Choice
	demo    *kit.Button
	connect *kit.Button
	offline *kit.Button
	scroll  *page.Scroll
}

// New returns the first window.
func New(d Deps) *Page {
	p := &Page{d: d}
	p.name = kit.Named("welcome.company", kit.NewEntry("Harbour Light Ltd"))
	p.field = kit.NewField("Company name", p.name).WithHelp("As it stands on your documents.")
	p.name.OnChanged = func(string) { p.wrong("") }
	// Enter goes on to the country: currency and tax rates come with it.
	p.name.OnCommit = func(string) { p.d.Canvas.Focus(p.country) }
	country := d.Country
	if country == "" {
		country = "NZ"
	}
	p.country = kit.Named("welcome.country", kit.NewChoice(settings.CountryOptions(), country, nil))
	p.demo = kit.Named("welcome.demo", kit.NewPrimary("Try the demo", d.Demo))
	p.connect = kit.Named("welcome.connect", kit.NewButton("Connect to Xero", func() { p.enter(d.Connect) }))
	p.offline = kit.Named("welcome.offline", kit.NewButton("Start offline", func() { p.enter(d.Offline) }))
	p.build()
	return p
}

// Content is the page as it stands in the window.
func (p *Page) Content() fyne.CanvasObject { return p.root }

// Focus gives the keyboard to the first field.
func (p *Page) Focus() { p.d.Canvas.Focus(p.name) }

// EndEdit has nothing to end.
func (p *Page) EndEdit() bool { return true }

// Refresh has nothing to read.
func (p *Page) Refresh() {}

// Close has nothing to end.
func (p *Page) Close() {}

// Busy says what is being opened and keeps the doors from being opened twice;
// "" opens them again.
func (p *Page) Busy(words string) {
	for _, b := range []*kit.Button{p.demo, p.connect, p.offline} {
		if words == "" {
			b.Enable()
		} else {
			b.DisableBecause(words)
		}
	}
}

func (p *Page) typed() string { return strings.Join(strings.Fields(p.name.Text), " ") }

// enter goes through a door that makes a company, once it has a name.
func (p *Page) enter(through func(document.Settings)) {
	if p.typed() == "" {
		p.wrong("A name is needed: your documents carry it. It can be changed later.")
		p.d.Canvas.Focus(p.name)
		return
	}
	through(document.DefaultSettings(p.country.Selected(), p.typed()))
}

func (p *Page) wrong(text string) {
	if p.field.Error() != text {
		p.field.SetError(text)
		p.scroll.Relayout()
	}
}

// width of what stands in the middle of the window.
const width float32 = 860

func (p *Page) build() {
	head := kit.VBox(6,
		kit.HBox(12, kit.NewIconSized(theme.IconLogo, theme.ColorPrimary, 34),
			kit.NewText("LiteWork", kit.Look{Size: 22, Style: fyne.TextStyle{Bold: true}})),
		kit.NewParagraph("Quotes and invoices written here, the way you want them to look, and posted to Xero when you say so. What you write is never lost, never doubled and never flattened on the way.",
			kit.Look{Color: theme.ColorMuted, Size: 14}),
	)
	fields := page.Card("", kit.Columns(14, p.field, kit.NewField("Country", p.country).WithHelp("Brings its currency, tax rates and dates.")))
	doors := kit.Columns(14,
		door(theme.IconEye, "Try with a demo organisation", "A made-up company with a made-up Xero, inside LiteWork. Needs no account and no network; nothing leaves this computer.", p.demo),
		door(theme.IconSync, "Connect to Xero", "Your browser opens and Xero asks which organisation LiteWork may use. Company details can be taken over from there.", p.connect),
		door(theme.IconDocument, "Start offline", "Write quotes and invoices now. Xero can be connected at any time later, with everything you have written.", p.offline),
	)
	p.scroll = page.NewScroll(kit.VBox(22, head, fields, doors), width)
	p.root = kit.NewGround(theme.ColorGround, container.New(&centred{width}, p.scroll))
}

// door is a card that leads somewhere.
func door(icon theme.IconName, title, text string, button fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewCard(kit.VBox(10,
		kit.HBox(0, kit.NewIconSized(icon, theme.ColorPrimary, 20)),
		kit.NewText(title, kit.Look{Size: 15, Style: fyne.TextStyle{Bold: true}}).Shrinks(),
		kit.NewParagraph(text, kit.Look{Color: theme.ColorMuted}),
		kit.Spacer(), kit.HBox(0, button)))
}

// centred puts an object in the middle of the window, a little above it.
type centred struct{ width float32 }

func (l *centred) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[0].MinSize() }

func (l *centred) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	w := min(l.width, size.Width-2*theme.PagePadding)
	s := objs[0].(*page.Scroll)
	h := min(s.HeightFor(w), size.Height-2*theme.PagePadding)
	s.Move(fyne.NewPos(float32(int((size.Width-w)/2)), max(theme.PagePadding, float32(int((size.Height-h)*0.42)))))
	s.Resize(fyne.NewSize(w, h))
}

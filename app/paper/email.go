package paper

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
	"litework/store"
)

// mailing is the open dialog in which a message is written.
type mailing struct {
	k     *Desk
	doc   store.StoredDocument
	modal *kit.Modal

	to, subject, text *kit.Entry
	toField           *kit.Field
	unknown, wrong    *kit.Paragraph
	hand              *kit.Button
	template          string // of the text
	filled            string // what it came to: as long as it stands, a link that comes late still goes in
}

// Email writes a message for a document, with the words of the settings. It is
// handed to the mail program with the PDF; sending is done there.
func (k *Desk) Email(id string) {
	type begin struct {
		doc      store.StoredDocument
		settings document.Settings
	}
	page.Read(k.reader, "email", func(ctx context.Context) (b begin, err error) {
		if b.doc, err = k.d.File.Document(ctx, id); err != nil {
			return b, err
		}
		if why := WhyNot(&b.doc); why != nil {
			return b, why
		}
		b.settings, err = k.d.File.Settings(ctx)
		return b, err
	}, func(b begin, err error) {
		if err != nil {
			k.d.Tell("The message was not begun", err)
			return
		}
		m := &mailing{k: k, doc: b.doc}
		m.open(b.settings.Email)
	})
}

func (m *mailing) open(templates document.EmailSettings) {
	subject, text := templates.Template(m.doc.Kind)
	values := document.MessageValues(&m.doc.Document, m.k.Printer.known(m.doc.ID))
	m.to = named("to", kit.NewEntry("accounts@example.com"))
	m.to.SetText(m.doc.Client.Email)
	m.subject = named("subject", kit.NewEntry(""))
	m.subject.SetText(oneLine(document.FillTemplate(subject, values)))
	m.text = named("text", kit.NewMultiLineEntry("", 9))
	m.template, m.filled = text, document.FillTemplate(text, values)
	m.text.SetText(m.filled)
	m.toField = kit.NewField("To", m.to)
	if m.doc.Client.Email == "" {
		m.toField.SetHelp("The client has no e-mail address. It can also be written in the mail program.")
	}
	m.to.OnChanged = func(string) { m.wrongAddress("") }
	m.unknown = kit.NewParagraph("", kit.Look{Color: theme.ColorAmber})
	m.wrong = kit.NewParagraph("", kit.Look{Color: theme.ColorRed})
	m.wrong.Hide()
	m.subject.OnChanged = func(string) { m.warn() }
	m.text.OnChanged = func(string) { m.warn() }

	file := FileName(&m.doc.Document) + extension
	m.modal = kit.NewModal("E-mail "+m.doc.Number, kit.VBox(12, m.toField, kit.NewField("Subject", m.subject), kit.NewField("Text", m.text),
		m.unknown, note("The message opens in your mail program, where you send it. "+file+" is put in "+folderName(m.k.Folder())+" first."), m.wrong))
	m.modal.Width = 600
	m.hand = named("hand", kit.NewPrimary("Open in mail program", m.confirmed).WithHint("Ctrl ⏎"))
	m.modal.Default = m.hand
	m.modal.First = m.text
	if m.doc.Client.Email == "" {
		m.modal.First = m.to
	}
	m.modal.SetButtons(nil, []fyne.CanvasObject{named("cancel", kit.NewButton("Cancel", m.modal.Close)), m.hand})
	m.warn()
	m.k.d.Show(m.modal)
	m.learn()
}

// learn asks Xero where the client sees the invoice, and puts it into the text
// unless that was changed meanwhile.
func (m *mailing) learn() {
	if m.doc.Remote == nil || m.k.Printer.known(m.doc.ID) != "" {
		return
	}
	id := m.doc.ID
	page.Read(m.k.reader, "link", func(ctx context.Context) (string, error) { return m.k.Printer.Online(ctx, id), nil },
		func(link string, _ error) {
			if link == "" || !m.modal.IsOpen() || m.text.Text != m.filled {
				return
			}
			m.filled = document.FillTemplate(m.template, document.MessageValues(&m.doc.Document, link))
			m.text.SetValue(m.filled)
		})
}

// oneLine keeps a subject on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// warn names what stands in braces and stands for nothing.
func (m *mailing) warn() {
	words := Unknown(m.subject.Text + "\n" + m.text.Text)
	was := m.unknown.Visible()
	m.unknown.SetText(words)
	m.unknown.Hidden = words == ""
	if was == m.unknown.Hidden {
		m.modal.Refresh()
	}
}

// Unknown says which placeholders of a text stand for nothing, or "".
func Unknown(text string) string {
	switch names := document.UnknownPlaceholders(text); len(names) {
	case 0:
		return ""
	case 1:
		return names[0] + " stands for nothing and stays as it is."
	default:
		return strings.Join(names, ", ") + " stand for nothing and stay as they are."
	}
}

func (m *mailing) wrongAddress(why string) {
	if m.toField.Error() != why {
		m.toField.SetError(why)
		m.modal.Refresh()
	}
}

// confirmed writes the PDF, then hands the message over.
func (m *mailing) confirmed() {
	to, wrong := addresses(m.to.Text)
	if wrong != "" {
		m.wrongAddress("“" + wrong + "” is no e-mail address.")
		m.k.d.Canvas.Focus(m.to)
		return
	}
	msg := message{to: to, subject: oneLine(m.subject.Text), text: m.text.Text}
	id, folder := m.doc.ID, m.k.Folder()
	m.busy(true)
	type handed struct {
		written
		attached, whole bool
	}
	page.Write(m.k.reader, func(ctx context.Context) (h handed, err error) {
		if h.written, err = m.k.write(ctx, id, folder, true); err != nil {
			return h, err
		}
		msg.attached = h.path
		h.attached, h.whole = msg.handOver(ctx, func(address string) { m.k.d.Env.Do(func() { m.k.d.OpenURL(address) }) })
		return h, nil
	}, func(h handed, err error) {
		m.busy(false)
		switch {
		case err != nil && m.modal.IsOpen():
			sentence, fix := page.Trouble(err)
			m.wrong.SetText(strings.TrimSpace(sentence + " " + fix))
			m.wrong.Show()
			m.modal.Refresh()
		case err != nil:
			m.k.d.Tell("The message was not handed over", err)
		case m.modal.IsOpen():
			if !h.whole {
				m.k.d.Copy(msg.text)
			}
			m.done(h.written, h.attached, h.whole, msg.text)
		}
	})
}

func (m *mailing) busy(on bool) {
	if on {
		m.hand.SetLabel("Opening…")
		m.hand.Disable()
		return
	}
	m.hand.SetLabel("Open in mail program")
	m.hand.Enable()
}

// done says what to look for in the mail program. What happens there is not
// known here: whether it was sent is for the user to say.
func (m *mailing) done(w written, attached, whole bool, text string) {
	m.doc = w.doc
	file, folder := filepath.Base(w.path), folderName(filepath.Dir(w.path))
	words := "Attach " + file + ", which is in " + folder + ", and send it there."
	if attached {
		words = "Look at it there and send it. " + file + " should be attached; if it is not, it is in " + folder + "."
	}
	body := []fyne.CanvasObject{kit.NewParagraph(words, kit.Look{})}
	if !whole {
		body = append(body, kit.NewParagraph("The text is too long to be handed over. It is on the clipboard: paste it there.", kit.Look{}))
	}
	body = append(body, note("If no mail program opened, copy the text and write from wherever you read mail."))
	m.modal.SetTitle("Go on in your mail program")
	left := []fyne.CanvasObject{
		named("folder.show", kit.NewButton("Show folder", func() { m.k.d.OpenURL(address(filepath.Dir(w.path))) })),
		named("copy", kit.NewButton("Copy text", func() {
			m.k.d.Copy(text)
			m.k.d.Say("The text is on the clipboard")
		})),
	}
	var right []*kit.Button
	if label, do := m.k.mark([]store.StoredDocument{w.doc}); do != nil {
		right = append(right, named("mark", kit.NewButton(label, func() {
			m.modal.Close()
			do()
		})))
	}
	m.modal.SetStep(kit.VBox(10, body...), nil, left, append(right, named("done", kit.NewPrimary("Done", m.modal.Close)))...)
}

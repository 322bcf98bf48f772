package lines

import (
	"strings"

	"litework/document"
)

// Option is one thing to choose in a Tax or Account cell.
type Option struct {
	Label  string
	Detail string

	tax     document.Tax
	account string
	quick   *document.QuickItem
	note    bool // says something and cannot be taken
}

// Options are what the edited choice, or the list of quick items, offers for
// what is typed, and which of them is marked, -1 for none.
func (m *Model) Options() ([]Option, int) {
	switch {
	case m.buf == nil:
	case m.slash:
		return m.quickOptions(), m.mark
	case m.cell.Col.IsChoice():
		return m.options(m.buf.String()), m.mark
	}
	return nil, -1
}

func (m *Model) options(typed string) []Option {
	var all []Option
	if m.cell.Col == Tax {
		for _, t := range m.cfg.Taxes() {
			all = append(all, Option{Label: t.Name, Detail: t.Code, tax: t})
		}
	} else {
		for _, a := range m.cfg.Accounts() {
			all = append(all, Option{Label: a.Code, Detail: a.Name, account: a.Code})
		}
	}
	if typed == m.initial || strings.TrimSpace(typed) == "" {
		return all
	}
	var out []Option
	for _, o := range all {
		if matches(o, typed) {
			out = append(out, o)
		}
	}
	return out
}

// matches reports whether every word typed begins a word of the option.
func matches(o Option, typed string) bool {
	return startsWords(strings.Fields(strings.ToLower(typed)), o.Label+" "+o.Detail)
}

// startsWords reports whether every one of the lower-case words begins a word
// of the text.
func startsWords(typed []string, text string) bool {
	words := strings.Fields(strings.ToLower(text))
	for _, t := range typed {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(strings.TrimLeft(w, "(["), t)
		}
		if !found {
			return false
		}
	}
	return true
}

// markOf is the option that reads as the text, -1 for none.
func (m *Model) markOf(s string) int {
	if !m.cell.Col.IsChoice() {
		return -1
	}
	for i, o := range m.options(s) {
		if o.Label == s {
			return i
		}
	}
	return -1
}

// firstOption is the option marked after typing: the first, or none when
// nothing is typed.
func (m *Model) firstOption() int {
	if m.slash {
		return 0
	}
	if !m.cell.Col.IsChoice() || strings.TrimSpace(m.buf.String()) == "" {
		return -1
	}
	if i := m.markOf(m.buf.String()); i >= 0 {
		return i
	}
	if len(m.options(m.buf.String())) == 0 {
		return -1
	}
	return 0
}

func (m *Model) moveMark(by int) {
	n := len(m.options(m.buf.String()))
	if n == 0 {
		return
	}
	m.mark, m.moved = max(0, min(m.mark+by, n-1)), true
}

// Take chooses an option by its place, as a click does, and ends the edit.
func (m *Model) Take(i int) Effect {
	options, _ := m.Options()
	if i < 0 || i >= len(options) || options[i].note {
		return handled
	}
	if q := options[i].quick; q != nil {
		return m.takeQuick(*q)
	}
	m.mark, m.moved = i, true
	m.commit()
	return handled
}

// commitChoice sets what is marked; nothing typed is nothing chosen.
func (m *Model) commitChoice(s string) error {
	_, wasBad := m.bad[m.cell]
	typed := s != m.initial || wasBad
	if !typed && !m.moved {
		return nil
	}
	options := m.options(s)
	switch {
	case m.mark >= 0 && m.mark < len(options):
		m.choose(options[m.mark])
	case strings.TrimSpace(s) == "":
		m.choose(Option{})
	case m.cell.Col == Tax:
		return &document.Problem{Code: "no-such-tax", Sentence: "There is no tax rate like this.", Fix: "Choose one from the list."}
	default:
		return &document.Problem{Code: "no-such-account", Sentence: "There is no account like this.", Fix: "Choose one from the list."}
	}
	return nil
}

func (m *Model) choose(o Option) {
	id, col := m.cell.Row, m.cell.Col
	m.s.Change(m.editOf("Choosing"), func(d document.Document) document.Document {
		d, _ = document.EditLine(d, id, func(l *document.Line) {
			if col == Tax {
				l.Tax = o.tax
			} else {
				l.Account = o.account
			}
		})
		return d
	})
}

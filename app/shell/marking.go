package shell

import (
	"strings"

	"litework/app/command"
	"litework/document"
)

// markCommands set where a document stands by hand, as it is done without Xero.
func (s *Shell) markCommands() []command.Command {
	var out []command.Command
	for _, to := range []document.Status{document.Sent, document.Accepted, document.Declined, document.Paid, document.Draft} {
		word := strings.ToLower(to.Label())
		out = append(out, command.Command{ID: "document.mark." + string(to), Name: "Mark as " + word, Menu: "Document", Group: 2,
			Why: s.onEditor(func() string { return s.editor.WhyNotMark(to) }), Do: func() { s.editor.Mark(to) }})
	}
	return out
}

package paper

import (
	"context"
	"net/mail"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// message is what is handed to the mail program.
type message struct {
	to            []string // addresses
	subject, text string
	attached      string // path of the PDF
}

// addresses reads what was typed as recipients: addresses with commas or
// semicolons between, with names or without. It gives the first that is none.
func addresses(typed string) (list []string, wrong string) {
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		a, err := mail.ParseAddress(part)
		if err != nil {
			return nil, part
		}
		list = append(list, a.Address)
	}
	return list, ""
}

// mailto is the message as an address (RFC 6068). It cannot carry the PDF.
func (m message) mailto() string {
	escape := func(s string) string {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "\r\n")
		return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
	}
	var to, with []string
	for _, a := range m.to {
		to = append(to, strings.ReplaceAll(escape(a), "%40", "@"))
	}
	if m.subject != "" {
		with = append(with, "subject="+escape(m.subject))
	}
	if m.text != "" {
		with = append(with, "body="+escape(m.text))
	}
	out := "mailto:" + strings.Join(to, ",")
	if len(with) > 0 {
		out += "?" + strings.Join(with, "&")
	}
	return out
}

// longest is how long an address may be everywhere: Windows takes 2,083
// characters.
const longest = 2000

// handOver gives the message to the mail program. attached tells whether the PDF
// was given with it; whole whether the text was. What is not given by a program
// goes by open, as an address.
func (m message) handOver(ctx context.Context, open func(address string)) (attached, whole bool) {
	if m.byProgram(ctx) {
		return true, true
	}
	address, whole := m.mailto(), true
	if len(address) > longest {
		m.text, whole = "", false
		address = m.mailto()
	}
	open(address)
	return false, whole
}

// byProgram asks xdg-email (xdg-utils), which knows how the desktop's mail
// program takes a file.
func (m message) byProgram(ctx context.Context) bool {
	if runtime.GOOS != "linux" {
		return false
	}
	program, err := exec.LookPath("xdg-email")
	if err != nil {
		return false
	}
	cmd := exec.Command(program, m.arguments()...)
	if err := cmd.Start(); err != nil {
		return false
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // ends with the program, which is the user's
	running := time.NewTimer(mailStarts)
	defer running.Stop()
	select {
	case err := <-ended:
		return err == nil
	case <-running.C:
		return true // on some desktops it runs as long as the mail program
	case <-ctx.Done():
		return true
	}
}

// mailStarts is how long the mail program may take to refuse.
const mailStarts = 5 * time.Second

// arguments are those of xdg-email. All addresses go in one mailto:, of which it
// takes the last only; so none of them can be taken for an option either.
func (m message) arguments() []string {
	args := []string{"--utf8"}
	if m.subject != "" {
		args = append(args, "--subject", m.subject)
	}
	if m.text != "" {
		args = append(args, "--body", m.text)
	}
	return append(args, "--attach", m.attached, message{to: m.to}.mailto())
}

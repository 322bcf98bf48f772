package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/theme"
	"litework/document"
)

// RedirectURIs are the addresses that have to be registered with the user's
// app at Xero, letter by letter: Xero compares them exactly, and the browser
// comes back to the first of these ports that is free.
func RedirectURIs() []string {
	return []string{
		"http://localhost:53682/callback",
		"http://localhost:53683/callback",
		"http://localhost:53684/callback",
	}
}

// CheckClientID reports what a client ID cannot be, or "". Empty is allowed
// where the program brings its own.
func CheckClientID(text string) string {
	text = strings.TrimSpace(text)
	other := func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') }
	if text == "" || len(text) == 32 && !strings.ContainsFunc(text, other) {
		return ""
	}
	return "A client ID has 32 letters and digits."
}

// clientID is the field and the three steps that lead to what goes in it.
func (t *xeroTab) clientID() fyne.CanvasObject {
	help := "Not a secret. Only your own app at Xero knows what to do with it."
	if t.p.d.BuiltInClientID {
		help = "LiteWork brings one. Yours is used instead when you write it here."
	}
	field, _ := t.p.form.text(textSpec{
		name: "xero.clientid", label: "Your client ID", help: help, example: "0123456789ABCDEF0123456789ABCDEF",
		get:   func(s document.Settings) string { return s.ClientID },
		put:   func(s *document.Settings, text string) { s.ClientID = strings.TrimSpace(text) },
		check: CheckClientID,
	})
	return kit.VBox(14, field, Guide(t.p.d.OpenURL, t.p.d.Copy))
}

// Guide is the three steps to a client ID.
func Guide(open, copyText func(string)) fyne.CanvasObject {
	step := func(n, text string, more ...fyne.CanvasObject) fyne.CanvasObject {
		words := kit.VBox(4, append([]fyne.CanvasObject{kit.NewParagraph(text, kit.Look{})}, more...)...)
		return kit.HBoxTop(10, kit.VBox(0, kit.NewText(n, kit.Look{Color: theme.ColorPrimary, Style: fyne.TextStyle{Bold: true}})), kit.Flex(words))
	}
	addresses := kit.VBox(2)
	for _, uri := range RedirectURIs() {
		addresses.Add(kit.NewText(uri, kit.Look{Style: fyne.TextStyle{Monospace: true}}))
	}
	addresses.Add(kit.HBox(0, kit.Named("guide.copy", kit.NewButton("Copy all three", func() {
		copyText(strings.Join(RedirectURIs(), "\n"))
	}).WithIcon(theme.IconCopy))))
	return kit.VBox(12,
		step("1", "Sign in at developer.xero.com and choose New app. Give it any name without the word Xero, and the type \"Mobile or desktop app\".",
			kit.HBox(0, kit.Named("guide.open", kit.NewLink("Open developer.xero.com", func() { open("https://developer.xero.com/app/manage") })))),
		step("2", "Register these three redirect addresses, exactly as they stand here:", addresses),
		step("3", "Copy the client ID that Xero shows into the field for it. It needs no secret."),
	)
}

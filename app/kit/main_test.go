package kit_test

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"litework/app/theme"
)

// Widgets look for the app when they are given text, so there is one for all
// tests.
func TestMain(m *testing.M) {
	app := test.NewApp()
	app.Settings().SetTheme(theme.New(theme.Light))
	code := m.Run()
	app.Quit()
	os.Exit(code)
}

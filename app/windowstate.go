package app

import (
	"encoding/json"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// windowState is what has to be known before there is a window: it lies beside
// the company files, and losing it costs nothing.
type windowState struct {
	Width  int `json:"width"`
	Height int `json:"height"`
	// Scale of the interface as a decimal, empty for the desktop's.
	Scale string `json:"scale,omitempty"`
	// Appearance of the company shown last: the window begins in it.
	Appearance string `json:"appearance,omitempty"`
}

// The first size of the window, and the least.
const (
	firstWidth, firstHeight = 1280, 840
	leastWidth, leastHeight = 1024, 680
)

func readWindowState(folder string) windowState {
	s := windowState{Width: firstWidth, Height: firstHeight}
	if data, err := os.ReadFile(windowStatePath(folder)); err == nil {
		_ = json.Unmarshal(data, &s) // unreadable: the first size
	}
	s.Width, s.Height = max(s.Width, leastWidth), max(s.Height, leastHeight)
	return s
}

func (s windowState) write(folder string) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(windowStatePath(folder), data, 0o600)
}

func windowStatePath(folder string) string { return filepath.Join(folder, "window.json") }

// applyScale tells Fyne the scale, which it reads when the application is
// made. What is set outside wins.
func (s windowState) applyScale() {
	if s.Scale != "" && os.Getenv("FYNE_SCALE") == "" {
		_ = os.Setenv("FYNE_SCALE", s.Scale) // fails for impossible names only
	}
}

// resized gives the state with the size of a window that is about to close.
func (s windowState) resized(size fyne.Size) windowState {
	if size.Width > 0 && size.Height > 0 {
		s.Width, s.Height = int(size.Width), int(size.Height)
	}
	return s
}

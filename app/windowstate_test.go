package app

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
)

func TestWindowStateComesBack(t *testing.T) {
	folder := t.TempDir()
	if got := readWindowState(folder); got != (windowState{Width: firstWidth, Height: firstHeight}) {
		t.Errorf("without a file: %+v", got)
	}
	want := windowState{Scale: "1.25"}.resized(fyne.NewSize(1500, 900))
	if err := want.write(folder); err != nil {
		t.Fatal(err)
	}
	if got := readWindowState(folder); got != want {
		t.Errorf("wrote %+v, read %+v", want, got)
	}
}

func TestDamagedWindowStateIsTheFirst(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(windowStatePath(folder), []byte(`{"width":-3,"hei`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := readWindowState(folder); got.Width < leastWidth || got.Height < leastHeight {
		t.Errorf("%+v is smaller than the least window", got)
	}
}

func TestScaleOfTheDesktopWins(t *testing.T) {
	t.Setenv("FYNE_SCALE", "2")
	windowState{Scale: "1.25"}.applyScale()
	if got := os.Getenv("FYNE_SCALE"); got != "2" {
		t.Errorf("scale %s", got)
	}
}

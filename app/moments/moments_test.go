package moments

import (
	"bytes"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestShownIsNotedInTheFrameThatPaintsIt(t *testing.T) {
	test.NewTempApp(t)
	var out bytes.Buffer
	l := New(&out)
	w := test.NewTempWindow(t, l.Over(canvas.NewRectangle(color.White)))
	w.Canvas().Capture()
	l.Asked("open")
	l.Shown("document")
	if got := out.String(); !strings.HasPrefix(got, "open ") || strings.Contains(got, "document") {
		t.Errorf("before the frame: %q", got)
	}
	w.Canvas().Capture()
	w.Canvas().Capture()
	if got := out.String(); strings.Count(got, "document ") != 1 {
		t.Errorf("after the frame: %q, want one document", got)
	}
}

func TestNobodyMeasures(t *testing.T) {
	var l *Log
	content := canvas.NewRectangle(color.White)
	if l.Over(content) != content {
		t.Error("the content is covered")
	}
	l.Asked("open")
	l.Shown("document")
}

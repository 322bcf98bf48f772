package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

func TestAFigureIsChosenByClickAndKey(t *testing.T) {
	kittest.NewApp(t)
	pressed := 0
	f := kit.Named("errors", kit.NewFigure("Errors", "lwRed", func() { pressed++ }))
	f.SetValue("13")
	w := kittest.NewWindow(t, kit.VBox(0, f), 300, 200)
	w.ClickName("errors")
	w.Key(fyne.KeySpace, fyne.KeyReturn)
	if pressed != 3 || w.At("errors").Text != "13" {
		t.Fatalf("%d presses, %q", pressed, w.At("errors").Text)
	}
}

func TestChoicesInARowShareTheirEdges(t *testing.T) {
	kittest.NewApp(t)
	option := []kit.Option{{ID: "", Label: "Any action"}, {ID: "create", Label: "Create"}}
	a, b := kit.NewFilterChoice("", option, "", nil), kit.NewFilterChoice("", option, "", nil)
	row := kit.ChoiceRow(a, b)
	kittest.NewWindow(t, kit.VBox(0, kit.HBox(0, row)), 500, 200)
	if got, want := b.Position().X, a.Position().X+a.Size().Width-1; got != want {
		t.Fatalf("the second begins at %v, want %v", got, want)
	}
	a.SetSelected("create")
	if row.MinSize().Width >= a.MinSize().Width+b.MinSize().Width {
		t.Fatal("the row is as narrow as its values")
	}
}

func TestTheKeyboardBringsWhatItComesToIntoView(t *testing.T) {
	kittest.NewApp(t)
	var rows []fyne.CanvasObject
	for i := range 20 {
		rows = append(rows, kit.Named(fmt.Sprint("button ", i), kit.NewButton("Press", nil)))
	}
	scroll := container.NewVScroll(kit.VBox(30, rows...))
	w := kittest.NewWindow(t, scroll, 300, 200)
	for range 20 {
		w.Key(fyne.KeyTab)
	}
	if at := w.At("button 19"); !at.Focused || at.Y+at.H > 200 {
		t.Fatalf("the last button is at %d: %+v", at.Y, at)
	}
	w.Focus(rows[0].(fyne.Focusable))
	if at := w.At("button 0"); at.Y < 0 || scroll.Offset.Y != 0 {
		t.Fatalf("the first button is at %d, scrolled by %v", at.Y, scroll.Offset.Y)
	}
}

package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

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

package kit_test

import (
	"testing"
	"time"

	"litework/app/kit"
	"litework/app/kit/kittest"
)

// A toast comes up within the time that motion may last, and at once where
// nothing may move.
func TestToastRises(t *testing.T) {
	for _, moves := range []bool{true, false} {
		w := kittest.NewWindow(t, kit.Blank(1, 1), 400, 300)
		env := w.Env()
		env.Motion = func() bool { return moves }
		layer := kit.NewFloatLayer(kit.Blank(1, 1), env)
		w.SetContent(layer)
		at := func() int { return w.At("toast").Y }
		layer.Toast(kit.Toast{Text: "Deleted"})
		first := at()
		w.Advance(kit.MotionTime / 2)
		half := at()
		w.Advance(kit.MotionTime/2 + time.Millisecond)
		last := at()
		if moves && !(first > half && half > last) || !moves && first != last {
			t.Errorf("with motion %v it is at %d, %d, %d", moves, first, half, last)
		}
		w.Advance(time.Second)
		if at() != last {
			t.Error("it goes on")
		}
	}
}

package app

import (
	"bytes"
	"os"
	"time"

	"litework/app/kit"
)

// mapEvery is how often the UI map is renewed.
const mapEvery = 120 * time.Millisecond

// writeUIMap keeps the file of the UI map in step with the window until the
// program ends, so that whoever drives the window from outside can find its
// controls by name.
func (a *App) writeUIMap() {
	ticker := time.NewTicker(mapEvery)
	defer ticker.Stop()
	var last []byte
	for {
		select {
		case <-a.ctx.Done():
			return
		case <-ticker.C:
		}
		now := make(chan []byte, 1)
		a.env.Do(func() {
			var b bytes.Buffer
			_ = kit.WalkNamed(a.window.Canvas()).Write(&b) // a buffer takes everything
			now <- b.Bytes()
		})
		select {
		case <-a.ctx.Done():
			return
		case next := <-now:
			if bytes.Equal(next, last) {
				continue
			}
			// A reader never sees half of it: the name moves in one step.
			if os.WriteFile(a.cfg.UIMap+".new", next, 0o600) == nil && os.Rename(a.cfg.UIMap+".new", a.cfg.UIMap) == nil {
				last = next
			}
		}
	}
}

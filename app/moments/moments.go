// Package moments writes down when something was asked for and when it first
// stood on the screen, so that speed can be measured from outside.
package moments

import (
	"fmt"
	"image"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Log writes one line for each moment: its name and the time in nanoseconds
// since 1970. A nil Log writes nothing. It belongs to Fyne's goroutine.
type Log struct {
	out     io.Writer
	probe   *canvas.Raster
	waiting []string
}

// New writes moments to out.
func New(out io.Writer) *Log {
	l := &Log{out: out}
	l.probe = canvas.NewRaster(func(w, h int) image.Image {
		l.painted()
		return image.NewNRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	})
	l.probe.Resize(fyne.NewSize(1, 1))
	return l
}

// Over lays what notices a frame, a single clear pixel, over the content of
// the window: Fyne does not tell when it has painted, but it asks a raster for
// its picture in the frame that shows it.
func (l *Log) Over(content fyne.CanvasObject) fyne.CanvasObject {
	if l == nil {
		return content
	}
	return container.NewStack(content, container.NewWithoutLayout(l.probe))
}

// Asked notes that the user asked for something, now.
func (l *Log) Asked(name string) {
	if l != nil {
		l.write(name)
	}
}

// Shown notes the time of the next frame painted: the first that shows what
// the name says.
func (l *Log) Shown(name string) {
	if l != nil {
		l.waiting = append(l.waiting, name)
		l.probe.Refresh()
	}
}

func (l *Log) painted() {
	for _, name := range l.waiting {
		l.write(name)
	}
	l.waiting = l.waiting[:0]
}

func (l *Log) write(name string) {
	fmt.Fprintln(l.out, name, time.Now().UnixNano()) // measuring goes on as well as it can
}

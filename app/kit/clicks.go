package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// Two clicks within this time and distance are a double click.
const (
	doubleClickTime             = 400 * time.Millisecond
	doubleClickDistance float32 = 5
)

// clickCounter counts clicks at one place. Fyne's own double tap would hold
// every single one back for 300 ms.
type clickCounter struct {
	n    int
	last time.Time
	at   fyne.Position
}

// click counts a click and returns its number: 2 for the second of a double
// click.
func (c *clickCounter) click(at fyne.Position) int {
	now := time.Now()
	d := at.Subtract(c.at)
	near := d.X < doubleClickDistance && d.X > -doubleClickDistance && d.Y < doubleClickDistance && d.Y > -doubleClickDistance
	if near && now.Sub(c.last) < doubleClickTime {
		c.n++
	} else {
		c.n = 1
	}
	c.last, c.at = now, at
	return c.n
}

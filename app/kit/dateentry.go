package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"litework/app/theme"
)

// Day is a calendar date. The zero value is no date. Any struct of the same
// fields converts to it.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether there is no date.
func (d Day) IsZero() bool { return d == Day{} }

// AddDays returns the day n days later.
func (d Day) AddDays(n int) Day {
	return dayOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC))
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// Long is the form with the weekday: Sat 14 Mar 2026.
func (d Day) Long() string {
	if d.IsZero() {
		return ""
	}
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format("Mon 2 Jan 2006")
}

func dayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// DateEntry is a field for a date in any of the short forms that Parse knows.
// While something else than the full form is typed, the day it stands for is
// shown behind it. The date is taken when the field is left, on Enter, or when
// Pause has passed since the last key.
type DateEntry struct {
	widget.BaseWidget
	Entry *Entry

	// Parse reads what is typed; an empty text must give the zero Day.
	Parse func(text string) (Day, error)
	// Format writes the full form.
	Format func(Day) string
	// Today is where the calendar opens when there is no date.
	Today func() Day
	// OnChanged is called with a new date, the zero Day when emptied.
	OnChanged func(Day)
	// OnError is called with what is wrong when the field is left or Enter
	// pressed, and with nil as soon as it is right.
	OnError func(error)
	// Optional allows no date.
	Optional bool

	day      Day
	calendar *calendar
	stop     func()
	wrong    bool
}

// Pause is how long after the last key a date that can be read is taken.
const Pause = time.Second

// NewDateEntry returns a field without a date.
func NewDateEntry(parse func(string) (Day, error), format func(Day) string, today func() Day) *DateEntry {
	d := &DateEntry{Entry: NewEntry(""), Parse: parse, Format: format, Today: today}
	d.Entry.SelectOnFocus = true
	d.Entry.OnChanged = d.typed
	d.Entry.OnKey = d.key
	d.Entry.OnShortcut = d.shortcut
	d.Entry.OnLeave = func() {
		d.calendar.close()
		d.Commit()
	}
	d.Entry.trailing = newClickIcon(theme.IconCalendar, d.toggleCalendar)
	d.calendar = newCalendar(d.Entry, d.pick)
	d.ExtendBaseWidget(d)
	return d
}

// ControlName is empty: the field is listed as its entry.
func (d *DateEntry) ControlName() string { return "" }

func (d *DateEntry) setControlName(name string) { d.Entry.Name = name }

// Day returns the date held.
func (d *DateEntry) Day() Day { return d.day }

// SetDay changes the date from outside.
func (d *DateEntry) SetDay(day Day) {
	d.day = day
	d.cancelPause()
	d.Entry.SetHint("")
	d.Entry.SetValue(d.Format(day))
	d.setError(nil)
}

// SetWrong draws the field in red, or no longer.
func (d *DateEntry) SetWrong(wrong bool) { d.Entry.SetWrong(wrong) }

// Commit takes what is typed and shows its full form. It reports whether it
// could be read; if not, the text stays, in red.
func (d *DateEntry) Commit() bool {
	d.cancelPause()
	d.Entry.SetHint("")
	day, err := d.read()
	d.setError(err)
	if err != nil {
		return false
	}
	d.Entry.SetValue(d.Format(day))
	d.take(day)
	return true
}

func (d *DateEntry) read() (Day, error) {
	if d.Entry.Text == d.Format(d.day) {
		return d.day, nil
	}
	return d.Parse(d.Entry.Text)
}

func (d *DateEntry) setError(err error) {
	if err == nil && !d.wrong {
		return
	}
	d.wrong = err != nil
	d.Entry.SetWrong(d.wrong)
	if d.OnError != nil {
		d.OnError(err)
	}
}

func (d *DateEntry) take(day Day) {
	if day == d.day {
		return
	}
	d.day = day
	if d.OnChanged != nil {
		d.OnChanged(day)
	}
}

func (d *DateEntry) typed(string) {
	d.cancelPause()
	day, err := d.read()
	if err != nil || day.IsZero() {
		d.Entry.SetHint("")
	} else {
		d.Entry.SetHint(day.Long())
		d.setError(nil)
	}
	if layer := FloatsFor(d.Entry); err == nil && layer != nil && layer.env.After != nil {
		d.stop = layer.env.After(Pause, func() { d.take(day) })
	}
}

func (d *DateEntry) cancelPause() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}

func (d *DateEntry) key(k *fyne.KeyEvent) bool {
	if d.calendar.isOpen() && d.calendar.key(k) {
		return true
	}
	if d.Entry.ReadOnly {
		return false
	}
	switch k.Name {
	case fyne.KeyUp:
		d.step(1)
		return true
	case fyne.KeyDown:
		d.step(-1)
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		// Enter goes on to the dialog's default only when the date is right.
		return !d.Commit()
	case fyne.KeyEscape:
		if d.Entry.Text != d.Format(d.day) {
			d.SetDay(d.day)
			d.Entry.SelectAll() // as on coming in: what is typed next is a date of its own
			return true
		}
	}
	return false
}

// step moves by days from what is typed, or from today.
func (d *DateEntry) step(days int) {
	day, err := d.read()
	if err != nil || day.IsZero() {
		day = d.Today()
	} else {
		day = day.AddDays(days)
	}
	d.pick(day)
}

func (d *DateEntry) pick(day Day) {
	d.cancelPause()
	d.setError(nil)
	d.Entry.SetValue(d.Format(day))
	d.Entry.SetHint(day.Long())
	d.Entry.SelectAll()
	d.take(day)
}

func (d *DateEntry) shortcut(s fyne.Shortcut) bool {
	if isAltDown(s) {
		d.toggleCalendar()
		return true
	}
	return false
}

func (d *DateEntry) toggleCalendar() {
	if d.Entry.ReadOnly {
		return
	}
	if d.calendar.isOpen() {
		d.calendar.close()
		return
	}
	takeFocus(d.Entry)
	day, err := d.read()
	if err != nil || day.IsZero() {
		day = d.Today()
	}
	d.calendar.open(d.Entry.Name, day, d.Today())
}

// ControlChildren returns the entry.
func (d *DateEntry) ControlChildren() []fyne.CanvasObject { return []fyne.CanvasObject{d.Entry} }

// CreateRenderer is called by Fyne.
func (d *DateEntry) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.Entry) }

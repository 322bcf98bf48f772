package xerofake

import (
	"net/http"
	"strconv"
	"time"
)

// limiter counts calls: per organisation and minute, per organisation and
// day, per app and minute, and those in progress. Windows are fixed and start
// with their first call. The server's mutex guards it.
type limiter struct {
	limits   Limits
	windows  map[string]*window
	inFlight map[string]int
}

type window struct {
	start time.Time
	used  int
}

func newLimiter(l Limits) *limiter {
	def := func(p *int, n int) {
		if *p == 0 {
			*p = n
		}
	}
	def(&l.Minute, 60)
	def(&l.Day, 5000)
	def(&l.AppMinute, 10000)
	def(&l.Concurrent, 5)
	return &limiter{limits: l, windows: map[string]*window{}, inFlight: map[string]int{}}
}

func (l *limiter) window(key string, now time.Time, length time.Duration) *window {
	w := l.windows[key]
	if w == nil || now.Sub(w.start) >= length || now.Before(w.start) {
		w = &window{start: now}
		l.windows[key] = w
	}
	return w
}

// enter counts a call. It writes the three headers and says which limit the
// call breaks ("" for none) and after how many seconds to come back; -1 tells
// nothing, as for too many at once.
func (l *limiter) enter(h http.Header, clientID, tenantID string, now time.Time) (problem string, retryAfter int) {
	minute := l.window("minute "+tenantID, now, time.Minute)
	day := l.window("day "+tenantID, now, 24*time.Hour)
	app := l.window("app "+clientID, now, time.Minute)
	wait := func(w *window, length time.Duration) int {
		return int((w.start.Add(length).Sub(now) + time.Second - 1) / time.Second)
	}
	switch {
	case l.limits.Off:
	case day.used >= l.limits.Day:
		problem, retryAfter = "day", wait(day, 24*time.Hour)
	case app.used >= l.limits.AppMinute:
		problem, retryAfter = "appminute", wait(app, time.Minute)
	case minute.used >= l.limits.Minute:
		problem, retryAfter = "minute", wait(minute, time.Minute)
	case l.inFlight[tenantID] > l.limits.Concurrent:
		problem, retryAfter = "concurrent", -1
	}
	if problem == "" {
		minute.used++
		day.used++
		app.used++
	}
	left := func(name string, limit, used int) { h.Set(name, strconv.Itoa(max(0, limit-used))) }
	left("X-DayLimit-Remaining", l.limits.Day, day.used)
	left("X-MinLimit-Remaining", l.limits.Minute, minute.used)
	left("X-AppMinLimit-Remaining", l.limits.AppMinute, app.used)
	return problem, retryAfter
}

package page

import (
	"fmt"
	"time"
)

// Until is how a moment to come is told: "in 12 min" within the hour, else
// "at 15:04".
func Until(t, now time.Time) string {
	switch left := t.Sub(now); {
	case left < time.Minute:
		return "in less than a minute"
	case left < time.Hour:
		return fmt.Sprintf("in %d min", int(left.Round(time.Minute).Minutes()))
	}
	return "at " + t.In(now.Location()).Format("15:04")
}

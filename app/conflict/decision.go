package conflict

import (
	"maps"

	"litework/document"
	"litework/xerosync"
)

// decision is what the user has decided about a conflict so far.
type decision struct {
	c xerosync.Conflict
	// whole is the side that is kept as a whole; Undecided while the rows are
	// decided one by one.
	whole xerosync.Side
	// rows are the sides chosen one by one. They stand while a whole side is
	// kept, so that the way back loses nothing.
	rows xerosync.Choices
}

// begin is a conflict as it is first shown: what only one side changed is
// chosen, the rest is open.
func begin(c xerosync.Conflict) decision {
	d := decision{c: c, rows: xerosync.Choices{}}
	for _, r := range c.Rows {
		if r.Chosen != xerosync.Undecided {
			d.rows[r.Key] = r.Chosen
		}
	}
	return d
}

// carry goes on with the decision on a newer version of the conflict: what
// reads as before stays as it was chosen.
func (d decision) carry(c xerosync.Conflict) decision {
	next := begin(c)
	for _, r := range c.Rows {
		for _, old := range d.c.Rows {
			if same(r, old) {
				if side := d.rows[old.Key]; side != xerosync.Undecided && refusal(r, side) == nil {
					next.rows[r.Key] = side
				} else {
					delete(next.rows, r.Key)
				}
			}
		}
	}
	if d.whole != xerosync.Undecided && next.refused(d.whole) == nil {
		next.whole = d.whole
	}
	return next
}

func same(a, b xerosync.ConflictRow) bool {
	return a.Key == b.Key && a.Label == b.Label && a.Here == b.Here && a.There == b.There && a.Before == b.Before
}

// side is what is chosen in a row.
func (d decision) side(r xerosync.ConflictRow) xerosync.Side {
	if d.whole != xerosync.Undecided {
		return d.whole
	}
	return d.rows[r.Key]
}

// choices are the sides as they are chosen now.
func (d decision) choices() xerosync.Choices {
	out := xerosync.Choices{}
	for _, r := range d.c.Rows {
		if side := d.side(r); side != xerosync.Undecided {
			out[r.Key] = side
		}
	}
	return out
}

// decided is how many rows are.
func (d decision) decided() int { return len(d.choices()) }

// complete reports whether nothing is left to decide.
func (d decision) complete() bool { return len(d.c.Rows) > 0 && d.decided() == len(d.c.Rows) }

// choose decides a row by itself. Where a side was kept as a whole, the other
// rows stay as they were shown.
func (d decision) choose(key string, side xerosync.Side) decision {
	if d.whole != xerosync.Undecided {
		d.rows = d.choices()
		d.whole = xerosync.Undecided
	} else {
		d.rows = maps.Clone(d.rows)
	}
	d.rows[key] = side
	return d
}

// keep keeps one side as a whole, or with Undecided goes back to the rows.
func (d decision) keep(side xerosync.Side) decision {
	d.whole = side
	return d
}

// refused is why a side cannot be kept as a whole; nil where it can.
func (d decision) refused(side xerosync.Side) *document.Problem {
	whole := d.c.KeepHere
	if side == xerosync.There {
		whole = d.c.KeepThere
	}
	if whole != nil {
		return whole
	}
	for _, r := range d.c.Rows {
		if p := refusal(r, side); p != nil {
			return p
		}
	}
	return nil
}

// refusal is why a side of a row cannot be chosen; nil where it can.
func refusal(r xerosync.ConflictRow, side xerosync.Side) *document.Problem {
	switch side {
	case xerosync.Here:
		return r.RefuseHere
	case xerosync.There:
		return r.RefuseThere
	}
	return nil
}

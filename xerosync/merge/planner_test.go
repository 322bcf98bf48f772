package merge

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"litework/document"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	plannerRuns = flag.Int("planner", 1500, "how many random cases TestPlanner runs")
	plannerSeed = flag.Uint64("planner-seed", 0, "run this one case of TestPlanner only")
)

// TestPlanner checks the laws on many random cases. A failing one is named by
// its seed, and -planner-seed runs it alone.
func TestPlanner(t *testing.T) {
	if *plannerSeed != 0 {
		if err := plannerCase(*plannerSeed, nil); err != nil {
			t.Fatal(err)
		}
		return
	}
	defer debug.SetGCPercent(debug.SetGCPercent(800)) // many small cases
	var next, violations atomic.Int64
	var counts [5]atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				seed := next.Add(1)
				if seed > int64(*plannerRuns) || violations.Load() > 5 {
					return
				}
				if err := plannerCase(uint64(seed), &counts); err != nil {
					violations.Add(1)
					t.Errorf("seed %d (replay with -planner-seed %d): %v", seed, seed, err)
				}
			}
		})
	}
	wg.Wait()
	for i, v := range verdicts {
		if n := counts[i].Load(); n*1000 < int64(*plannerRuns) {
			t.Errorf("only %d cases were %s", n, v)
		} else {
			t.Logf("%7d %s", n, v)
		}
	}
	fmt.Printf("planner: %d cases, %d violations\n", *plannerRuns, violations.Load())
}

var verdicts = []Verdict{Unchanged, ChangedHere, ChangedThere, Converged, Conflict}

func plannerCase(seed uint64, counts *[5]atomic.Int64) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	g := &gen{dice: seeded{rand.New(rand.NewPCG(seed, 7))}}
	c := caseOf(g)
	if counts != nil {
		counts[slices.Index(verdicts, c.verdict)].Add(1)
	}
	return laws(g, c)
}

// drawnCase is a random case, with what several laws ask of it.
type drawnCase struct {
	Versions
	local   document.Document // as it was drawn
	aligned Versions
	verdict Verdict
	there   document.Projection
	rows    []Row
}

func caseOf(g *gen) drawnCase {
	v := g.versions()
	return drawnCase{Versions: v, local: v.Local.Clone(), aligned: Align(v), verdict: Compare(v), there: Advance(v), rows: Rows(v)}
}

// TestLaws is TestPlanner with cases that are made small when they fail.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &gen{dice: drawn{t}}
		if err := laws(g, caseOf(g)); err != nil {
			t.Fatal(err)
		}
	})
}

// laws checks everything that has to hold of a case.
func laws(g *gen, c drawnCase) error {
	for _, law := range []func(*gen, drawnCase) error{advanceLaw, pullLaw, resolveLaw, choicesLaw} {
		if err := law(g, c); err != nil {
			return err
		}
	}
	if d := diff(c.Local, c.local); d != "" {
		return fmt.Errorf("the document it was given was changed: %s", d)
	}
	return nil
}

// advanceLaw: of what was sent exactly that changes which differs between the
// two readings.
func advanceLaw(_ *gen, c drawnCase) error {
	a := c.aligned
	if d := diff(Align(a), a); d != "" {
		return fmt.Errorf("aligned twice: %s", d)
	}
	got := c.there
	for _, f := range headFields {
		want := f.text(&a.Sent)
		if f.text(&a.Was) != f.text(&a.Now) {
			want = f.text(&a.Now)
		}
		if f.key == "client" {
			want = f.text(&a.Now)
		}
		recounted := f.key == "taxMode" && a.Was.TaxMode != a.Sent.TaxMode && got.TaxMode == a.Now.TaxMode
		unknown := (f.key == "number" || f.key == "client") && f.text(&a.Now) == ""
		if f.text(&got) != want && !unknown && !recounted {
			return fmt.Errorf("%s is %q there, want %q", f.key, f.text(&got), want)
		}
	}
	was, now, sent := index(a.Was.Lines), index(a.Now.Lines), index(a.Sent.Lines)
	have := index(got.Lines)
	for id := range now {
		_, known := was[id]
		_, ours := sent[id]
		if _, ok := have[id]; !ok && (!known || ours) {
			return fmt.Errorf("line %s of Xero's is missing", id)
		}
	}
	for id := range sent {
		if _, ok := have[id]; !ok && find(a.Was.Lines, id) == nil {
			return fmt.Errorf("line %s is gone, and Xero never had it", id)
		}
	}
	for id, i := range have {
		l := got.Lines[i]
		w, n, s := find(a.Was.Lines, id), find(a.Now.Lines, id), find(a.Sent.Lines, id)
		switch {
		case s == nil && w != nil:
			return fmt.Errorf("line %s is none of ours, and is not new", id)
		case n == nil && (w != nil || s == nil):
			return fmt.Errorf("line %s is not in Xero", id)
		case n == nil || w == nil || s == nil:
			continue
		case w.Equal(*n) && a.Was.TaxMode == a.Now.TaxMode && got.TaxMode == a.Sent.TaxMode && !l.Equal(*s):
			return fmt.Errorf("line %s did not change in Xero", id)
		case w.Description != n.Description && l.Description != n.Description,
			!equal(w.Quantity, n.Quantity) && !equal(l.Quantity, n.Quantity),
			!equal(w.UnitPrice, n.UnitPrice) && !equal(l.UnitPrice, n.UnitPrice),
			w.Account != n.Account && l.Account != n.Account:
			return fmt.Errorf("line %s is %+v, Xero has %+v", id, l, *n)
		}
	}
	if !sameOrder(a.Sent.Lines, got.Lines) {
		return fmt.Errorf("an order of Xero's was applied")
	}
	return nil
}

// pullLaw: a pull changes nothing that Xero did not, loses nothing unsaid, and
// has nothing left to do the second time.
func pullLaw(_ *gen, c drawnCase) error {
	v, a := c.Versions, c.aligned
	before := document.Project(&v.Local)
	got, losses := Pull(v)
	if err := kept(v.Local, got, losses, false); err != nil {
		return fmt.Errorf("pull: %w", err)
	}
	after, there, verdict := document.Project(&got), c.there, c.verdict
	switch verdict {
	case Unchanged, ChangedHere, Converged:
		// Only the mark may follow Xero's status.
		want := v.Local
		if before.Mark == a.Sent.Mark && before.Mark != there.Mark {
			want.Mark = there.Mark
		}
		if d := diff(want, got); d != "" || len(losses) > 0 {
			return fmt.Errorf("%s, and a pull changes %s %v", verdict, d, losses)
		}
	case ChangedThere:
		if !sameContent(after, there) {
			return fmt.Errorf("after a pull it is\n%+v, Xero has\n%+v", after, there)
		}
	case Conflict:
		for _, f := range headFields {
			if h := f.text(&before); h != f.text(&a.Sent) && f.text(&after) != h {
				return fmt.Errorf("a pull overwrote %s", f.key)
			}
		}
		for _, l := range before.Lines {
			if s, n := find(a.Sent.Lines, l.LineID), find(after.Lines, l.LineID); n == nil && (s == nil || !s.Equal(l)) {
				return fmt.Errorf("a pull removed line %s, which was changed here", l.LineID)
			}
		}
	}
	next := a
	next.Local, next.Sent, next.Was = got, there, a.Now
	if then := Compare(next); then != Unchanged && then != ChangedHere || then == ChangedHere && verdict == Unchanged {
		return fmt.Errorf("after a pull of %s the document is %s", verdict, then)
	}
	again, losses := Pull(next)
	if d := diff(got, again); d != "" || len(losses) > 0 {
		return fmt.Errorf("the second pull changes %s %v", d, losses)
	}
	return nil
}

// resolveLaw: all of one side is exactly that side.
func resolveLaw(_ *gen, c drawnCase) error {
	v := c.Versions
	here, there := Choices{}, Choices{}
	for _, r := range c.rows {
		here[r.Key], there[r.Key] = Here, There
	}
	got, losses, err := Resolve(v, here)
	if err != nil || len(losses) > 0 {
		return fmt.Errorf("all here: %v, %v", err, losses)
	}
	got.Mark = v.Local.Mark // Xero's status may have been followed
	if d := diff(v.Local, got); d != "" {
		return fmt.Errorf("all here: %s", d)
	}
	got, losses, err = Resolve(v, there)
	if err != nil {
		return err
	}
	if err := kept(v.Local, got, losses, there[keyOrder] == There); err != nil {
		return fmt.Errorf("all there: %w", err)
	}
	if is, want := document.Project(&got), Sent(v, there, got); !is.Equal(want) {
		return fmt.Errorf("all there is\n%+v, Xero has\n%+v", is, want)
	} else if there[keyOrder] == There && !sameOrder(v.sides().orderThere().Lines, is.Lines) {
		return fmt.Errorf("the order that was given up is still there")
	}
	return nil
}

// choicesLaw: any choice gives exactly what was chosen, and nothing is asked a
// second time.
func choicesLaw(g *gen, c drawnCase) error {
	v, a, rows := c.Versions, c.aligned, c.rows
	s := v.sides()
	chosen, open := Choices{}, 0
	for _, r := range rows {
		if r.Here == r.There && !r.HereChanged || r.Label == "" || r.Note == "" {
			return fmt.Errorf("a row that says nothing: %+v", r)
		}
		if r.Chosen == Undecided != (r.HereChanged && r.ThereChanged) {
			return fmt.Errorf("wrongly preselected: %+v", r)
		}
		if side := one(g, Undecided, Here, There); side != Undecided {
			chosen[r.Key] = side
		} else if r.Chosen != Undecided {
			chosen[r.Key] = r.Chosen
		} else {
			open++
		}
	}
	if s.verdict() == Conflict && len(rows) == 0 {
		return fmt.Errorf("a conflict with nothing to decide")
	}
	got, losses, err := Resolve(v, chosen)
	if p := document.ProblemOf(err); (p != nil) != (open > 0) {
		return fmt.Errorf("%d rows open: %v", open, err)
	}
	if err := kept(v.Local, got, losses, chosen[keyOrder] == There); err != nil {
		return fmt.Errorf("resolve: %w", err)
	}
	is := document.Project(&got)
	for _, l := range is.Lines {
		if l.TaxAmount.Valid && !belongs(l, find(s.here.Lines, l.LineID), s.here.TaxMode, is.TaxMode) &&
			!belongs(l, find(s.there.Lines, l.LineID), s.there.TaxMode, is.TaxMode) {
			return fmt.Errorf("line %s has the tax amount of another price", l.LineID)
		}
	}
	for _, r := range rows {
		want := &s.here
		if chosen[r.Key] == There {
			want = &s.there
		}
		if err := rowHolds(r, &is, want); err != nil {
			return fmt.Errorf("%s, chosen %q: %w", r.Key, chosen[r.Key], err)
		}
	}
	next := a
	next.Local, next.Sent, next.Was = got, Sent(v, chosen, got), a.Now
	if verdict := Compare(next); verdict != Unchanged && verdict != ChangedHere {
		return fmt.Errorf("after a decision the document is %s", verdict)
	}
	return nil
}

func rowHolds(r Row, is, want *document.Projection) error {
	if r.LineID == "" {
		for _, f := range headFields {
			if f.key == r.Key && f.text(is) != f.text(want) {
				return fmt.Errorf("%q, want %q", f.text(is), f.text(want))
			}
		}
		if r.Key == keyStatus && is.Mark != want.Mark {
			return fmt.Errorf("status %q, want %q", is.Mark, want.Mark)
		}
		return nil
	}
	l, w := find(is.Lines, r.LineID), find(want.Lines, r.LineID)
	if l == nil || w == nil {
		if l != w {
			return fmt.Errorf("%+v, want %+v", l, w)
		}
		return nil
	}
	for _, f := range lineFields {
		if r.Field != fieldLine && r.Field != f.key {
			continue
		}
		wanted := *w
		if f.key == fieldTax && (is.TaxMode != want.TaxMode || !sameAmount(*l, *w)) {
			wanted.TaxAmount = l.TaxAmount // it may have belonged to another price
		}
		if !f.same(l, &wanted) {
			return fmt.Errorf("%+v, want %+v", *l, wanted)
		}
	}
	return nil
}

// kept checks that what Xero does not see is as it was, but for what is said to
// be lost. moves: an order of lines was given up.
func kept(before, after document.Document, losses []Loss, moves bool) error {
	a, b := bare(before), bare(after)
	if d := diff(a, b); d != "" {
		return fmt.Errorf("content of LiteWork changed: %s", d)
	}
	lost := map[string]LossKind{}
	for _, l := range losses {
		was, section, _ := before.Line(l.Line.ID)
		if was == nil || !was.Equal(l.Line) || before.Sections[section].ID != l.SectionID {
			return fmt.Errorf("lost is what never was: %+v", l)
		}
		lost[l.Line.ID] = l.Kind
	}
	var order []string
	for _, l := range before.Lines() {
		now, section, _ := after.Line(l.ID)
		_, was, _ := before.Line(l.ID)
		switch {
		case now == nil && (lost[l.ID] != LineRemoved || !l.Crosses()):
			return fmt.Errorf("line %s was removed and nobody says so", l.ID)
		case now == nil:
			continue
		case section != was && !(moves && l.Crosses()):
			return fmt.Errorf("line %s is in another section", l.ID)
		case now.Enhanced != l.Enhanced:
			return fmt.Errorf("line %s has other enhanced text", l.ID)
		case !now.Duration.Equal(l.Duration) && (lost[l.ID] != DurationCleared || !now.Duration.IsZero()):
			return fmt.Errorf("line %s has another duration and nobody says so", l.ID)
		case lost[l.ID] == LineRemoved:
			return fmt.Errorf("line %s is said to be removed", l.ID)
		case !l.Crosses() && !now.Crosses() && !now.Equal(*l):
			return fmt.Errorf("line %s, which Xero does not see, was changed", l.ID)
		}
		if !moves || !l.Crosses() {
			order = append(order, l.ID)
		}
	}
	var now []string
	for _, l := range after.Lines() {
		if slices.Contains(order, l.ID) {
			now = append(now, l.ID)
		}
	}
	if !slices.Equal(order, now) {
		return fmt.Errorf("lines were moved: %v to %v", order, now)
	}
	return nil
}

// bare is what of a document Xero never sees, but for the lines.
func bare(d document.Document) document.Document {
	d = d.Clone()
	d.Number, d.Client, d.Date, d.Due, d.Reference, d.Currency, d.TaxMode, d.Mark = "", document.Client{}, document.Date{}, document.Date{}, "", "", "", ""
	if d.Kind == document.Quote {
		d.Title, d.Summary, d.Terms = "", "", ""
	}
	for i := range d.Sections {
		d.Sections[i].Lines = nil
	}
	return d
}

func diff(a, b any) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a, b)
}

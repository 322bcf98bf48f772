package bulk

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/document"
)

// showProgress replaces the form by how far the documents came.
func (s *Sheet) showProgress() {
	s.progress = kit.NewProgress("Posting…")
	s.table = named("results", kit.NewDataTable([]kit.Column{
		{Title: "Number", Width: 96}, {Title: "Xero", Width: 150}, {Title: "", Width: 380, Flex: 1},
	}, kit.TableModel{
		Len:     func() int { return len(s.list) },
		Row:     func(i int) kit.RowView { return s.resultRow(s.list[i]) },
		IndexOf: func(id string) int { return slices.Index(s.list, id) },
		OnOpen:  func(i int) { s.open(s.list[i]) },
	}))
	s.table.Hug, s.table.Backdrop = true, theme.ColorSurface
	s.modal.SetBody(kit.VBox(12, s.progress, kit.Sized(0, min(320, float32(42+38*len(s.posted))), s.table), s.wrong))
	s.wrong.SetText("")
	s.wrong.Hide()
	s.buttons(false)
}

// buttons: what is still waiting can be taken back; the rest goes on when the
// sheet is hidden.
func (s *Sheet) buttons(done bool) {
	end := named("hide", kit.NewPrimary("Hide", s.modal.Close))
	right := []fyne.CanvasObject{named("stop", kit.NewButton("Stop", s.stop)), end}
	if done {
		end = named("done", kit.NewPrimary("Done", s.modal.Close))
		right = []fyne.CanvasObject{end}
	}
	s.modal.Default, s.modal.First = end, end
	s.modal.SetButtons(nil, right)
	if s.modal.IsOpen() {
		s.d.Canvas.Focus(end)
	}
}

// follow reads where the documents stand.
func (s *Sheet) follow() {
	ids := s.posted
	page.Read(s.reader, "states", func(ctx context.Context) (map[string]standing, error) {
		out := make(map[string]standing, len(ids))
		for _, id := range ids {
			d, err := s.d.File.Document(ctx, id)
			if err != nil {
				return nil, err
			}
			st := standing{number: d.Number, state: d.State}
			if d.Op != nil {
				st.problem = d.Op.Problem
			}
			out[id] = st
		}
		return out, nil
	}, func(states map[string]standing, err error) {
		if err != nil {
			s.d.Tell("The documents cannot be read", err)
			return
		}
		was := s.finished()
		s.states = states
		s.showStates(was)
	})
}

func (s *Sheet) showStates(was bool) {
	done, failed, back := 0, 0, 0
	for _, st := range s.states {
		switch {
		case moving(st.state):
		case st.state == document.SyncFailed || st.state == document.Conflict:
			failed++
		case st.state == document.NotSynced || st.state == document.UpdatedLocally:
			back++
		default:
			done++
		}
	}
	n := len(s.posted)
	words := fmt.Sprintf("%s of %s posted", page.Count(done), page.Count(n))
	if failed > 0 {
		words += fmt.Sprintf(", %s failed", page.Count(failed))
	}
	if back > 0 {
		words += fmt.Sprintf(", %s not sent", page.Count(back))
	}
	s.progress.Set(float64(done+failed+back)/float64(max(n, 1)), words)
	s.list = s.order()
	s.table.Reload()
	if s.finished() && !was {
		s.modal.SetTitle(words)
		s.buttons(true)
	}
}

// finished reports whether nothing is on its way any more.
func (s *Sheet) finished() bool {
	for _, id := range s.posted {
		if st, ok := s.states[id]; !ok || moving(st.state) {
			return false
		}
	}
	return len(s.states) > 0
}

func moving(s document.SyncState) bool {
	return s == document.WaitingToPost || s == document.Posting || s == document.Checking
}

// order puts what failed on top, then what is on its way, then what arrived.
func (s *Sheet) order() []string {
	var failed, rest, done []string
	for _, id := range s.posted {
		switch st := s.states[id].state; {
		case st == document.SyncFailed || st == document.Conflict:
			failed = append(failed, id)
		case st == document.Synced:
			done = append(done, id)
		default:
			rest = append(rest, id)
		}
	}
	return append(append(failed, rest...), done...)
}

func (s *Sheet) resultRow(id string) kit.RowView {
	st := s.states[id]
	view := kit.RowView{ID: id, Cells: []kit.Cell{{Text: st.number, Bold: true, Opens: true}, {}, {}}}
	if st.state != "" {
		view.Cells[1] = kit.Cell{Chips: []kit.ChipSpec{page.SyncChip(st.state)}}
	}
	if st.problem != nil {
		view.Cells[2] = kit.Cell{Text: st.problem.Sentence, Tip: st.problem.Error(), Color: theme.ColorRed}
	}
	return view
}

func (s *Sheet) open(id string) {
	s.modal.Close()
	s.d.GoTo(id, "", "")
}

// stop takes back what has not been sent.
func (s *Sheet) stop() {
	ids := s.posted
	page.Write(s.reader, func(ctx context.Context) (int, error) {
		return s.d.Sync.WithdrawMany(ctx, ids)
	}, func(n int, err error) {
		if err != nil {
			sentence, fix := page.Trouble(err)
			s.wrong.SetText(sentence + " " + fix)
			s.wrong.Show()
			s.modal.Refresh()
			return
		}
		s.d.Say(page.Plural(n, s.kind.Noun()) + " taken back. What was under way is finished.")
		s.follow()
	})
}

package sync

import (
	"context"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/xerosync"
)

// openMatch shows which contacts here are which in Xero, before anything of
// them is sent.
func (p *Page) openMatch() {
	type read struct {
		match xerosync.FirstMatch
		ready bool
	}
	page.Read(p.reader, "match", func(ctx context.Context) (r read, err error) {
		r.match, r.ready, err = p.d.Sync.FirstMatch(ctx)
		return r, err
	}, func(r read, err error) {
		switch {
		case err != nil:
			p.d.Tell("Not read", err)
		case !r.ready:
			m := kit.NewModal("Contacts are still being read", kit.NewParagraph("Look again in a moment.", kit.Look{}))
			m.Width = 420
			p.showClosing(m)
		default:
			p.showMatch(r.match)
		}
	})
}

// choice is what the user decided about the match so far.
type choice struct {
	same map[string]xerosync.ContactPair
	add  map[string]bool
}

func (p *Page) showMatch(match xerosync.FirstMatch) {
	decided := choice{same: map[string]xerosync.ContactPair{}, add: map[string]bool{}}
	body := kit.VBox(14, kit.NewParagraph(matchWords(match), kit.Look{Color: theme.ColorMuted}))
	if len(match.Probable) > 0 {
		body.Add(p.probable(match.Probable, &decided))
	}
	if len(match.New) > 0 {
		body.Add(p.newOnes(match.New, &decided))
	}
	m := kit.NewModal("Contacts of "+orXero(match.Organisation), body)
	m.Width = 600
	var confirm *kit.Button
	confirm = kit.Named("match.confirm", kit.NewPrimary("Confirm", func() {
		confirm.SetLabel("Confirming…")
		confirm.Disable()
		same, add := decided.answer(match)
		page.Write(p.reader, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, p.d.Sync.ConfirmFirstMatch(ctx, same, add)
		}, func(_ struct{}, err error) {
			m.Close()
			if err != nil {
				p.d.Tell("Not confirmed", err)
			}
			p.reload()
		})
	}))
	later := kit.Named("match.later", kit.NewButton("Later", m.Close))
	m.Default, m.IrreversibleDefault = confirm, true
	m.SetButtons(nil, []fyne.CanvasObject{later, confirm})
	p.d.Show(m)
}

func matchWords(m xerosync.FirstMatch) string {
	text := page.Plural(m.Linked, "contact") + " here and in Xero are the same and linked."
	switch m.Linked {
	case 0:
		text = "No contact that was here is linked to one in Xero."
	case 1:
		text = "1 contact is the same here and in Xero and linked."
	}
	if m.OnlyThere > 0 {
		text += " " + page.Plural(m.OnlyThere, "contact") + " of Xero's " + wasWere(m.OnlyThere) + " added here."
	}
	return text + " Nothing is sent before you confirm; from then on new contacts are kept in step."
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// probable are the pairs that may be one client: ticked ones are united.
func (p *Page) probable(pairs []xerosync.ContactPair, decided *choice) fyne.CanvasObject {
	out := kit.VBox(6, kit.Bold("May be the same"), kit.Small("Ticked ones become one contact. The others stay two."))
	for _, pair := range pairs {
		decided.same[pair.HereID] = pair
		label := pair.HereName
		if pair.ThereName != pair.HereName {
			label += " is " + pair.ThereName + " in Xero"
		}
		out.Add(kit.Named("match.same/"+pair.HereID, kit.NewCheckbox(label+" – "+pair.Why, kit.Checked, func(s kit.CheckState) {
			delete(decided.same, pair.HereID)
			if s == kit.Checked {
				decided.same[pair.HereID] = pair
			}
		})))
	}
	return out
}

// newOnes are here only: ticked ones are added to Xero.
func (p *Page) newOnes(contacts []xerosync.ContactRef, decided *choice) fyne.CanvasObject {
	out := kit.VBox(6, kit.Bold("Only here"), kit.Small("Ticked ones are added to Xero. The others stay here until a document of theirs is posted."))
	boxes := make([]*kit.Checkbox, len(contacts))
	for i, c := range contacts {
		boxes[i] = kit.Named("match.add/"+c.ID, kit.NewCheckbox(c.Name, kit.Unchecked, func(s kit.CheckState) { decided.add[c.ID] = s == kit.Checked }))
	}
	if len(boxes) > 1 {
		out.Add(kit.Named("match.add.all", kit.NewCheckbox("All "+page.Count(len(boxes)), kit.Unchecked, func(s kit.CheckState) {
			for i, c := range contacts {
				boxes[i].SetState(s)
				decided.add[c.ID] = s == kit.Checked
			}
		})))
	}
	for _, b := range boxes {
		out.Add(b)
	}
	return out
}

// answer is what was decided, in the order of the match.
func (c choice) answer(m xerosync.FirstMatch) (same []xerosync.ContactPair, add []string) {
	for _, pair := range m.Probable {
		if _, ok := c.same[pair.HereID]; ok {
			same = append(same, pair)
		}
	}
	for _, ref := range m.New {
		if c.add[ref.ID] {
			add = append(add, ref.ID)
		}
	}
	return same, add
}

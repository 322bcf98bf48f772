package documents

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"litework/app/kit"
	"litework/app/page"
	"litework/app/theme"
	"litework/store"
)

// WhyNotTag is the reason Tag is not possible.
func (p *Page) WhyNotTag() string {
	switch {
	case p.chosen() == 0:
		return "Choose " + p.article() + " first."
	case p.f.shelf == deletedShelf:
		return "Bring it back first."
	}
	return ""
}

// Tag asks which tags the documents chosen are to carry.
func (p *Page) Tag() {
	keys := p.targets()
	if p.WhyNotTag() != "" {
		return
	}
	page.Read(p.reader, "tagging", func(ctx context.Context) (map[string]int, error) {
		return p.d.File.TagCounts(ctx, keys)
	}, func(carried map[string]int, err error) {
		if err != nil {
			p.d.Tell("Not tagged", err)
			return
		}
		p.askTags(keys, carried)
	})
}

// askTags shows the tags in use: checked are those on all of the documents,
// mixed those on some.
func (p *Page) askTags(keys []int64, carried map[string]int) {
	name := func(n string) string { return p.prefix() + ".tagging." + n }
	entry := kit.Named(name("new"), kit.NewEntry("night shoot"))
	add, remove := map[string]bool{}, map[string]bool{}
	tags := slices.Clone(p.tags)
	for tag := range carried {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	slices.SortFunc(tags, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	body := kit.VBox(14, kit.NewField("New tags", entry).WithHelp("Several with commas between."))
	if len(tags) > 0 {
		boxes := kit.VBox(10)
		for _, tag := range tags {
			state := kit.Mixed
			switch carried[tag] {
			case 0:
				state = kit.Unchecked
			case len(keys):
				state = kit.Checked
			}
			boxes.Add(kit.Named(name("tag/"+tag), kit.NewCheckbox(tag, state, func(s kit.CheckState) {
				add[tag], remove[tag] = s == kit.Checked, s == kit.Unchecked
			})))
		}
		body.Add(kit.Sized(0, min(230, float32(len(tags))*27), page.NewScroll(boxes, 0)))
	}
	if len(keys) > 1 && slices.ContainsFunc(tags, func(t string) bool { return carried[t] > 0 && carried[t] < len(keys) }) {
		body.Add(kit.NewParagraph("A dash means that some of them carry the tag. It stays so.", kit.Look{Size: theme.SmallSize, Color: theme.ColorMuted}))
	}
	title := "Tags of " + page.Plural(len(keys), p.kind.Noun())
	if number := p.numberOf(keys); number != "" {
		title = "Tags of " + number
	}
	m := kit.NewModal(title, body)
	m.Width = 420
	do := kit.Named(name("done"), kit.NewPrimary("Tag", func() {
		m.Close()
		p.tag(keys, append(chosenTags(add), splitTags(entry.Text)...), chosenTags(remove))
	}))
	cancel := kit.Named(name("cancel"), kit.NewButton("Cancel", m.Close))
	m.Default, m.First = do, entry
	m.SetButtons(nil, []fyne.CanvasObject{cancel, do})
	p.d.Show(m)
}

func chosenTags(set map[string]bool) (out []string) {
	for tag, on := range set {
		if on {
			out = append(out, tag)
		}
	}
	slices.Sort(out)
	return out
}

// splitTags reads tags separated by commas, each once.
func splitTags(text string) []string {
	var out []string
	for t := range strings.SplitSeq(text, ",") {
		if t = strings.TrimSpace(t); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// tag adds and takes away tags; the toast takes it back.
func (p *Page) tag(keys []int64, add, remove []string) {
	if len(add)+len(remove) == 0 {
		return
	}
	var changes []store.TagChange
	number := p.numberOf(keys)
	inSteps(p, "Tag "+page.Plural(len(keys), p.kind.Noun()), keys, func(ctx context.Context, some []int64) error {
		ids, err := p.d.File.DocumentIDs(ctx, some)
		if err != nil {
			return err
		}
		made, err := p.d.File.TagDocuments(ctx, ids, add, remove)
		changes = append(changes, made...)
		return err
	}, func(reached int, err error) {
		if n := len(changes); n > 0 {
			if n > 1 {
				number = ""
			}
			of := n
			if reached < len(keys) {
				of = len(keys) // ended before all were
			}
			p.d.Toast(kit.Toast{Text: p.told(number, n, of, tagVerb(add, remove)), Action: "Undo", Do: func() { p.untag(changes) }})
		} else if err == nil {
			p.d.Say("Nothing to change: the tags are so already.")
		}
		if err != nil {
			p.d.Tell("Not everything was tagged", lockedWords(err))
		}
	})
}

// tagVerb says what was done: "tagged night shoot".
func tagVerb(add, remove []string) string {
	switch {
	case len(add) == 1 && len(remove) == 0:
		return "tagged " + add[0]
	case len(remove) == 1 && len(add) == 0:
		return "no longer tagged " + remove[0]
	}
	return "tagged anew"
}

func (p *Page) untag(changes []store.TagChange) {
	inSteps(p, "Take the tags back", changes, p.d.File.UntagDocuments, func(_ int, err error) {
		if err != nil {
			p.d.Tell("Not every tag was taken back", err)
		}
	})
}

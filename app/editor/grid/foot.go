package grid

import (
	"fyne.io/fyne/v2"

	"litework/app/theme"
)

// footWord is a command at the foot of the grid.
type footWord int

const (
	noWord footWord = iota
	wordLine
	wordSection
	wordQuick
)

// footPart is a command of the foot as it is drawn: a word, and behind it the
// key that does the same.
type footPart struct {
	which            footWord
	control          string // in the UI map
	word, hint       string
	at               span
	needsOpenLines   bool
	needsQuickSource bool
}

// foot are the commands that are possible: on a document that Xero would
// refuse, sections alone.
func (g *Grid) foot() []footPart {
	var out []footPart
	x := float32(handleW + cellInset)
	for _, p := range []footPart{
		{which: wordLine, control: "line:add", word: "+ Line", hint: "Ctrl ⏎", needsOpenLines: true},
		{which: wordSection, control: "section:add", word: "+ Section", hint: "Ctrl G"},
		{which: wordQuick, control: "line:quick", word: "Quick item", hint: "/ in a description", needsOpenLines: true, needsQuickSource: true},
	} {
		if p.needsOpenLines && g.model.Locked() != "" || p.needsQuickSource && !g.model.HasQuickItems() {
			continue
		}
		p.at = span{x, width(p.word, theme.TextSize, plain) + 4 + width(p.hint, theme.TextSize, plain)}
		x += p.at.w + 14
		out = append(out, p)
	}
	return out
}

// footAt is the command at a place of the foot.
func (g *Grid) footAt(x float32) footWord {
	for _, p := range g.foot() {
		if x >= p.at.x && x < p.at.x+p.at.w {
			return p.which
		}
	}
	return noWord
}

func (r *renderer) foot(y float32) {
	b := &r.brush
	b.layer = layerText
	for _, p := range r.g.foot() {
		k := ink{theme.ColorPrimary, theme.TextSize, plain, fyne.TextAlignLeading}
		b.text(p.word, p.at.x, y, p.at.w, rowH, k)
		k.color = theme.ColorMuted
		b.text(p.hint, p.at.x+width(p.word, k.size, plain)+4, y, p.at.w, rowH, k)
	}
}

package pdf

import (
	"cmp"
	"slices"
)

// marks are what is painted.
type marks struct {
	fills  []Fill
	images []Image
	texts  []Text
	links  []Link
}

// atom is what is never parted: it stands on one page as a whole. Y of its
// marks counts from the top of its block.
type atom struct {
	top, bottom float64
	marks
}

// block is a part of the page that is kept together where a page is tall
// enough for it, and parted between its atoms where not.
type block struct {
	height float64
	atoms  []atom
}

// clone is a copy that can be added to without changing the original.
func (b block) clone() block {
	b.atoms = slices.Clone(b.atoms)
	return b
}

func (b *block) add(a atom) {
	b.atoms = append(b.atoms, a)
	b.height = max(b.height, a.bottom)
}

// text adds lines of text below each other, each an atom. It returns where the
// last one ends.
func (b *block) text(lines []setLine, x, y, leading float64, line string) float64 {
	for _, l := range lines {
		b.add(atom{y, y + leading, marks{texts: l.texts(x, baseline(y, leading, l), line)}})
		y += leading
	}
	return y
}

// paragraph adds lines like text, and keeps the first two together, and the
// last two.
func (b *block) paragraph(lines []setLine, x, y, leading float64, line string) float64 {
	at := len(b.atoms)
	end := b.text(lines, x, y, leading, line)
	if len(lines) > 1 {
		b.join(len(b.atoms) - 2)
	}
	if len(lines) > 3 {
		b.join(at)
	}
	return end
}

// join makes one atom of the i-th and the next.
func (b *block) join(i int) {
	b.atoms[i] = b.atoms[i].joined(b.atoms[i+1])
	b.atoms = slices.Delete(b.atoms, i+1, i+2)
}

// fill adds a fill to the last atom, which grows to hold it.
func (b *block) fill(f Fill) {
	if len(b.atoms) == 0 {
		b.atoms = append(b.atoms, atom{top: f.Y, bottom: f.Y + f.Height})
	}
	last := &b.atoms[len(b.atoms)-1]
	last.fills = append(last.fills, f)
	last.bottom = max(last.bottom, f.Y+f.Height)
	b.height = max(b.height, last.bottom)
}

// put adds texts to the first atom.
func (b *block) put(texts []Text) {
	b.atoms[0].texts = append(b.atoms[0].texts, texts...)
}

// gap adds empty height at the end.
func (b *block) gap(height float64) {
	b.height += height
	if n := len(b.atoms); n > 0 {
		b.atoms[n-1].bottom = max(b.atoms[n-1].bottom, b.height)
	}
}

// below puts another block under this one; glued, their neighbouring atoms
// are never parted.
func (b *block) below(o block, glued bool) {
	if len(o.atoms) == 0 {
		b.gap(o.height)
		return
	}
	at := len(b.atoms)
	for _, a := range o.atoms {
		a.marks = a.shifted(b.height)
		a.top, a.bottom = a.top+b.height, a.bottom+b.height
		b.atoms = append(b.atoms, a)
	}
	b.height += o.height
	if glued && at > 0 {
		b.join(at - 1)
	}
}

// solid makes the whole block one atom.
func (b *block) solid() {
	if len(b.atoms) < 2 {
		return
	}
	all := b.atoms[0]
	for _, a := range b.atoms[1:] {
		all = all.joined(a)
	}
	b.atoms = append(b.atoms[:0], all)
}

// beside puts another block next to this one, from the same top on.
func (b *block) beside(o block) {
	b.atoms = append(b.atoms, o.atoms...)
	b.height = max(b.height, o.height)
	b.sort()
}

// sort orders the atoms from top to bottom.
func (b *block) sort() {
	slices.SortStableFunc(b.atoms, func(x, y atom) int { return cmp.Compare(x.top, y.top) })
}

func (a atom) joined(o atom) atom {
	return atom{min(a.top, o.top), max(a.bottom, o.bottom), marks{
		append(slices.Clip(a.fills), o.fills...), append(slices.Clip(a.images), o.images...),
		append(slices.Clip(a.texts), o.texts...), append(slices.Clip(a.links), o.links...),
	}}
}

// shifted are the marks further down; the originals stay.
func (m marks) shifted(dy float64) marks {
	out := marks{slices.Clone(m.fills), slices.Clone(m.images), slices.Clone(m.texts), slices.Clone(m.links)}
	for i := range out.fills {
		out.fills[i].Y += dy
	}
	for i := range out.images {
		out.images[i].Y += dy
	}
	for i := range out.texts {
		out.texts[i].Y += dy
	}
	for i := range out.links {
		out.links[i].Y += dy
	}
	return out
}

// texts are the runs of a line, from x on upon a baseline.
func (l setLine) texts(x, y float64, line string) []Text {
	out := make([]Text, 0, len(l.runs))
	for _, r := range l.runs {
		t := Text{
			X: x + r.x, Y: y, Width: r.width, Size: r.size, Color: r.color,
			Bold: r.style&bold != 0, Italic: r.style&italic != 0, Text: r.text, Line: line,
			Pieces: slices.Clone(r.pieces),
		}
		if n := len(t.Pieces); t.Pieces[n-1].Text == "" {
			t.Pieces = t.Pieces[:n-1]
		}
		for i := range t.Pieces {
			t.Pieces[i].X += t.X
		}
		out = append(out, t)
	}
	return out
}

// baseline is where a line stands that has a height from y on.
func baseline(y, leading float64, l setLine) float64 {
	size := 0.0
	for _, r := range l.runs {
		size = max(size, r.size)
	}
	return y + leading/2 + 0.36*size
}

package pdf

// flow puts blocks on pages, one below the other.
type flow struct {
	pages []Page
	y     float64 // where the next block begins
	fresh float64 // where a page's blocks begin
	// follow is the head of every page but the first.
	follow marks
	// head is the table's; headed tells that this page has it.
	head   block
	headed bool
}

// splitPad is the air above what is left of a block on the next page.
const splitPad = 4

// followHeight is what the head of a further page takes.
const followHeight = 24

func newFlow() *flow {
	f := &flow{y: top, fresh: top}
	f.pages = append(f.pages, blank())
	return f
}

func blank() Page { return Page{Width: pageWidth, Height: pageHeight} }

func (f *flow) page() *Page { return &f.pages[len(f.pages)-1] }

func (f *flow) room() float64 { return bottom - f.y }

// full is the room of an empty page.
func (f *flow) full() float64 { return bottom - top - followHeight }

func (f *flow) newPage() {
	f.pages = append(f.pages, blank())
	f.paint(f.follow, top)
	f.y = top + followHeight
	f.fresh, f.headed = f.y, false
}

func (f *flow) paint(m marks, y float64) {
	m = m.shifted(y)
	p := f.page()
	p.Fills = append(p.Fills, m.fills...)
	p.Images = append(p.Images, m.images...)
	p.Texts = append(p.Texts, m.texts...)
	p.Links = append(p.Links, m.links...)
}

// place puts a block where it fits: here, on the next page, or, taller than
// any page, from here on.
func (f *flow) place(b block) { f.put(b, 0) }

// row is place for a block of the table, whose head stands above it on every
// page.
func (f *flow) row(b block) { f.put(b, f.head.height) }

// fits reports whether a block of the table has room on this page.
func (f *flow) fits(b block) bool { return fits(b.height, f.room()-f.missingHead(f.head.height)) }

// missingHead is what the table's head still takes on this page.
func (f *flow) missingHead(height float64) float64 {
	if f.headed {
		return 0
	}
	return height
}

func (f *flow) put(b block, head float64) {
	if !fits(b.height, f.room()-f.missingHead(head)) {
		f.makeRoom(b, head)
	}
	rest, from := b.atoms, 0.0 // what is left, and where it begins
	for len(rest) > 0 {
		if head > 0 && !f.headed {
			f.below(f.head)
			f.headed, f.fresh = true, f.y
		}
		n := f.fitting(rest, from)
		if n == 0 && f.y > f.fresh {
			f.newPage()
			continue
		}
		n = max(n, 1)
		for _, a := range rest[:n] {
			f.paint(a.marks, f.y-from)
		}
		if rest = rest[n:]; len(rest) > 0 {
			from = rest[0].top - splitPad
			f.newPage()
		}
	}
	f.y += b.height - from
}

// makeRoom begins a page for a block that does not fit here: where it fits
// there, or where hardly anything of it fits here.
func (f *flow) makeRoom(b block, head float64) {
	if f.y <= f.fresh {
		return
	}
	first := b.atoms[0].bottom
	for _, a := range b.atoms[:min(len(b.atoms), 3)] {
		first = max(first, a.bottom)
	}
	if fits(b.height, f.full()-head) || !fits(first, f.room()-f.missingHead(head)) {
		f.newPage()
	}
}

// fitting is how many atoms have room here, the place from being the top.
func (f *flow) fitting(atoms []atom, from float64) int {
	for i, a := range atoms {
		if !fits(a.bottom-from, f.room()) {
			return i
		}
	}
	return len(atoms)
}

// below paints a block as it is.
func (f *flow) below(b block) {
	for _, a := range b.atoms {
		f.paint(a.marks, f.y)
	}
	f.y += b.height
}

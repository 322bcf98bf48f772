package xerosync

import (
	"encoding/json"
	"fmt"
	"slices"

	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
	"litework/xerosync/xeroapi"
)

// baseline is the base pair of a linked document, decoded: what Xero was last
// told, what it last confirmed, and which of its lines is which of ours.
type baseline struct {
	sent document.Projection
	seen Seen
	// raw is Xero's own words for the record.
	raw []byte
	// items are the ids of Xero's lines in its order at that time; lines leads
	// from our line ids to them. They hold until the next write only: Xero may
	// give new ids to lines that were not touched.
	items []string
	lines map[string]string
}

// decodeBase decodes a stored base pair.
func decodeBase(kind store.RecordKind, b store.BasePair) (*baseline, error) {
	out := &baseline{raw: b.Raw, lines: b.Lines}
	if err := json.Unmarshal(b.Sent, &out.sent); err != nil {
		return nil, fmt.Errorf("what was last sent: %w", err)
	}
	if err := json.Unmarshal(b.Seen, &out.seen); err != nil {
		return nil, fmt.Errorf("what was last seen: %w", err)
	}
	r, err := recordOf(kind, b.Raw)
	if err != nil {
		return nil, fmt.Errorf("the last answer: %w", err)
	}
	out.items = itemIDs(r.lines())
	return out, nil
}

// place is where in Xero's order the given line of ours stands.
func (b *baseline) place(lineID string) (int, bool) {
	id, ok := b.lines[lineID]
	if !ok {
		return 0, false
	}
	i := slices.Index(b.items, id)
	return i, i >= 0
}

// lineAt is our line that stands at a place in Xero's order.
func (b *baseline) lineAt(place int) (string, bool) {
	if place < 0 || place >= len(b.items) {
		return "", false
	}
	for ours, id := range b.lines {
		if id == b.items[place] {
			return ours, true
		}
	}
	return "", false
}

// inOrder is a projection with its lines as an update sends them: in the order
// that Xero has, which is not undone, as long as they were not put in another
// order here since they were last sent. What Xero does not have goes behind the
// line before it.
func (b *baseline) inOrder(p document.Projection) document.Projection {
	if b == nil || !merge.SameOrder(b.sent, p) {
		return p
	}
	ours := make(map[string]string, len(b.lines))
	for id, item := range b.lines {
		ours[item] = id
	}
	var there document.Projection
	for _, item := range b.items {
		if id, ok := ours[item]; ok {
			there.Lines = append(there.Lines, document.ProjectedLine{LineID: id})
		}
	}
	return merge.InOrder(p, there)
}

// sentLine is a line as Xero was last told it.
func (b *baseline) sentLine(lineID string) (document.ProjectedLine, bool) {
	for _, l := range b.sent.Lines {
		if l.LineID == lineID {
			return l, true
		}
	}
	return document.ProjectedLine{}, false
}

// correspond finds which of Xero's lines is which of ours after a write: by
// the id that was sent, else by content, in order, so that lines which Xero
// put elsewhere are found; what is left is matched in order.
func correspond(ours []document.ProjectedLine, body, reply []xeroapi.LineItem) map[string]string {
	lines := make(map[string]string, len(ours))
	taken := make([]bool, len(reply))
	match := func(same func(i, j int) bool) {
		for i := range ours {
			if _, done := lines[ours[i].LineID]; done || i >= len(body) {
				continue
			}
			for j := range reply {
				if !taken[j] && same(i, j) {
					lines[ours[i].LineID], taken[j] = reply[j].LineItemID, true
					break
				}
			}
		}
	}
	match(func(i, j int) bool {
		return body[i].LineItemID != "" && body[i].LineItemID == reply[j].LineItemID
	})
	match(func(i, j int) bool { return i == j && sameLine(&body[i], &reply[j]) })
	match(func(i, j int) bool { return sameLine(&body[i], &reply[j]) })
	match(func(i, j int) bool { return i == j })
	match(func(i, j int) bool { return true })
	return lines
}

// sameLine compares what a line is about: words, quantity and price.
func sameLine(a, b *xeroapi.LineItem) bool {
	x, y := seenLine(a, true), seenLine(b, true)
	return x.Description == y.Description && x.Quantity == y.Quantity && x.UnitAmount == y.UnitAmount
}

func itemIDs(items []xeroapi.LineItem) []string {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].LineItemID
	}
	return ids
}

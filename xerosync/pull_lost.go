package xerosync

import (
	"context"
	"encoding/json"
	"slices"

	"litework/document"
	"litework/store"
	"litework/xerosync/merge"
)

// keepLost keeps the document as it is in a revision, if a pull leaves no place
// for something in it, and gives the revision's id.
func keepLost(tx *store.SyncTx, docID string, losses []merge.Loss) (revision string, err error) {
	if len(losses) == 0 {
		return "", nil
	}
	if _, err := tx.SaveRevision(docID, store.WhySaved); err != nil {
		return "", err
	}
	return tx.LastRevision(docID)
}

// tellLost puts a banner on the document for each thing that was lost; its Data
// is the loss, by which [Service.RestoreLost] brings it back.
func tellLost(tx *store.SyncTx, docID, revision string, losses []merge.Loss) error {
	for _, l := range losses {
		data, err := json.Marshal(l)
		if err != nil {
			return err
		}
		b := store.Banner{Kind: store.BannerLineRemoved, RevisionID: revision, LineID: l.Line.ID, Data: data,
			Text: "The line " + quoted(l.Line) + " was removed in Xero."}
		if l.Kind == merge.DurationCleared {
			b.Kind = store.BannerDurationCleared
			b.Text = "The quantity of " + quoted(l.Line) + " was changed in Xero, and " + l.Line.Duration.String() + " do not divide it. The duration was taken out."
		}
		if err := tx.AddBanner(docID, b); err != nil {
			return err
		}
	}
	return nil
}

func quoted(l document.Line) string {
	return "“" + l.Projected(document.TaxExclusive).Summary() + "”"
}

// RestoreLost brings back what a change in Xero took from a document and a
// banner names: a line goes back to its place, a duration to its line with the
// quantity it had. The document then differs from Xero until it is posted. The
// error is a [*document.Problem] when there is nothing to restore.
func (s *Service) RestoreLost(ctx context.Context, docID, bannerID string) error {
	return s.commit(ctx, "restore lost", func(tx *store.SyncTx) error {
		doc, err := tx.Document(docID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(doc.Banners, func(b store.Banner) bool { return b.ID == bannerID })
		var lost merge.Loss
		if i < 0 || json.Unmarshal(doc.Banners[i].Data, &lost) != nil || lost.Line.ID == "" {
			return problem("nothing-lost", "There is nothing to bring back any more.", "Look at the revisions of the document.")
		}
		d := doc.Document.Clone()
		if !putBackLost(&d, lost) {
			return problem("nothing-lost", "The line is not in the document any more.", "Look at the revisions of the document.")
		}
		if _, err := tx.SaveDocument(d, doc.Rev); err != nil {
			return err
		}
		if _, err := tx.SaveRevision(docID, store.WhyRestored); err != nil {
			return err
		}
		return tx.DismissBanner(docID, bannerID)
	})
}

// putBackLost puts what was lost back into a document; false when its line is
// gone.
func putBackLost(d *document.Document, lost merge.Loss) bool {
	line, _, _ := d.Line(lost.Line.ID)
	if lost.Kind == merge.DurationCleared {
		if line == nil {
			return false
		}
		line.Quantity, line.Duration = lost.Line.Quantity, lost.Line.Duration
		line.AsRead = lost.Line.AsRead
		return true
	}
	if line != nil { // it is there again
		return true
	}
	section := slices.IndexFunc(d.Sections, func(s document.Section) bool { return s.ID == lost.SectionID })
	place := 0
	if after, in, at := d.Line(lost.After); after != nil {
		section, place = in, at+1
	} else if section < 0 {
		section = len(d.Sections) - 1
		if section >= 0 {
			place = len(d.Sections[section].Lines)
		}
	}
	if section < 0 {
		d.Sections, section = []document.Section{{ID: lost.SectionID}}, 0
	}
	lines := &d.Sections[section].Lines
	*lines = slices.Insert(*lines, min(place, len(*lines)), lost.Line)
	return true
}

package xerosync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"litework/store"
)

// markNotNow holds the documents of which the user does not want the change that
// waits: it is not taken over until it is another, or the user asks for a check
// and is asked again.
const markNotNow = "not now"

// pullPlan are the documents whose waiting changes can be taken over: those to
// be taken, and those to be asked about first.
type pullPlan struct {
	take, ask []string
	notNow    map[string]bool
}

// pullsOf parts documents by whether they are asked about.
func (s *Service) pullsOf(tx *store.SyncTx, free []string) (p pullPlan, err error) {
	if len(free) == 0 {
		return p, nil
	}
	if p.notNow, err = readNotNow(tx); err != nil {
		return p, err
	}
	var unasked []string
	for _, id := range free {
		switch {
		case s.session.pullYes[id]:
			p.take = append(p.take, id)
		case !p.notNow[id]:
			unasked = append(unasked, id)
		case s.session.pullsAgain:
			p.ask = append(p.ask, id)
		}
	}
	if len(unasked) > manyPulls {
		p.ask = append(p.ask, unasked...)
		slices.Sort(p.ask)
	} else {
		p.take = append(p.take, unasked...)
	}
	return p, nil
}

// asksBeforePulling reports whether some of what waits is asked about first.
func (s *Service) asksBeforePulling(tx *store.SyncTx, now time.Time) (bool, error) {
	free, _, err := s.free(tx, now)
	if err != nil {
		return false, err
	}
	p, err := s.pullsOf(tx, free)
	return len(p.ask) > 0, err
}

// askPulls asks whether the changes of documents are to be taken over, and gives
// the answer once there is one.
func (s *Service) askPulls(tx *store.SyncTx, ids []string) (yes, answered bool, err error) {
	id := pullsAskID(ids)
	if s.session.pullsAsk == id {
		yes, answered = s.answerTo(id)
		return yes, answered, nil
	}
	a, err := pullsAsk(tx, id, ids)
	if err != nil {
		return false, false, err
	}
	s.dropPullsAsk(id)
	s.session.pullsAsk = id
	yes, answered = s.ask(a)
	return yes, answered, nil
}

// pullsAnswered draws the consequences of the answer.
func (s *Service) pullsAnswered(ctx context.Context, p pullPlan, yes bool) error {
	err := s.commit(ctx, "pulls answered", func(tx *store.SyncTx) error {
		for _, id := range p.ask {
			if p.notNow[id] = !yes; yes {
				delete(p.notNow, id)
			}
		}
		return writeNotNow(tx, p.notNow)
	})
	if err != nil {
		return err
	}
	if yes {
		if s.session.pullYes == nil {
			s.session.pullYes = map[string]bool{}
		}
		for _, id := range p.ask {
			s.session.pullYes[id] = true
		}
	}
	s.session.pullsAgain = false
	s.dropPullsAsk("")
	return nil
}

// readNotNow reads of which documents the waiting change is not wanted.
func readNotNow(tx *store.SyncTx) (map[string]bool, error) {
	mark, err := tx.Mark(markNotNow)
	out := map[string]bool{}
	for _, id := range strings.Fields(mark) {
		out[id] = true
	}
	return out, err
}

// writeNotNow keeps them, but for those of which nothing waits any more.
func writeNotNow(tx *store.SyncTx, ids map[string]bool) error {
	waiting, err := tx.Waiting()
	if err != nil {
		return err
	}
	waiting = slices.DeleteFunc(waiting, func(id string) bool { return !ids[id] })
	return putMarkIfNew(tx, markNotNow, strings.Join(waiting, " "))
}

// wantedAgain forgets that the change of a document was not wanted: it is
// another one now.
func wantedAgain(tx *store.SyncTx, id string) error {
	ids, err := readNotNow(tx)
	if err != nil || !ids[id] {
		return err
	}
	delete(ids, id)
	return writeNotNow(tx, ids)
}

// dropPullsAsk takes the question about many pulls back, unless it is still
// the one.
func (s *Service) dropPullsAsk(still string) {
	if old := s.session.pullsAsk; old != "" && old != still {
		s.unask(old)
		s.session.pullsAsk = ""
	}
}

// pullsAskID stands for exactly these documents.
func pullsAskID(ids []string) string {
	sum := sha256.Sum256([]byte(strings.Join(ids, " ")))
	return "pulls " + hex.EncodeToString(sum[:8])
}

// pullsAsk is the question about documents that changed in Xero.
func pullsAsk(tx *store.SyncTx, id string, ids []string) (Ask, error) {
	a := Ask{
		ID: id, Kind: AskManyPulls, Count: len(ids),
		Sentence: count(len(ids), "document here was", "documents here were") + " changed in Xero. Nothing of it was taken over yet.",
		Yes:      "Take over", No: "Not now",
	}
	for _, id := range ids {
		doc, err := tx.Document(id)
		if err != nil {
			return a, err
		}
		rec := AskRecord{Kind: store.RecordKind(doc.Kind), RecordID: id, Label: doc.Number}
		changes, _, err := waitingChanges(tx, id)
		if err != nil {
			return a, err
		}
		rec.Details = changeWords(changes)
		a.Records = append(a.Records, rec)
	}
	return a, nil
}

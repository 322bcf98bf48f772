package xerosync

import (
	"context"

	"litework/store"
)

// KeepApart remembers that the two contacts of a pair are not the same client:
// they are not proposed again, and nothing holds back the new one.
func (s *Service) KeepApart(ctx context.Context, p ContactPair) error {
	err := s.commit(ctx, "keep contacts apart", func(tx *store.SyncTx) error {
		return tx.PutMark(apartMark(p), "1")
	})
	if err == nil {
		s.contactsAgain.Store(true)
		s.Wake()
	}
	return err
}

// apartMark names the mark of a pair, whichever way round it is.
func apartMark(p ContactPair) string {
	a, b := p.HereID, p.ThereID
	if a > b {
		a, b = b, a
	}
	return "apart:" + a + ":" + b
}

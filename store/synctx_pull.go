package store

import "fmt"

// LastRevision is the id of the document's newest revision; empty when it has
// none.
func (x *SyncTx) LastRevision(documentID string) (id string, err error) {
	last, _, _, err := x.t.lastRevision(documentID)
	return last.ID, err
}

// DismissBanner is File.DismissBanner within the transaction.
func (x *SyncTx) DismissBanner(documentID, bannerID string) error {
	return x.t.dismissBanner(documentID, bannerID)
}

// Waiting gives the ids of documents that a change made in Xero waits for: see
// [RecordState].
func (x *SyncTx) Waiting() ([]string, error) {
	org, err := x.t.org()
	if err != nil {
		return nil, err
	}
	return x.t.strings(`SELECT record_id FROM links WHERE server = ? AND tenant_id = ? AND record_kind <> 'contact'
		AND conflict = 0 AND length(conflict_remote) > 0 ORDER BY record_id`, org.Server, org.TenantID)
}

// openStatuses are the words of Xero's for documents that go on changing.
const openStatuses = `('', 'DRAFT', 'SUBMITTED', 'AUTHORISED', 'SENT', 'ACCEPTED')`

// LinksAfter gives up to limit links of a kind by XeroID, after the one given:
// of documents that are still open in Xero, or of the others.
func (x *SyncTx) LinksAfter(kind RecordKind, open bool, afterXeroID string, limit int) ([]Link, error) {
	return x.t.links(fmt.Sprintf(`record_kind = ? AND xero_id > ? AND (remote_status IN %s) = ?
		ORDER BY xero_id LIMIT ?`, openStatuses), kind, afterXeroID, open, limit)
}

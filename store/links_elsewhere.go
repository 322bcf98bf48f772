package store

// LinkedElsewhere reports whether a record has a link to an organisation other
// than the connected one: such links sleep.
func (x *SyncTx) LinkedElsewhere(recordID string) (bool, error) {
	org, err := x.t.org()
	if err != nil {
		return false, err
	}
	return x.t.exists(`SELECT 1 FROM links WHERE record_id = ? AND NOT (server = ? AND tenant_id = ?)`,
		recordID, org.Server, org.TenantID)
}

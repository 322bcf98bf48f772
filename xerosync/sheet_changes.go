package xerosync

import "litework/document"

// changes lists what an update changes, against what Xero was last told. The
// status is the one chosen on the sheet, the client goes by its name.
func changes(in *sheetInput, d *document.Document, target string) []document.FieldChange {
	if in.sent == nil {
		return nil
	}
	was, now := *in.sent, document.Project(d)
	was.Mark, now.Mark = "", ""
	var out []document.FieldChange
	if in.remote != nil && target != in.remote.Status {
		out = append(out, document.FieldChange{Field: "status", Label: "Status", Old: statusLabel(d.Kind, in.remote.Status), New: statusLabel(d.Kind, target)})
	}
	for _, c := range was.Diff(now) {
		if c.Field == "client" {
			c.Old, c.New = in.sentClient, clientName(in)
		}
		out = append(out, c)
	}
	return out
}

// statusLabel is Xero's word in the user's.
func statusLabel(kind document.Kind, word string) string {
	return document.ShownStatus(&document.Document{Kind: kind}, &document.Remote{Status: word}, document.Date{}).PostLabel()
}

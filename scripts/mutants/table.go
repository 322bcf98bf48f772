package main

// mutants are faults that would lose, double or flatten what somebody wrote.
var mutants = []mutant{
	{
		"records are created by POST, which updates one of the same number or name",
		"xerosync/attempt.go",
		"ID: s.cfg.NewID(), Method: wire.Method,", `ID: s.cfg.NewID(), Method: "POST",`,
	},
	{
		"invoices are sent again without a look-up",
		"xerosync/settle.go",
		"	b = listable(b)\n	found, err := s.findInvoices(ctx, r, b, false)",
		"	if b[0].op.Problem == nil {\n		return s.each(b, func(w *work) error { return s.notThere(ctx, w) })\n	}\n	b = listable(b)\n	found, err := s.findInvoices(ctx, r, b, false)",
	},
	{
		"quotes are sent again without a look-up",
		"xerosync/settle.go",
		"		there, ok := found[w]\n		switch {\n		case ok:",
		"		there, ok := found[w]\n		all = true\n		switch {\n		case ok && false:",
	},
	{
		"what somebody else has under the number is taken for ours",
		"xerosync/settle.go",
		"	case tookAll(body, found):", "	case true, tookAll(body, found):",
	},
	{
		"the watermark is moved beyond what was read",
		"xerosync/check_read.go",
		"		newest = newest.Add(-overlap)\n	}\n	if old", "		newest = newest.Add(overlap)\n	}\n	if old",
	},
	{
		"the watermark is moved before the list was read to its end",
		"xerosync/check.go",
		"	if !run.turn.took(page, met.newest) {\n		return nil\n	}",
		"	run.turn.took(page, met.newest)",
	},
	{
		"Xero's ids of lines are what tells lines",
		"xerosync/merge/match.go",
		"if m.taken[i] || !alike(", "if m.taken[i] || m.was[i].ItemID != m.now[j].ItemID || !alike(",
	},
	{
		"the base is the document as it is now, not as it was sent",
		"xerosync/finish.go",
		"	if err := tx.PutBase(w.op.Record, w.op.RecordID, pair); err != nil {\n		return err\n	}\n	if err := tx.PutRemote(",
		"	if d, err := tx.Document(w.op.RecordID); err == nil {\n		pair.Sent, _ = json.Marshal(document.Project(&d.Document))\n	}\n	if err := tx.PutBase(w.op.Record, w.op.RecordID, pair); err != nil {\n		return err\n	}\n	if err := tx.PutRemote(",
	},
	{
		"settings leak into what a document is said to be",
		"document/projection.go",
		"	out.Account = l.Account\n", "	if out.Account = l.Account; out.Account == \"\" {\n		out.Account = \"200\"\n	}\n",
	},
	{
		"an update overwrites what changed in Xero",
		"xerosync/plan.go",
		"	found := inTheWay(w.base, there, w.content())\n", "	var found []difference\n",
	},
	{
		"a pull overwrites what was changed here",
		"xerosync/pull.go",
		"		return true, s.markConflict(tx, k, r, c)\n	case merge.ChangedThere:", "		return false, s.pull(tx, k, r, c)\n	case merge.ChangedThere:",
	},
	{
		"a pull drops durations",
		"xerosync/merge/apply.go",
		"	if f := l.Duration.Factor(); !l.Duration.IsZero() {", "	l.Duration = document.Duration{}\n	if f := l.Duration.Factor(); !l.Duration.IsZero() {",
	},
	{
		"a pull removes optional lines",
		"xerosync/merge/apply.go",
		"			return !ok && l.Crosses()", "			return !ok",
	},
	{
		"lines removed in Xero are kept in no revision",
		"xerosync/pull_lost.go",
		"	if len(losses) == 0 {\n		return \"\", nil", "	if true || len(losses) == 0 {\n		return \"\", nil",
	},
	{
		"a pull is not told in the history",
		"xerosync/pull.go",
		"	if err := tx.AddHistory(s.seenHistory(k, store.HistoryUpdate, words, r)); err != nil {\n		return err\n	}", "",
	},
	{
		"a document is changed while it is edited",
		"xerosync/hold.go",
		"	if !open {\n		return time.Time{}, false, nil", "	if true || !open {\n		return time.Time{}, false, nil",
	},
	{
		"a status in Xero is a conflict",
		"xerosync/pull.go",
		"	_, edited, err := s.heldUntil(", "	if k.doc.Remote != nil && k.doc.Remote.Status != r.status() {\n		return false, s.markConflict(tx, k, r, decision{})\n	}\n	_, edited, err := s.heldUntil(",
	},
	{
		"an older answer is taken for a newer one",
		"xerosync/meet.go",
		"	older := r.updated().Time().Before(link.RemoteUpdated)", "	older := false",
	},
	{
		"the members of an answer are told by their places alone",
		"xerosync/record.go",
		"func (a answer) answers(sent answer) bool {\n", "func (a answer) answers(sent answer) bool {\n	if true {\n		return true\n	}\n",
	},
	{
		"a request is repeated under a key that Xero has forgotten",
		"xerosync/session.go",
		"	return wall >= 0 && wall < keyLife && now.Sub(first) < keyLife", "	return wall >= 0 || now.Sub(first) >= 0",
	},
	{
		"an update of a contact drops its further persons",
		"xerosync/contact_push.go",
		"	out := xeroapi.Contact{ContactID: pre.ContactID, ContactStatus: target}\n",
		"	out := xeroapi.Contact{ContactID: pre.ContactID, ContactStatus: target, ContactPersons: []xeroapi.ContactPerson{{FirstName: v.here.FirstName}}}\n",
	},
	{
		"an update of a quote leaves out what was not changed",
		"xerosync/wire.go",
		"	v := quoteHead(p, contact)\n	v.QuoteID,", "	v := quoteHead(p, contact)\n	if p.Terms == base.sent.Terms {\n		v.Terms = nil\n	}\n	v.QuoteID,",
	},
	{
		"an import brings back what was deleted here",
		"xerosync/import_plan.go",
		"Tombstone(kind, p.xeroID); err != nil || dead {", "Tombstone(kind, p.xeroID); err != nil || dead && err != nil {",
	},
	{
		"an import takes what is here for new",
		"xerosync/import_unmet.go",
		"		if !fit || met[one.XeroID] || times", "		if !fit || met[\"\"] || times",
	},
	{
		"documents are not read again in the course of a week",
		"xerosync/reconcile.go",
		"		met = meeting{kind: kind, uncounted: true, current: true}\n		if err := s.meetAll(tx, records, &met); err != nil {",
		"		met = meeting{kind: kind, uncounted: true, current: true}\n		if err := s.meetAll(tx, records[:0], &met); err != nil {",
	},
	{
		"a demo organisation that was started anew is taken for the same",
		"xerosync/connected.go",
		"	other := had && before.Org() != ", "	other := had && false && before.Org() != ",
	},
	{
		"an older copy of the file goes on as if it were the last",
		"xerosync/catchup.go",
		"func (s *Service) strange() bool { return s.cfg.File.CounterVerdict() != store.CounterTrusted }",
		"func (s *Service) strange() bool { return false }",
	},
	{
		"a copy that catches up sends what waits",
		"xerosync/engine.go",
		"	if !c.CatchingUp {", "	if true || !c.CatchingUp {",
	},
}

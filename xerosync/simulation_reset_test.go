package xerosync

import (
	"context"
	"time"

	"litework/document"
	"litework/store"
)

// startAnew starts the organisation anew under another id, as happens to Xero's
// demo company every month.
func (s *simulated) startAnew() {
	if s.reset != nil {
		return
	}
	s.observe()
	s.reset = s.allLinks()
	s.late = nil // what is on its way to the old one comes to nothing
	_, err := s.sim.Control().Reset()
	s.tell("the demo organisation is started anew: %v", err)
	if err != nil {
		s.t.Fatal(err)
	}
	s.wrote, s.persons = map[string]map[string]bool{}, map[string]string{}
	s.addContact("Somebody Ltd")
}

func (s *simulated) allLinks() map[string]string {
	out := map[string]string{}
	for _, kind := range []store.RecordKind{store.RecordInvoice, store.RecordQuote, store.RecordContact} {
		for _, l := range s.links(kind) {
			out[l.RecordID] = l.XeroID
		}
	}
	return out
}

// lookAfterReset: whatever goes on here, nothing reaches the new organisation,
// every link stays, and so does what was written.
func (s *simulated) lookAfterReset() {
	for range 3 {
		s.untilRest()
		s.check("connects", s.svc.ConnectDemo(context.Background(), s.grant()))
		s.check("sync now", s.svc.SyncNow(context.Background()))
		s.pass(25 * time.Hour)
	}
	s.again()
	s.untilRest()
	s.readAnew()
	s.observe()
	now := s.allLinks()
	for id, xeroID := range s.reset {
		if !s.restored && now[id] != xeroID {
			s.t.Errorf("%s was linked to %s, and is to %q after the organisation was started anew", id, xeroID, now[id])
		}
	}
	for id := range s.said {
		if d := s.doc(id); !s.restored && d.DeletedAt.IsZero() && d.State == document.Synced && s.reset[id] == "" {
			s.t.Errorf("%s is in step with an organisation that has never had it", d.Number)
		}
	}
}

// reconcileAll lets a week pass in which all linked documents are read again,
// for of some changes Xero does not tell.
func (s *simulated) reconcileAll() {
	set, err := s.file.Settings(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	set.Sync.CheckOff = false
	s.saves++
	if err := s.file.SaveSettings(context.Background(), set); err != nil {
		s.t.Fatal(err)
	}
	s.pass(reconcileEvery)
	for range len(stages) + 2 {
		s.pass(reconcilePause + time.Minute)
		s.settleAll()
	}
	s.inStep()
}

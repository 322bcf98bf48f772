package xerosync

import (
	"context"

	"litework/document"
	"litework/store"
)

// AskKind is what a question is about.
type AskKind string

// The kinds of question.
const (
	// AskFirstMatch: which contacts here are which in Xero, before anything of
	// them is sent.
	AskFirstMatch AskKind = "first-match"
	// AskManyPulls: more documents here would change than anybody expects.
	AskManyPulls AskKind = "many-pulls"
	// AskManyPushes: more would be sent to Xero than the user has started.
	AskManyPushes AskKind = "many-pushes"
	// AskCatchUp: the company file is not the one last synced from here.
	AskCatchUp AskKind = "catch-up"
)

// The numbers above which is asked first.
const (
	manyPulls  = 50
	manyPushes = 20
)

// Ask is a question that holds something back until it is answered.
type Ask struct {
	ID       string
	Kind     AskKind
	Sentence string
	// Yes and No are the words of the two buttons.
	Yes, No string
	Count   int
	Records []AskRecord
}

// AskRecord is one record that a question is about.
type AskRecord struct {
	Kind     store.RecordKind
	RecordID string
	Label    string
	// Details say what would happen to it.
	Details string
}

// Asks are the questions that wait for an answer.
func (s *Service) Asks(ctx context.Context) ([]Ask, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Ask(nil), s.asks...), nil
}

// AnswerAsk answers a question. A no holds back what was asked about until it
// is asked again, at the next start or when other records are concerned; changes
// made in Xero until the user asks for a check, or they change again. The error
// is a [*document.Problem] when it is asked no more.
func (s *Service) AnswerAsk(ctx context.Context, id string, yes bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, a := range s.asks {
		if a.ID == id {
			s.asks = append(s.asks[:i:i], s.asks[i+1:]...)
			s.answers[id] = yes
			s.Wake()
			return nil
		}
	}
	return &document.Problem{Code: "nothing-asked", Sentence: "This is not asked any more.", Fix: "Look at it again."}
}

// ask puts a question, once: one of the same id replaces it. It gives the
// answer where there is one.
func (s *Service) ask(a Ask) (yes, answered bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if yes, answered = s.answers[a.ID]; answered {
		return yes, true
	}
	for i := range s.asks {
		if s.asks[i].ID == a.ID {
			s.asks[i] = a
			return false, false
		}
	}
	s.asks = append(s.asks, a)
	return false, false
}

// answerTo is the answer to a question that was put, once there is one.
func (s *Service) answerTo(id string) (yes, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	yes, ok = s.answers[id]
	return yes, ok
}

// dropAsks takes all questions back.
func (s *Service) dropAsks() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asks, s.answers = nil, map[string]bool{}
}

// unask takes a question back: it answered itself.
func (s *Service) unask(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.answers, id)
	for i, a := range s.asks {
		if a.ID == id {
			s.asks = append(s.asks[:i:i], s.asks[i+1:]...)
			return
		}
	}
}

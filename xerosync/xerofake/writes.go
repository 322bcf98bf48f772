package xerofake

import (
	"encoding/json"
	"net/http"
)

// refusal is why an element was not written.
type refusal struct {
	messages  []string
	lines     map[int][]string // by position of the line in the request
	forbidden bool             // the user may not do this at all
}

func (f *refusal) add(text string) {
	if text != "" {
		f.messages = append(f.messages, text)
	}
}

func (f *refusal) addLine(i int, text string) {
	if f.lines == nil {
		f.lines = map[int][]string{}
	}
	f.lines[i] = append(f.lines[i], text)
}

func (f *refusal) any() bool { return len(f.messages) > 0 || len(f.lines) > 0 || f.forbidden }

// tooLong refuses a text above its limit, counted in characters.
func (f *refusal) tooLong(field, text string, limit int) {
	if len([]rune(text)) > limit {
		f.add(msgTooLong(field, limit))
	}
}

// writer writes one element. It gives the element as it now is, or why not.
// It stores nothing when it refuses.
type writer func(raw json.RawMessage) (out any, refused refusal, bad error)

// batch writes the elements of a request, all or, with
// summarizeErrors=false, those that can be.
func (s *Server) batch(c *call, plural, id, hasErrors string, write writer) reply {
	list, refused := elements(c.body, plural)
	if refused != nil {
		return *refused
	}
	if len(list) == 0 {
		return apiError(17, "NoDataProcessedException", "No data has been processed for this endpoint.")
	}
	partial := s.cfg.Switches.PartialByDefault
	if v := c.query.Get("summarizeErrors"); v != "" {
		partial = !c.flag("summarizeErrors")
	}
	before := c.tenant.snapshot()
	outs, echoes := []any{}, []any{}
	failed := false
	for _, raw := range list {
		back, err := echo(raw)
		if err != nil {
			c.tenant.restore(before)
			return badPost(err.Error())
		}
		out, refused, err := write(raw)
		switch {
		case err != nil:
			c.tenant.restore(before)
			return badPost(err.Error())
		case refused.forbidden:
			c.tenant.restore(before)
			return s.problem(http.StatusForbidden, "Forbidden", "AuthorizationUnsuccessful")
		case refused.any():
			failed = true
			s.explain(back, id, hasErrors, refused)
			out = back
		default:
			back["ValidationErrors"] = []message{}
		}
		if _, has := back[id]; !has {
			back[id] = zeroID
		}
		outs, echoes = append(outs, out), append(echoes, back)
	}
	if failed && !partial {
		if !s.cfg.Switches.SiblingsSaved {
			c.tenant.restore(before)
		}
		return jsonReply(http.StatusBadRequest, struct {
			ErrorNumber   int
			Type, Message string
			Elements      []any
		}{10, "ValidationException", "A validation exception occurred", echoes})
	}
	answer := s.ok(plural, outs)
	if plural == "Quotes" {
		answer.Summarize = ptr(!partial)
	}
	return jsonReply(http.StatusOK, answer)
}

// explain puts the reasons of a refusal into the echo of an element.
func (s *Server) explain(back map[string]any, id, hasErrors string, f refusal) {
	texts := f.messages
	lines, _ := back["LineItems"].([]any)
	for i := range lines {
		line, ok := lines[i].(map[string]any)
		if !ok {
			continue
		}
		if s.cfg.Switches.LineErrorsNested {
			line["ValidationErrors"] = messages(f.lines[i])
		} else {
			texts = append(texts, f.lines[i]...)
		}
	}
	back["ValidationErrors"] = messages(texts)
	back["StatusAttributeString"] = "ERROR"
	if hasErrors != "" {
		back[hasErrors] = true
	}
}

package xeroapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// The wire types follow one convention. A nil pointer, an empty list, a zero
// date and an empty plain string are left out of what is sent, and what is
// left out stays untouched in Xero (but for most fields of a quote, see
// [Quote]). A pointer to "" clears a text. Enumerations are open: a value this
// package does not know is kept as it came.

// NilID is the id Xero gives to an element that it did not save.
const NilID = "00000000-0000-0000-0000-000000000000"

// Detail is one message of Xero's about an element of a request, or about
// something nested in it.
type Detail struct {
	// Element is the index in the request.
	Element int
	// Path says where in the element, such as "LineItems[2]"; empty for the
	// element itself.
	Path string
	// Message is Xero's own sentence.
	Message string
	// Code is what the message means.
	Code Code
}

// ElementStatus is what Xero says about one element of a reply: whether it was
// saved, and all messages about it and what is nested in it.
type ElementStatus struct {
	StatusAttributeString string `json:"StatusAttributeString,omitempty"` // OK, WARNING or ERROR
	HasErrors             Bool   `json:"HasErrors,omitempty"`
	HasValidationErrors   Bool   `json:"HasValidationErrors,omitempty"`
	// Problems are the validation errors, Warnings the rest; both are
	// collected from every depth when an element is decoded.
	Problems []Detail `json:"-"`
	Warnings []Detail `json:"-"`
}

// Failed reports whether Xero refused the element of a write.
func (s ElementStatus) Failed() bool {
	switch strings.ToUpper(s.StatusAttributeString) {
	case "ERROR":
		return true
	case "OK", "WARNING":
		return false
	}
	return bool(s.HasErrors) || bool(s.HasValidationErrors) || len(s.Problems) > 0
}

// Err returns the refusal of the element of a write as an [*Error], or nil
// where it was saved.
func (s ElementStatus) Err() error {
	if !s.Failed() {
		return nil
	}
	return refusal(s.Problems, 200)
}

// numbered tells the messages which element of the request they are about.
func (s *ElementStatus) numbered(i int) {
	for k := range s.Problems {
		s.Problems[k].Element = i
	}
	for k := range s.Warnings {
		s.Warnings[k].Element = i
	}
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	// ServerTime is the server's clock when it answered; zero if not told.
	ServerTime Instant
	// NotModified is set where Xero answered "nothing changed since".
	NotModified bool
	// Number and Size are what was asked for. Count and Total are the number
	// of pages and of records where Xero tells them, which it does not for
	// quotes; else zero.
	Number, Size, Count, Total int
}

// More reports whether another page has to be read.
func (p Page[T]) More() bool {
	if p.Count > 0 {
		return p.Number < p.Count
	}
	return p.Size > 0 && len(p.Items) >= p.Size
}

// envelope is the frame around every list that Xero answers with.
type envelope struct {
	DateTimeUTC Instant `json:"DateTimeUTC"`
	Pagination  struct {
		Page      int `json:"page"`
		PageSize  int `json:"pageSize"`
		PageCount int `json:"pageCount"`
		ItemCount int `json:"itemCount"`
	} `json:"pagination"`
}

// decodeList decodes the named list of an envelope, in its order.
func decodeList[T any](body []byte, name string) (items []T, env envelope, err error) {
	if err := json.Unmarshal(body, &env); err != nil {
		return nil, env, err
	}
	var lists map[string]json.RawMessage
	if err := json.Unmarshal(body, &lists); err != nil {
		return nil, env, err
	}
	raw, ok := lists[name]
	if !ok || !bytes.HasPrefix(raw, []byte("[")) {
		return nil, env, fmt.Errorf("the answer has no list %s", name)
	}
	if err := json.Unmarshal(raw, &items); err != nil {
		return nil, env, err
	}
	return items, env, nil
}

// collect walks an element and gathers the messages of every list called
// ValidationErrors and Warnings, the element's own first.
func collect(element []byte) (problems, warnings []Detail) {
	if !bytes.Contains(element, []byte(`"Message"`)) {
		return nil, nil
	}
	var v any
	if json.Unmarshal(element, &v) != nil {
		return nil, nil
	}
	walkMessages(v, "", func(list, path, message string) {
		d := Detail{Path: path, Message: message, Code: classify(message).code}
		if list == "Warnings" {
			warnings = append(warnings, d)
		} else {
			problems = append(problems, d)
		}
	})
	return problems, warnings
}

func walkMessages(v any, path string, found func(list, path, message string)) {
	switch v := v.(type) {
	case []any:
		for i, e := range v {
			walkMessages(e, fmt.Sprintf("%s[%d]", path, i), found)
		}
	case map[string]any:
		for _, list := range []string{"ValidationErrors", "Warnings"} {
			for _, message := range messagesOf(v[list]) {
				found(list, path, message)
			}
		}
		names := make([]string, 0, len(v))
		for name := range v {
			if name != "ValidationErrors" && name != "Warnings" {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		for _, name := range names {
			walkMessages(v[name], strings.TrimPrefix(path+"."+name, "."), found)
		}
	}
}

// messagesOf reads [{"Message": "..."}].
func messagesOf(list any) (messages []string) {
	entries, _ := list.([]any)
	for _, e := range entries {
		m, _ := e.(map[string]any)
		if text, _ := m["Message"].(string); text != "" {
			messages = append(messages, text)
		}
	}
	return messages
}

// preferText returns the date of Xero's ISO text where it can be read, else
// the one of "/Date(ms)/": both are sent for one field.
func preferText(text *string, date Date) Date {
	if text == nil {
		return date
	}
	if d, err := ParseDate(strings.TrimSpace(*text)); err == nil {
		return d
	}
	return date
}

package xerofake

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

const zeroID = "00000000-0000-0000-0000-000000000000"

// msDate writes a calendar date as invoices do.
func msDate(d Date) string {
	if d == "" {
		return ""
	}
	return fmt.Sprintf("/Date(%d+0000)/", d.Time().UnixMilli())
}

// msDateQuote writes a calendar date as quotes do, without the offset.
func msDateQuote(d Date) string { return strings.Replace(msDate(d), "+0000", "", 1) }

func dateString(d Date) string {
	if d == "" {
		return ""
	}
	return string(d) + "T00:00:00"
}

func msTime(t time.Time) string { return fmt.Sprintf("/Date(%d+0000)/", t.UnixMilli()) }

func fixed(d decimal.Decimal, places int32) json.Number { return json.Number(d.StringFixed(places)) }

// rate writes a percentage with two decimals, more if it has more.
func rate(d decimal.Decimal) json.Number {
	return fixed(d, max(2, min(4, -d.Exponent())))
}

type message struct{ Message string }

func messages(texts []string) []message {
	out := make([]message, len(texts))
	for i, t := range texts {
		out[i].Message = t
	}
	return out
}

// envelope wraps a list in what surrounds it at Xero. The list's name stays
// in its place behind the other keys.
type envelope struct {
	ID         string
	Provider   string
	At         time.Time
	Summarize  *bool
	Pagination *pagination
	Name       string
	List       any
}

type pagination struct {
	Page      int `json:"page"`
	PageSize  int `json:"pageSize"`
	PageCount int `json:"pageCount"`
	ItemCount int `json:"itemCount"`
}

func (e envelope) MarshalJSON() ([]byte, error) {
	list, err := json.Marshal(e.List)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("{")
	if e.Summarize != nil {
		fmt.Fprintf(&b, `"SummarizeErrors":%t,`, *e.Summarize)
	}
	fmt.Fprintf(&b, `"Id":%q,"Status":"OK","ProviderName":%q,"DateTimeUTC":"/Date(%d)/",`, e.ID, e.Provider, e.At.UnixMilli())
	if e.Pagination != nil {
		page, _ := json.Marshal(e.Pagination)
		fmt.Fprintf(&b, `"pagination":%s,`, page)
	}
	fmt.Fprintf(&b, "%q:%s}", e.Name, list)
	return []byte(b.String()), nil
}

func (s *Server) ok(name string, list any) envelope {
	return envelope{ID: s.cfg.NewID(), Provider: "LiteWork", At: s.now(), Name: name, List: list}
}

type outTracking struct {
	Name, Option                         string
	TrackingCategoryID, TrackingOptionID string `json:",omitempty"`
}

type outLine struct {
	LineItemID       string
	Description      string      `json:",omitempty"`
	UnitAmount       json.Number `json:",omitempty"`
	TaxType          string      `json:",omitempty"`
	TaxAmount        json.Number
	LineAmount       json.Number
	AccountCode      string `json:",omitempty"`
	AccountID        string `json:",omitempty"`
	ItemCode         string `json:",omitempty"`
	Tracking         []outTracking
	Quantity         json.Number `json:",omitempty"`
	DiscountRate     json.Number `json:",omitempty"`
	DiscountAmount   json.Number `json:",omitempty"`
	ValidationErrors []message   `json:",omitzero"`
}

// outLines writes lines with unit prices of the given decimals.
func (s *Server) outLines(t *tenant, lines []Line, places int32) []outLine {
	out := []outLine{}
	for _, l := range lines {
		o := outLine{
			LineItemID: l.LineItemID, Description: l.Description, TaxType: l.TaxType, TaxAmount: fixed(l.TaxAmount, 2),
			LineAmount: fixed(l.LineAmount, 2), AccountCode: l.AccountCode, ItemCode: l.ItemCode, Tracking: []outTracking{},
		}
		if a, ok := t.account(l.AccountCode); ok {
			o.AccountID = a.AccountID
		}
		if !l.TextOnly {
			o.Quantity, o.UnitAmount = fixed(l.Quantity, 4), fixed(s.round(l.UnitAmount, places), places)
		}
		if !l.DiscountRate.IsZero() {
			o.DiscountRate = rate(l.DiscountRate)
		}
		if !l.DiscountAmount.IsZero() {
			o.DiscountAmount = fixed(l.DiscountAmount, 2)
		}
		for _, k := range l.Tracking {
			o.Tracking = append(o.Tracking, outTracking{k.Name, k.Option, k.TrackingCategoryID, k.TrackingOptionID})
		}
		out = append(out, o)
	}
	return out
}

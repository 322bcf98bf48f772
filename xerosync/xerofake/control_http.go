package xerofake

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// command is the body of a POST to /_control/{action}.
type command struct {
	ID, Tenant, Date, Amount, Status, Code, Name string
	Loser, Winner, Period, EndOfYear             string
	Description, Quantity, UnitAmount            string
	AccountCode, TaxType                         string
	Index                                        int
	Method, Path, Kind                           string // of a fault
	Times, MS                                    int
	RetryAfter                                   *int
}

// serveControl is the control interface over HTTP; see the package comment.
// A JSON content type is asked for, so that no page in a browser can post to
// it unasked.
func (s *Server) serveControl(w http.ResponseWriter, r *http.Request) {
	c := s.Control()
	name := strings.TrimPrefix(r.URL.Path, "/_control/")
	var out any = map[string]bool{"ok": true}
	var err error
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); {
	case r.Method == http.MethodGet:
		out, err = c.look(name)
	case r.Method != http.MethodPost || kind != "application/json":
		http.Error(w, "POST with Content-Type: application/json", http.StatusUnsupportedMediaType)
		return
	default:
		var in command
		if err = json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&in); err == nil {
			var made string
			if made, err = c.obey(name, in); made != "" {
				out = map[string]string{"id": made}
			}
		}
	}
	a := jsonReply(http.StatusOK, out)
	if err != nil {
		a = jsonReply(http.StatusBadRequest, map[string]string{"error": err.Error()})
	}
	s.write(w, a, false)
}

func (c *Control) look(name string) (any, error) {
	switch name {
	case "invoices":
		return c.Invoices(), nil
	case "contacts":
		return c.Contacts(), nil
	case "quotes":
		return c.Quotes(), nil
	case "organisation":
		return c.Organisation(), nil
	case "calls":
		return c.Calls(), nil
	}
	return nil, fmt.Errorf("%q: %w", name, ErrNotFound)
}

// obey runs an action; made is the id of what it made, if anything.
func (c *Control) obey(name string, in command) (made string, err error) {
	number := func(text string) decimal.Decimal {
		if text == "" {
			return decimal.Zero
		}
		d, e := decimal.NewFromString(text)
		if e != nil && err == nil {
			err = e
		}
		return d
	}
	amount, quantity, price := number(in.Amount), number(in.Quantity), number(in.UnitAmount)
	if err != nil {
		return "", err
	}
	switch name {
	case "pay":
		return "", c.Pay(in.ID, amount, Date(in.Date))
	case "unpay":
		return "", c.Unpay(in.ID)
	case "credit":
		return "", c.Credit(in.ID, amount, Date(in.Date))
	case "void-invoice":
		return "", c.VoidInvoice(in.ID)
	case "delete-invoice":
		return "", c.DeleteInvoice(in.ID)
	case "approve-invoice":
		return "", c.ApproveInvoice(in.ID)
	case "set-due-date":
		return "", c.SetInvoiceDueDate(in.ID, Date(in.Date))
	case "mark-sent":
		return "", c.MarkSent(in.ID)
	case "change-line":
		return "", c.changeLineText(in.ID, in.Index, in.Description, in.Quantity, in.UnitAmount)
	case "add-line":
		return "", c.AddLine(in.ID, Line{Description: in.Description, Quantity: quantity, UnitAmount: price, AccountCode: in.AccountCode, TaxType: in.TaxType})
	case "remove-line":
		return "", c.RemoveLine(in.ID, in.Index)
	case "replace-line-ids":
		return "", c.ReplaceLineIDs(in.ID)
	case "quote-status":
		return "", c.SetQuoteStatus(in.ID, in.Status)
	case "convert-quote":
		return c.ConvertQuote(in.ID)
	case "archive-contact":
		return "", c.ArchiveContact(in.ID)
	case "rename-contact":
		return "", c.EditContact(in.ID, func(n *Contact) { n.Name = squeeze(in.Name) })
	case "merge-contacts":
		return "", c.MergeContacts(in.Loser, in.Winner)
	}
	return c.obeyOrganisation(name, in)
}

func (c *Control) obeyOrganisation(name string, in command) (made string, err error) {
	switch name {
	case "lock-dates":
		return "", c.SetLockDates(Date(in.Period), Date(in.EndOfYear))
	case "account-status":
		return "", c.SetAccountStatus(in.Code, in.Status)
	case "action-status":
		return "", c.SetAction(in.Name, in.Status)
	case "disconnect":
		return "", c.Disconnect(in.Tenant)
	case "reset":
		return c.Reset()
	case "reset-calls":
		c.ResetCalls()
		return "", nil
	case "clear-faults":
		c.s.faults.Clear()
		return "", nil
	case "fault":
		fault, err := faultOf(in)
		if err == nil {
			c.s.faults.Next(On(in.Method, in.Path), fault, max(1, in.Times))
		}
		return "", err
	}
	return "", fmt.Errorf("%q: %w", name, ErrNotFound)
}

// faultOf reads a fault from its name.
func faultOf(in command) (Fault, error) {
	if limit, ok := strings.CutPrefix(in.Kind, "429-"); ok {
		after := -1
		if in.RetryAfter != nil {
			after = *in.RetryAfter
		}
		return TooMany(limit, after), nil
	}
	switch in.Kind {
	case "latency":
		return Latency(time.Duration(in.MS) * time.Millisecond), nil
	case "drop-before":
		return DropBefore(), nil
	case "drop-after":
		return DropAfter(), nil
	case "drop-body":
		return DropBody(), nil
	case "500":
		return Status500JSON(), nil
	case "500-html":
		return Status500HTML(), nil
	case "503-html":
		return Status503HTML(), nil
	case "503-offline":
		return Status503Offline(), nil
	case "garbled-before":
		return GarbledBefore(), nil
	case "garbled-200":
		return Garbled200(), nil
	case "token-expired":
		return TokenExpired(), nil
	}
	return Fault{}, fmt.Errorf("fault %q: %w", in.Kind, ErrNotFound)
}

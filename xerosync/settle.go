package xerosync

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"litework/document"
	"litework/store"
	"litework/xerosync/xeroapi"
)

// settle finds out what became of requests whose reply was lost, by the rules
// of xero.md section 3, before anything is sent again. Each operation is settled
// by itself, however many were in its request.
func (s *Service) settle(ctx context.Context, r *remotes, b batch) error {
	switch op := b[0].op; {
	case op.Record == store.RecordContact && op.Action == store.ActionCreate:
		return s.settleContact(ctx, r, b[0])
	case op.Record == store.RecordContact:
		return s.settleContactUpdate(ctx, r, b[0])
	case op.Action != store.ActionCreate || b[0].linked:
		return s.settleUpdates(ctx, r, b)
	case op.Record == store.RecordQuote:
		return s.settleQuotes(ctx, r, b)
	}
	return s.settleInvoices(ctx, r, b)
}

// settleInvoices looks the numbers up, and what has them among what this app
// made: in this order, so that a request that comes through meanwhile is not
// taken for somebody else's. What is found is ours or was made by another
// LiteWork (see [Service.recognise]). What is not found may have got another
// number (see [Service.notByNumber]).
func (s *Service) settleInvoices(ctx context.Context, r *remotes, b batch) error {
	b = listable(b)
	found, err := s.findInvoices(ctx, r, b, false)
	if err != nil {
		return s.holdAll(ctx, b, err)
	}
	var there batch
	for _, w := range b {
		if _, ok := found[w]; ok {
			there = append(there, w)
		}
	}
	ours := map[*work]record{}
	if len(there) > 0 {
		if ours, err = s.findInvoices(ctx, r, there, true); err != nil {
			return s.holdAll(ctx, there, err)
		}
	}
	var rest batch
	err = s.each(b, func(w *work) error {
		mine, ok := ours[w]
		if !ok || w.isAnother(mine) {
			rest = append(rest, w)
			return nil
		}
		return s.recognise(ctx, w, mine, 1)
	})
	return errors.Join(err, s.notByNumber(ctx, r, rest, found))
}

// mostNumbers bounds the characters of the numbers of one look-up, for the
// length of an address.
const mostNumbers = 1200

// listable are the first members whose numbers can be looked up together: a
// comma parts the numbers of a list, so that one with a comma goes alone.
func listable(b batch) batch {
	size := 0
	for i, w := range b {
		if size += len(w.now.Number) + 1; i > 0 && (size > mostNumbers || strings.Contains(w.now.Number, ",") || strings.Contains(b[0].now.Number, ",")) {
			return b[:i]
		}
	}
	return b
}

// everyStatus asks for deleted and voided invoices too, whatever lists show
// where no status is named (xero.md section 4.3): they keep their numbers.
var everyStatus = []xeroapi.InvoiceStatus{xeroDraft, xeroSubmitted, xeroAuthorised, xeroPaid, xeroVoided, xeroDeleted}

// findInvoices finds the sales invoices with exactly the numbers of a batch.
func (s *Service) findInvoices(ctx context.Context, r *remotes, b batch, ours bool) (map[*work]record, error) {
	s.cfg.at("before look-up")
	defer s.cfg.at("after look-up")
	q := xeroapi.InvoiceQuery{Statuses: everyStatus, CreatedByMyApp: ours}
	wanted := map[string]*work{}
	for _, w := range b {
		wanted[strings.ToLower(w.now.Number)] = w
		q.InvoiceNumbers = append(q.InvoiceNumbers, w.now.Number)
	}
	if strings.Contains(b[0].now.Number, ",") {
		q.InvoiceNumbers, q.SearchTerm = nil, b[0].now.Number
	}
	found := map[*work]record{}
	for q.Page = 1; ; q.Page++ {
		page, err := r.client.Invoices(ctx, q)
		if err != nil {
			return nil, err
		}
		s.reached()
		for i := range page.Items {
			v := &page.Items[i]
			w, ok := wanted[strings.ToLower(clean(v.InvoiceNumber))]
			if _, has := found[w]; ok && !has && v.Type == xeroapi.TypeSales {
				found[w] = record{invoice: v}
			}
		}
		if len(found) == len(b) || !page.More() {
			return found, nil
		}
	}
}

// settleQuotes looks the numbers up on every page, for Xero matches them in part.
func (s *Service) settleQuotes(ctx context.Context, r *remotes, b batch) error {
	b, part := samePart(b)
	found, taken, all, err := s.findQuotes(ctx, r, b, part)
	if err != nil {
		return s.holdAll(ctx, b, err)
	}
	var rest batch
	err = s.each(b, func(w *work) error {
		there, ok := found[w]
		switch {
		case ok:
			return s.recognise(ctx, w, there.record, there.of)
		case !all:
			s.session.readAlone[w.op.ID] = true
		default:
			rest = append(rest, w)
		}
		return nil
	})
	return errors.Join(err, s.notByNumber(ctx, r, rest, taken))
}

// samePart are the first members whose numbers begin alike, and with what: one
// look-up finds them all.
func samePart(b batch) (batch, string) {
	part := []rune(b[0].now.Number)
	for i, w := range b[1:] {
		n := 0
		for _, r := range w.now.Number {
			if n == len(part) || part[n] != r {
				break
			}
			n++
		}
		if n < 3 {
			return b[:i+1], string(part)
		}
		part = part[:n]
	}
	return b, string(part)
}

// recognise adopts a record found by its number that says what was sent. One
// that says something else was either changed in Xero since, or made under the
// same number by somebody else who uses this app: Xero tells neither when an
// invoice was made nor by which program, so that contact and number alone prove
// nothing. While Xero still knows the request by its key, it does tell: the same
// request is answered as it was the first time. After that the user is asked.
// Found is the likest of so many that have the number.
func (s *Service) recognise(ctx context.Context, w *work, found record, of int) error {
	body, err := bodyOf(w)
	if err != nil {
		return err
	}
	switch {
	case tookAll(body, found):
		return s.adopt(ctx, w, found)
	case s.tellsByKey(w):
		return s.commit(ctx, "settled", func(tx *store.SyncTx) error {
			op := w.op
			op.State = store.OpQueued
			return tx.PutOp(op)
		})
	}
	return s.askIsItYours(ctx, w, found, sameNumber(w, of))
}

// tookAll reports whether a record says what was sent; fields that people set in
// Xero apart.
func tookAll(body, there record) bool {
	seen := there.seen()
	return onlyCarried(differences(expected(body.seen(), seen), seen))
}

// tellsByKey reports whether repeating the request tells whose the record is. It
// can make nothing: an invoice of the number is there, and a number is given
// once. So it is for invoices alone, for a request about nothing else, and until
// Xero has refused the number.
func (s *Service) tellsByKey(w *work) bool {
	return w.op.Record == store.RecordInvoice && w.op.Problem == nil &&
		len(w.request.OpIDs) == 1 && s.session.keyAlive(w.request.ID, s.cfg.Clock())
}

// quoteFound is the quote of a number, the likest of so many that have it.
type quoteFound struct {
	record
	of int
}

// findQuotes finds the quotes with exactly the numbers of a batch, of which part
// is a part: the one that says what was sent, for several may have one number;
// where none does, the one that is likest to it. taken are those of which the
// user has said that they are others. all is false when there are so many like
// them that it costs less to look each up.
func (s *Service) findQuotes(ctx context.Context, r *remotes, b batch, part string) (found map[*work]quoteFound, taken map[*work]record, all bool, err error) {
	s.cfg.at("before look-up")
	defer s.cfg.at("after look-up")
	wanted, bodies := map[string]*work{}, map[*work]record{}
	for _, w := range b {
		wanted[strings.ToLower(w.now.Number)] = w
		if bodies[w], err = bodyOf(w); err != nil {
			return nil, nil, false, err
		}
	}
	found, taken = map[*work]quoteFound{}, map[*work]record{}
	others := map[*work][]record{}
	q := xeroapi.QuoteQuery{QuoteNumber: part} // of the usual size, which is heeded
	for q.Page = 1; q.Page <= len(b) || len(b) == 1; q.Page++ {
		page, err := r.client.Quotes(ctx, q)
		if err != nil {
			return nil, nil, false, err
		}
		s.reached()
		for i := range page.Items {
			there := record{quote: &page.Items[i]}
			w, ok := wanted[strings.ToLower(clean(there.number()))]
			switch {
			case !ok:
			case w.isAnother(there):
				taken[w] = there
			case tookAll(bodies[w], there):
				found[w] = quoteFound{there, 1}
			default:
				others[w] = append(others[w], there)
			}
		}
		if len(found) == len(b) {
			return found, taken, true, nil
		}
		if !page.More() {
			for w, list := range others {
				best := likest(w, bodies[w], list)
				_, ok := found[w]
				switch {
				case ok:
				case len(w.another) > 0 && likeness(w, bodies[w], best) < askLikeness: // enough was asked
					taken[w] = best
				default:
					found[w] = quoteFound{best, len(list)}
				}
			}
			return found, taken, true, nil
		}
	}
	return found, nil, false, nil
}

// adopt takes a record found by its number for the one that was sent, unless
// another document is linked to it.
func (s *Service) adopt(ctx context.Context, w *work, found record) error {
	var other bool
	err := s.view(ctx, func(tx *store.SyncTx) error {
		link, ok, err := tx.LinkByXeroID(w.op.Record, found.id())
		other = ok && link.RecordID != w.op.RecordID
		return err
	})
	if err != nil {
		return err
	}
	if other {
		return s.fail(ctx, w, linkedElsewhere(w, found), "", &found)
	}
	body, err := bodyOf(w)
	if err != nil {
		return err
	}
	return s.finish(ctx, w, body, found, true)
}

// linkedElsewhere says that the record which was found belongs to another
// document here.
func linkedElsewhere(w *work, found record) *document.Problem {
	if sameNumberAs(w, found) {
		return numberTaken(w.label)
	}
	return problem("linked-elsewhere", clean(found.number())+" in Xero is linked to another document here. "+w.label+" was not posted.", "Look at that document first.")
}

func sameNumberAs(w *work, r record) bool { return strings.EqualFold(clean(r.number()), w.now.Number) }

// settleUpdates reads the records by their ids and compares them with what was
// sent and with what was last seen.
func (s *Service) settleUpdates(ctx context.Context, r *remotes, b batch) error {
	before, err := s.readBefore(ctx, r, b)
	if err != nil {
		return err
	}
	return s.each(b, func(w *work) error {
		pre, ok := before[w]
		if !ok {
			return nil
		}
		body, err := bodyOf(w)
		if err != nil {
			return err
		}
		switch settled(w, body, pre) {
		case alreadySo:
			return s.finish(ctx, w, body, pre, true)
		case inConflict:
			return s.conflict(ctx, w, pre, inTheWay(w.base, pre.seen(), w.content()))
		}
		return s.notThere(ctx, w)
	})
}

// settleContact looks the contact up by our mark, archived or not.
func (s *Service) settleContact(ctx context.Context, r *remotes, w *work) error {
	s.cfg.at("before look-up")
	found, err := r.client.ContactByNumber(ctx, contactNumber(w.op.RecordID))
	s.cfg.at("after look-up")
	switch {
	case xeroapi.IsCode(err, xeroapi.CodeNotFound):
		s.reached()
		return s.notThere(ctx, w)
	case err != nil:
		return s.hold(ctx, w, err)
	}
	s.reached()
	return s.finishContact(ctx, w, &found)
}

// notThere records that a look-up found nothing. It counts only when the last
// attempt ended long enough ago; then the same is sent again, unless Xero has
// refused name or number as taken, or the same came to nothing often enough: it
// would do so for ever.
func (s *Service) notThere(ctx context.Context, w *work) error {
	if s.tooEarly(w) {
		return nil
	}
	switch {
	case w.op.Problem != nil:
		return s.fail(ctx, w, w.op.Problem, w.op.Details, nil)
	case w.op.Attempts >= mostAttempts:
		p := problem("no-answer", fmt.Sprintf("Xero was asked %d times and has not taken %s.", w.op.Attempts, w.label), "Try again later.")
		return s.fail(ctx, w, p, w.op.Details, nil)
	}
	delete(s.session.notBefore, w.op.ID)
	return s.commit(ctx, "settled", func(tx *store.SyncTx) error {
		op := w.op
		op.State = store.OpQueued
		return tx.PutOp(op)
	})
}

// tooEarly reports whether the last attempt ended too short a while ago for an
// empty look-up to count; it is looked up again when it does.
func (s *Service) tooEarly(w *work) bool {
	now := s.cfg.Clock()
	quiet := s.session.quietSince(w.op.ID, w.op.LastAttemptEndedAt, now)
	if quiet < settleQuiet {
		s.session.notBefore[w.op.ID] = now.Add(settleQuiet - quiet)
	}
	return quiet < settleQuiet
}

// askIsItYours leaves the outcome open until the user has answered.
func (s *Service) askIsItYours(ctx context.Context, w *work, found record, p *document.Problem) error {
	return s.commit(ctx, "ask", func(tx *store.SyncTx) error {
		op := w.op
		op.Problem = p
		op.Details = found.id()
		return tx.PutOp(op)
	})
}

func article(k document.Kind) string {
	if k == document.Invoice {
		return "an invoice"
	}
	return "a quote"
}

func numberTaken(number string) *document.Problem {
	p := problem("number-taken", "Xero already has the number "+number+" on another document. It was not posted.", "Choose another number.")
	p.Field = "number"
	return p
}

package paper

import (
	"context"
	"errors"
	"sync"
	"time"

	"litework/document"
	"litework/pdf"
	"litework/store"
	"litework/xerosync"
)

// Printer makes pages of documents, with what stands beside them: the logo, the
// payments, and where the client sees the invoice online. It may be used from
// any goroutine.
type Printer struct {
	file *store.File
	sync *xerosync.Service // nil without Xero

	mu     sync.Mutex
	logoID string
	logo   []byte
	online map[string]string // by document, as far as Xero was asked
}

// NewPrinter returns a printer for a company file.
func NewPrinter(file *store.File, sync *xerosync.Service) *Printer {
	return &Printer{file: file, sync: sync, online: map[string]string{}}
}

// Input is what is printed of a document. remote is nil for one never posted.
// Xero is not asked.
func (p *Printer) Input(ctx context.Context, d *document.Document, remote *document.Remote) (pdf.Input, error) {
	logo, err := p.logoOf(ctx, d.Company.Logo)
	if err != nil {
		return pdf.Input{}, err
	}
	in := pdf.Input{Document: *d, Logo: logo}
	if remote != nil {
		in.Paid = remote.AmountPaid.Add(remote.AmountCredited)
		in.OnlineURL = p.known(d.ID)
	}
	return in, nil
}

// logoOf reads an image of the company file; one that is no longer there prints
// nothing. Images never change, so the last one is kept.
func (p *Printer) logoOf(ctx context.Context, id string) ([]byte, error) {
	if id == "" {
		return nil, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.logoID == id {
		return p.logo, nil
	}
	logo, err := p.file.Image(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	p.logoID, p.logo = id, logo
	return logo, nil
}

func (p *Printer) known(id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.online[id]
}

// patience is how long Xero may take to say where an invoice is seen online:
// what is printed goes on without it.
const patience = 4 * time.Second

// Online asks Xero where the client sees an invoice, and is "" where there is
// nothing or no answer in time. What was answered once is remembered.
func (p *Printer) Online(ctx context.Context, id string) string {
	if url := p.known(id); url != "" || p.sync == nil {
		return url
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	url, err := p.sync.OnlineInvoiceURL(ctx, id)
	if err != nil || url == "" {
		return "" // the PDF is right without it
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.online[id] = url
	return url
}

// Print lays out a document as it is in the company file. ask lets Xero be asked
// for the address of an invoice.
func (p *Printer) Print(ctx context.Context, id string, ask bool) (store.StoredDocument, *pdf.Paper, error) {
	d, err := p.file.Document(ctx, id)
	if err != nil {
		return d, nil, err
	}
	if why := WhyNot(&d); why != nil {
		return d, nil, why
	}
	if ask && d.Remote != nil {
		p.Online(ctx, id)
	}
	in, err := p.Input(ctx, &d.Document, d.Remote)
	if err != nil {
		return d, nil, err
	}
	return d, pdf.Lay(in), nil
}

// WhyNot is the reason a document cannot be printed, or nil: where our sums are
// not Xero's, only Xero's own paper is right.
func WhyNot(d *store.StoredDocument) *document.Problem {
	if !d.HeadOnly {
		return nil
	}
	return &document.Problem{Code: "head-only", Fix: "Print it from Xero.",
		Sentence: "Xero's totals of " + d.Number + " are not those of its lines as LiteWork adds them up."}
}

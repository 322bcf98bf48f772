package documents

import (
	"fyne.io/fyne/v2"

	"litework/app/page"
	"litework/document"
)

// contextMenu opens the commands of the row below the pointer. A row outside
// the selection becomes the one that is acted on.
func (p *Page) contextMenu(i int, at fyne.Position) {
	if p.selected.Len() > 0 && !p.selected.Has(p.rows.Key(i)) {
		p.clearSelection()
	}
	p.d.Menu(at, p.commands())
}

// commands are what can be done with the documents chosen; those that cannot
// say why.
func (p *Page) commands() []page.MenuItem {
	post := "Post to Xero…"
	linked := false
	if row, ok := p.one(); ok {
		post = postLabel(row)
		linked = post != "Post to Xero…"
	}
	out := []page.MenuItem{
		{ID: "open", Label: "Open", Why: p.WhyNotOpen(), Do: p.Open},
		{ID: "duplicate", Label: "Duplicate", Why: p.WhyNotDuplicate(), Do: p.Duplicate},
	}
	if p.kind == document.Quote {
		out = append(out, page.MenuItem{ID: "convert", Label: "Convert to invoice", Why: p.WhyNotConvert(), Do: p.ConvertToInvoice})
	}
	out = append(out, page.MenuItem{ID: "post", Label: post, Why: p.WhyNotPost(), Do: p.Post, Apart: true})
	if p.kind == document.Invoice && p.d.MarkSent != nil {
		out = append(out, page.MenuItem{ID: "sent", Label: "Mark as sent in Xero", Why: p.WhyNotMarkSent(), Do: p.MarkSent})
	}
	if linked {
		out = append(out, page.MenuItem{ID: "view", Label: "View in Xero", Why: p.WhyNotView(), Do: p.View})
	}
	if p.d.Paper != nil {
		out = append(out,
			page.MenuItem{ID: "pdf", Label: "Open PDF", Why: p.WhyNotOpenPDF(), Do: p.OpenPDF, Apart: true},
			page.MenuItem{ID: "export", Label: "Export PDF…", Why: p.WhyNotExport(), Do: p.ExportPDF},
			page.MenuItem{ID: "email", Label: "E-mail…", Why: p.WhyNotEmail(), Do: p.Email})
	}
	out = append(out, page.MenuItem{ID: "tag", Label: "Tags…", Why: p.WhyNotTag(), Do: p.Tag, Apart: true})
	out = append(out, page.MenuItem{ID: "archive", Label: p.ArchiveLabel(), Why: p.WhyNotArchive(), Do: p.Archive})
	rows := "Export all rows as CSV"
	if p.selected.Len() > 0 {
		rows = "Export rows as CSV"
	}
	out = append(out, page.MenuItem{ID: "csv", Label: rows, Why: p.WhyNotExportRows(), Do: p.ExportRows})
	return append(out, page.MenuItem{ID: "delete", Label: "Delete", Why: p.WhyNotDelete(), Do: p.Delete})
}

// WhyNotView is the reason View in Xero is not possible.
func (p *Page) WhyNotView() string {
	if why := p.whyNotOne("view"); why != "" {
		return why
	}
	if row, ok := p.one(); ok && row.State == document.NotSynced {
		return row.Number + " is not in Xero yet."
	}
	return ""
}

// View opens the one document chosen in Xero.
func (p *Page) View() {
	if row, ok := p.one(); ok {
		p.viewInXero(row.ID)
	}
}

// WhyNotMarkSent is the reason Mark as sent is not possible.
func (p *Page) WhyNotMarkSent() string {
	switch {
	case p.kind != document.Invoice:
		return "Only invoices are marked as sent. A quote has a status for it."
	case p.chosen() == 0:
		return "Choose " + p.article() + " first."
	}
	if row, ok := p.one(); ok && row.State == document.NotSynced {
		return row.Number + " is not in Xero yet."
	}
	return ""
}

// MarkSent marks the invoices chosen as sent in Xero, as after they were mailed
// from here.
func (p *Page) MarkSent() {
	if ids := p.SelectedIDs(); p.WhyNotMarkSent() == "" && len(ids) > 0 {
		p.d.MarkSent(ids)
	}
}

package documents

import (
	"context"

	"litework/app/page"
)

// What brings documents out of LiteWork. Each command has a Why… beside it.

// WhyNotOpenPDF is the reason Open PDF is not possible.
func (p *Page) WhyNotOpenPDF() string {
	if p.d.Paper == nil {
		return "There is nothing to print with."
	}
	return p.whyNotOne("open")
}

// OpenPDF shows the one document chosen in the system's viewer.
func (p *Page) OpenPDF() {
	if row, ok := p.one(); ok && p.WhyNotOpenPDF() == "" {
		p.d.Paper.OpenPDF(row.ID)
	}
}

// WhyNotExport is the reason Export is not possible.
func (p *Page) WhyNotExport() string {
	if p.d.Paper == nil {
		return "There is nothing to print with."
	}
	if p.chosen() == 0 {
		return "Choose " + p.article() + " first."
	}
	return ""
}

// ExportPDF writes the documents chosen into a folder, a file for each.
func (p *Page) ExportPDF() {
	keys := p.targets()
	if p.WhyNotExport() != "" {
		return
	}
	today := p.d.Today()
	page.Read(p.reader, "export", func(ctx context.Context) (chosen [][2]string, err error) {
		rows, err := p.d.File.DocumentRows(ctx, keys, today)
		for _, r := range rows {
			chosen = append(chosen, [2]string{r.ID, r.Number})
		}
		return chosen, err
	}, func(chosen [][2]string, err error) {
		if err != nil {
			p.d.Tell("Not exported", err)
			return
		}
		title := page.Plural(len(chosen), p.kind.Noun())
		if len(chosen) == 1 {
			title = chosen[0][1]
		}
		ids := make([]string, len(chosen))
		for i, c := range chosen {
			ids[i] = c[0]
		}
		p.d.Paper.Export(ids, title)
	})
}

// WhyNotEmail is the reason E-mail is not possible.
func (p *Page) WhyNotEmail() string {
	if p.d.Paper == nil {
		return "There is nothing to print with."
	}
	return p.whyNotOne("mail")
}

// Email hands the one document chosen to the mail program.
func (p *Page) Email() {
	if row, ok := p.one(); ok && p.WhyNotEmail() == "" {
		p.d.Paper.Email(row.ID)
	}
}

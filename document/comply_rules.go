package document

import "strings"

// newZealand asks for taxable supply information, as the Goods and Services
// Tax Act 1985 has since April 2023 (sections 19E to 19Q): over $200 who
// supplies with the GST number, the date, what it is for and the GST; over
// $1,000 also who buys and one way to find them. The law asks less up to $200,
// but whoever is registered has the number, and the paper shows the GST.
func (c *compliance) newZealand() {
	c.supplierName()
	c.date()
	c.descriptions()
	c.taxes()
	c.supplierNumber()
	if !c.over(1000) {
		return
	}
	c.clientName()
	client := c.d.Client
	c.need(client.Address+client.Phone+client.Email, "client-contact-missing", "client.contact",
		"Over NZ$1,000 the client's address, phone or e-mail has to be on it.", "Write one of them.")
}

// australia asks for what the GST Act 1999, section 29-70, does: a tax invoice
// that says so, name and ABN of who supplies, the date, what is sold with
// quantity and price, the GST, and which lines are taxable; from $1,000 also
// who buys, or their ABN.
func (c *compliance) australia() {
	c.supplierName()
	c.supplierNumber()
	c.date()
	c.descriptions()
	c.taxes()
	c.taxableLines()
	if c.from(1000) && strings.TrimSpace(c.d.Client.Name+c.d.Client.TaxNumber) == "" {
		c.lack("client-name-missing", "client.name",
			"From A$1,000 on the client's name or ABN has to be on it.", "Choose a client or type a name.")
	}
}

// taxableLines notes sections that one line stands for though only some of
// what is in it is taxable: that line cannot say which.
func (c *compliance) taxableLines() {
	first := map[string]Line{}
	told := map[string]bool{}
	c.eachPriced(func(_ int, s Section, l Line) {
		if !s.isOneLine() || told[s.ID] {
			return
		}
		f, seen := first[s.ID]
		if !seen {
			first[s.ID] = l
			return
		}
		if !f.Tax.Rate.Equal(l.Tax.Rate) {
			told[s.ID] = true
			c.lineLacks("tax-hidden", "section.print", f.ID,
				"“"+strings.TrimSpace(s.Name)+"” is printed as one line, and only some of its lines have GST.",
				"Print the section in full, or without prices.")
		}
	})
}

// unitedKingdom asks for a full VAT invoice, as the VAT Regulations 1995,
// regulation 14, do: number, name, address and VAT number of who supplies,
// the date, name and address of who buys, per line quantity, unit price
// without VAT, rate and discount, the total per rate, and the VAT in sterling.
// LiteWork knows no time of supply other than the date, nor the lesser
// invoices for retail and for up to £250.
func (c *compliance) unitedKingdom() {
	d := c.d
	c.need(d.Number, "number-missing", "number", "The invoice's number is missing.", "Write one.")
	c.supplierName()
	c.need(d.Company.Address, "company-address-missing", "company.address", "The company's address is missing.", inSettings)
	c.supplierNumber()
	c.date()
	c.clientName()
	c.need(d.Client.Address, "client-address-missing", "client.address", "The client's address is missing.", "Write it under the client's name.")
	c.descriptions()
	c.taxes()
	if d.TaxMode == TaxInclusive {
		c.lack("prices-include-tax", "taxMode", "The prices include VAT, and a VAT invoice shows them without.", "Choose prices that exclude tax.")
	}
	told := map[string]bool{}
	c.eachPriced(func(_ int, s Section, l Line) {
		if !s.printsPrices() && !told[s.ID] {
			told[s.ID] = true
			what := "A section is"
			if name := strings.TrimSpace(s.Name); name != "" {
				what = "“" + name + "” is"
			}
			c.lineLacks("prices-hidden", "section.print", l.ID,
				what+" printed without the price of each line.", "Print the section in full.")
		}
	})
	if d.Currency != "GBP" {
		c.lack("currency-not-sterling", "currency", "A VAT invoice in another currency also shows the VAT in sterling, which LiteWork does not print.",
			"Write it in the notes, or invoice in GBP.")
	}
}

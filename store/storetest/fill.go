// Package storetest fills company files for tests and benchmarks.
package storetest

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/shopspring/decimal"

	"litework/document"
	"litework/store"
)

// written is how many documents Fill saves one by one; more are copies of them.
const written = 500

// Fill adds n documents of three lines each to a new file, nine invoices to one
// quote, for 400 clients over five years. The same n gives the same documents.
func Fill(ctx context.Context, f *store.File, n int) error {
	random := rand.New(rand.NewPCG(1, 2))
	first := min(n, written)
	err := f.Sync(ctx, func(tx *store.SyncTx) error {
		for i := range first {
			if _, err := tx.PutDocument(Document(random, i), 0); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || n == first {
		return err
	}
	return multiply(ctx, f.Path(), first, n)
}

// Document is the i-th document that Fill makes.
func Document(random *rand.Rand, i int) document.Document {
	d := document.Document{
		ID: fmt.Sprintf("fill-%08d", i), Kind: document.Invoice, Currency: "NZD", TaxMode: document.TaxExclusive,
		Date:      document.NewDate(2021, 1, 1).AddDays(random.IntN(5 * 365)),
		Client:    document.Client{Name: clientName(random.IntN(400))},
		Reference: fmt.Sprintf("PO %d", random.IntN(90000)),
		Terms:     "Payment within 20 days. Gear stays ours until it is paid for.",
		Company:   document.Company{Name: "Harbour Light Ltd", Country: "NZ"},
		Sections:  []document.Section{{ID: "s"}},
	}
	if i%10 == 9 {
		d.Kind = document.Quote
	}
	if random.IntN(3) == 0 {
		d.Mark = document.Sent
	}
	if random.IntN(8) == 0 {
		d.Tags = []string{words[random.IntN(len(words))]}
	}
	d.Due = d.Date.AddDays(20)
	for l := range 3 {
		d.Sections[0].Lines = append(d.Sections[0].Lines, document.Line{
			ID:          fmt.Sprint(l),
			Description: words[random.IntN(len(words))] + " " + words[random.IntN(len(words))] + " " + name(random) + " " + fmt.Sprint(random.IntN(5000)),
			Quantity:    decimal.NewNullDecimal(decimal.NewFromInt(1 + random.Int64N(20))),
			UnitPrice:   decimal.NewNullDecimal(decimal.New(random.Int64N(500000), -2)),
			Tax:         document.Tax{Code: "OUTPUT2", Name: "GST 15%", Rate: decimal.NewFromInt(15), Chosen: true},
			Account:     "200",
		})
	}
	return d
}

// Contacts adds n contacts with persons and e-mails.
func Contacts(ctx context.Context, f *store.File, n int) error {
	return f.Sync(ctx, func(tx *store.SyncTx) error {
		for i := range n {
			first, last := words[i%len(words)], words[(i/len(words))%len(words)]
			_, err := tx.PutContact(document.Contact{
				ID: fmt.Sprintf("contact-%06d", i), Name: clientName(i), FirstName: first, LastName: last,
				Email: fmt.Sprintf("%s.%s%d@example.org", first, last, i),
			}, 0)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func clientName(i int) string {
	return fmt.Sprintf("%s %s %d Ltd", words[i%len(words)], words[(i*7+3)%len(words)], i)
}

// syllables make the names of things and people, of which an office knows
// thousands.
var syllables = []string{
	"ka", "ri", "to", "mo", "an", "el", "ga", "er", "la", "cra", "ne", "do", "st", "io", "fil", "po", "sk", "pan", "be", "wi", "ro", "vi", "ju", "za",
}

// name makes a name. As among real words the n-th most common of 3000 is met
// about 1/n as often as the first.
func name(random *rand.Rand) string {
	n := int(math.Exp(random.Float64() * math.Log(3000)))
	out := ""
	for n *= 31; n > 0; n /= len(syllables) {
		out += syllables[n%len(syllables)]
	}
	return out
}

var words = []string{
	"camera", "gaffer", "lamp", "crane", "dolly", "night", "shoot", "studio", "harbour", "film", "grip", "boom",
	"generator", "van", "catering", "edit", "grade", "mix", "score", "wardrobe", "make-up", "location", "permit",
	"drone", "lens", "tripod", "monitor", "cable", "stage", "kauri", "rimu", "totara", "kiwi", "tui", "moana",
}

package pdf

import (
	"strings"

	"github.com/shopspring/decimal"

	"litework/document"
)

// taxWords are a tax setting on paper: in full for the totals ("GST 15 %",
// "Zero rated"), and brief for a column ("15 %"). Nothing chosen has no words.
func (l *layout) taxWords(t document.Tax) (full, brief string) {
	if !t.Chosen {
		return "", ""
	}
	if !t.Rate.IsZero() {
		rate := t.Rate.String()
		full = strings.TrimSpace(l.set.oneLine(t.Brief()))
		if strings.Contains(full, rate+"%") {
			full = strings.Replace(full, rate+"%", rate+" %", 1)
		} else if !strings.Contains(full, rate+" %") {
			full += " " + rate + " %"
		}
		return full, rate + " %"
	}
	name := strings.ToLower(t.Name)
	tax := l.country.TaxName
	switch {
	case strings.Contains(name, "reverse charge"):
		return "Reverse charge", "Reverse charge"
	case strings.Contains(name, "zero"):
		return "Zero rated", "0 %"
	case strings.Contains(name, "exempt"):
		return "Exempt", "Exempt"
	case strings.Contains(name, "input taxed"):
		return "Input taxed", "Input taxed"
	case strings.Contains(name, "free"):
		return tax + " free", "Free"
	case strings.Contains(name, "no ") || name == "":
		return "No " + tax, "None"
	}
	name = strings.TrimSpace(l.set.oneLine(t.Name))
	return name, name
}

// marking is how the paper tells which tax a line has.
type marking int

const (
	markNothing  marking = iota // all have the same: the totals say it
	markSections                // behind the name of sections that are not as usual
	markLines                   // in a column
)

// taxMarking decides. The United Kingdom asks for the rate of each line,
// Australia for which lines are taxable where not all are.
func (l *layout) taxMarking() (how marking, usual string) {
	if l.d.TaxMode == document.NoTax {
		return markNothing, ""
	}
	seen := map[string]bool{}
	taxed := false // usual is one of tax
	for _, line := range l.d.Lines() {
		word, _ := l.taxWords(line.Tax)
		if line.IsText() || word == "" {
			continue
		}
		seen[word] = true
		if charged := !line.Tax.Rate.IsZero(); usual == "" || charged && !taxed {
			usual, taxed = word, charged
		}
	}
	switch {
	case l.country.Code == "GB" && len(seen) > 0:
		return markLines, usual
	case len(seen) < 2:
		return markNothing, usual
	case l.country.Code == "AU":
		return markLines, usual
	}
	for _, s := range l.d.Sections {
		if word, one := l.sectionTax(s); !one || word != usual && (s.Name == "" || word == "") {
			return markLines, usual
		}
	}
	return markSections, usual
}

// sectionTax are the words of the one tax that all of a section's lines have.
func (l *layout) sectionTax(s document.Section) (word string, one bool) {
	first := true
	for _, line := range s.Lines {
		if line.IsText() {
			continue
		}
		w, _ := l.taxWords(line.Tax)
		if first {
			word, first = w, false
		} else if w != word {
			return "", false
		}
	}
	return word, true
}

// sectionRates are the brief words of all taxes in a section, for the one line
// that stands for it.
func (l *layout) sectionRates(s document.Section) string {
	var out []string
	seen := map[string]bool{}
	for _, line := range s.Lines {
		if line.IsText() || line.Optional {
			continue
		}
		if _, brief := l.taxWords(line.Tax); brief != "" && !seen[brief] {
			seen[brief] = true
			out = append(out, brief)
		}
	}
	return strings.Join(out, ", ")
}

// percent is a percentage, or nothing for none.
func percent(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String() + " %"
}

// lowerFirst is "zero rated" for "Zero rated", and "GST 15 %" as it is.
func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

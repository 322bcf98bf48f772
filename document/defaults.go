package document

import "strings"

// CheckDefaultText reports what Xero would refuse of a default text: field is
// "title", "summary" or "terms" of a quote. Other texts stay here and may be as
// they are. The error is a *[Problem].
func CheckDefaultText(field, text string) error {
	var c checker
	switch field {
	case "title":
		c.text(field, "The title", text, maxTitle)
	case "summary":
		c.text(field, "The summary", text, maxSummary)
	case "terms":
		c.text(field, "The terms", text, maxTerms)
	}
	if len(c.out) == 0 {
		return nil
	}
	return &c.out[0]
}

// maxSections is how many sections a new document may begin with.
const maxSections = 30

// ParseSections reads the names of default sections, one a line. The error is a
// *[Problem].
func ParseSections(text string) ([]string, error) {
	var out []string
	for line := range strings.Lines(text) {
		if name := strings.Join(strings.Fields(line), " "); name != "" {
			out = append(out, name)
		}
	}
	if len(out) > maxSections {
		return nil, &Problem{Code: "sections", Field: "sections", Sentence: "A new document begins with at most 30 sections."}
	}
	return out, nil
}

// CheckEmail reports what cannot be an e-mail address; empty is none. The error
// is a *[Problem].
func CheckEmail(text string) error {
	if text = strings.TrimSpace(text); text == "" || plausibleEmail(text) {
		return nil
	}
	return &Problem{Code: "email", Field: "email", Sentence: "Write an address such as accounts@harbourlight.example"}
}

// CheckWebsite reports what cannot be the address of a website, with or without
// https in front; empty is none. The error is a *[Problem].
func CheckWebsite(text string) error {
	text = strings.TrimSpace(text)
	_, host, found := strings.Cut(text, "://")
	if !found {
		host = text
	}
	host, _, _ = strings.Cut(host, "/")
	if text == "" || strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(text, " ,;@") {
		return nil
	}
	return &Problem{Code: "website", Field: "website", Sentence: "Write an address such as harbourlight.example"}
}

package document

import (
	"slices"
	"strings"
	"testing"
)

func TestDefaultTexts(t *testing.T) {
	for field, most := range map[string]int{"title": 100, "summary": 3000, "terms": 4000} {
		if err := CheckDefaultText(field, strings.Repeat("é", most)); err != nil {
			t.Errorf("%s: %v", field, err)
		}
		if ProblemOf(CheckDefaultText(field, strings.Repeat("x", most+1))) == nil {
			t.Errorf("%s is taken with %d characters", field, most+1)
		}
	}
	if ProblemOf(CheckDefaultText("title", "a\x00b")) == nil || CheckDefaultText("notes", strings.Repeat("x", 9000)) != nil {
		t.Error("characters")
	}
}

func TestParseSections(t *testing.T) {
	got, err := ParseSections("  Equipment \n\nCrew\tand cast\r\n")
	if err != nil || !slices.Equal(got, []string{"Equipment", "Crew and cast"}) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := ParseSections(" \n"); err != nil || got != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := ParseSections(strings.Repeat("a\n", 31)); ProblemOf(err) == nil {
		t.Error("31 are taken")
	}
}

func TestAddressesOfACompany(t *testing.T) {
	for text, ok := range map[string]bool{"": true, "a@b.nz": true, "a": false, "a@b": false, "a b@c.nz": false, "a@b.nz, c@d.nz": false} {
		if (CheckEmail(text) == nil) != ok {
			t.Errorf("e-mail %q", text)
		}
	}
	for text, ok := range map[string]bool{"": true, "harbourlight.example": true, "https://www.h.example/x?y": true, "harbour": false, "a b.nz": false, "a@b.nz": false, "http://": false} {
		if (CheckWebsite(text) == nil) != ok {
			t.Errorf("website %q", text)
		}
	}
}

package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseRich(t *testing.T) {
	plain := func(s string) []Span { return []Span{{Text: s}} }
	para := func(spans ...Span) Rich { return Rich{{Kind: Paragraph, Spans: spans}} }
	tests := map[string]Rich{
		"":                nil,
		"just words":      para(Span{Text: "just words"}),
		"2*4*8":           para(Span{Text: "2*4*8"}),
		"2**4**8":         para(Span{Text: "2**4**8"}),
		"snake_case_name": para(Span{Text: "snake_case_name"}),
		"**bold**":        para(Span{Text: "bold", Bold: true}),
		"_it_.":           para(Span{Text: "it", Italic: true}, Span{Text: "."}),
		"**_both_**":      para(Span{Text: "both", Bold: true, Italic: true}),
		"_**both**_":      para(Span{Text: "both", Bold: true, Italic: true}),
		"**a _b_ c**": para(Span{Text: "a ", Bold: true}, Span{Text: "b", Bold: true, Italic: true},
			Span{Text: " c", Bold: true}),
		"_a **b**_ c": para(Span{Text: "a ", Italic: true}, Span{Text: "b", Bold: true, Italic: true},
			Span{Text: " c"}),
		"_a_b_":        para(Span{Text: "a_b", Italic: true}),
		"** not **":    para(Span{Text: "** not **"}),
		"**open":       para(Span{Text: "**open"}),
		"**a _b**":     para(Span{Text: "a _b", Bold: true}),
		"****":         para(Span{Text: "****"}),
		"*one*":        para(Span{Text: "*one*"}),
		"-no":          para(Span{Text: "-no"}),
		" - no":        para(Span{Text: " - no"}),
		"2. no":        para(Span{Text: "2. no"}),
		"2026. A year": para(Span{Text: "2026. A year"}),
		"- **b**":      {{Kind: Bullet, Spans: []Span{{Text: "b", Bold: true}}}},
		"- ":           {{Kind: Bullet}},
		"1. a\n1. b\n7. c\nend\n1. d": {
			{Numbered, 1, plain("a")}, {Numbered, 2, plain("b")}, {Numbered, 3, plain("c")},
			{Paragraph, 0, plain("end")}, {Numbered, 1, plain("d")},
		},
		"a\r\n\r\nb": {{Paragraph, 0, plain("a")}, {Kind: Paragraph}, {Paragraph, 0, plain("b")}},
	}
	for source, want := range tests {
		if diff := cmp.Diff(want, ParseRich(source)); diff != "" {
			t.Errorf("ParseRich(%q):\n%s", source, diff)
		}
		richLaws(t, source)
	}
}

func TestRichPlain(t *testing.T) {
	got := ParseRich("**Kit**\n- _one_\n1. x\n9. y").Plain()
	if want := "Kit\n- one\n1. x\n2. y"; got != want {
		t.Errorf("Plain() = %q, want %q", got, want)
	}
}

// richLaws: printing is read back as the same, and printing again changes
// nothing; no character that is not a mark is lost.
func richLaws(t interface{ Fatalf(string, ...any) }, source string) {
	r := ParseRich(source)
	printed := r.String()
	if diff := cmp.Diff(r, ParseRich(printed)); diff != "" {
		t.Fatalf("source %q printed %q, which parses differently:\n%s", source, printed, diff)
	}
	if again := ParseRich(printed).String(); again != printed {
		t.Fatalf("source %q printed %q, then %q", source, printed, again)
	}
	words := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("*_-.0123456789 \r\n", r) {
				return -1
			}
			return r
		}, s)
	}
	if words(source) != words(r.Plain()) {
		t.Fatalf("source %q lost text: %q", source, r.Plain())
	}
}

func richSource() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{"**", "_", "**_", "_**", "*", "a", "word", "é", "1", " ", ".", "(", ")", "!", "\n",
		"\n- ", "\n1. ", "\n2. ", "- ", "1. ", "__", "***"})
	return rapid.Map(rapid.SliceOfN(piece, 0, 24), func(p []string) string { return strings.Join(p, "") })
}

func TestRichLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { richLaws(t, richSource().Draw(t, "source")) })
}

func FuzzParseRich(f *testing.F) {
	for _, s := range []string{"**a _b_** c", "_**a _b**_", "1. a\n2. b\n- c", "2*4*8", "_a!_**(b)**", "**a**\n\n_b_", "**\xdf**\x99"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) { richLaws(t, strings.ToValidUTF8(source, "?")) })
}

package document

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// marked writes a text with its selection: | for a caret, [ and ] around one.
func marked(s string) TextEdit {
	if i := strings.Index(s, "|"); i >= 0 {
		n := utf8.RuneCountInString(s[:i])
		return TextEdit{strings.Replace(s, "|", "", 1), n, n}
	}
	i := strings.Index(s, "[")
	s = strings.Replace(s, "[", "", 1)
	j := strings.Index(s, "]")
	return TextEdit{strings.Replace(s, "]", "", 1), utf8.RuneCountInString(s[:i]), utf8.RuneCountInString(s[:j])}
}

func (e TextEdit) String() string {
	r := []rune(e.Text)
	if e.Start == e.End {
		return string(r[:e.Start]) + "|" + string(r[e.Start:])
	}
	return string(r[:e.Start]) + "[" + string(r[e.Start:e.End]) + "]" + string(r[e.End:])
}

func TestEnterInList(t *testing.T) {
	tests := map[string]string{
		"- one|":             "- one\n- |",
		"- on|e":             "- on\n- |e",
		"- one\n- |":         "- one\n|",
		"- one\n- |\n- two":  "- one\n|\n- two",
		"1. one|\n2. two":    "1. one\n2. |\n3. two",
		"1. é\n2. |":         "1. é\n|",
		"1. a\n2. |\n3. b":   "1. a\n|\n3. b",
		"- on[e\n- tw]o":     "- on\n- |o",
		"text\n1. a\n2. [b]": "text\n1. a\n2. \n3. |",
	}
	for before, want := range tests {
		got, ok := EnterInList(marked(before))
		if !ok || got.String() != want {
			t.Errorf("%q: %q, %v; want %q", before, got, ok, want)
		}
	}
	for _, outside := range []string{"text|", "|", "|- one", "-| one", "2. no|", "- a\nb|"} {
		if got, ok := EnterInList(marked(outside)); ok || got.Text != marked(outside).Text {
			t.Errorf("%q: Enter did something: %q", outside, got)
		}
	}
}

func TestToggles(t *testing.T) {
	type toggle func(TextEdit) TextEdit
	tests := []struct {
		do           toggle
		before, want string
	}{
		{ToggleBold, "a [word] b", "a **[word]** b"},
		{ToggleBold, "a **[word]** b", "a [word] b"},
		{ToggleBold, "a [**word**] b", "a [word] b"},
		{ToggleBold, "a wo|rd b", "a **wo|rd** b"},
		{ToggleBold, "a w[or]d b", "a **w[or]d** b"},
		{ToggleBold, "a[ word ]b", "a[ **word** ]b"},
		{ToggleBold, "- [one\n- two]", "- **[one**\n- **two]**"},
		{ToggleBold, "_[x]_", "_**[x]**_"},
		{ToggleBold, "**_[x]_**", "_[x]_"},
		{ToggleItalic, "**[x]**", "**_[x]_**"},
		{ToggleItalic, "**_[x]_**", "**[x]**"},
		{ToggleItalic, "[a\n\nb]", "_[a_\n\n_b]_"},
		{ToggleBold, "|", "**|**"},
		{ToggleItalic, "a | b", "a _|_ b"},
		{ToggleBullets, "one\ntw|o", "one\n- tw|o"},
		{ToggleBullets, "- o[ne\n- t]wo", "o[ne\nt]wo"},
		{ToggleBullets, "[one\n1. two]", "- [one\n- two]"},
		{ToggleNumbers, "[one\ntwo\n- three]", "1. [one\n2. two\n3. three]"},
		{ToggleNumbers, "1. a\n2. b|\n3. c", "1. a\nb|\n3. c"},
		{ToggleNumbers, "1. a\nb|\n1. c", "1. a\n2. b|\n3. c"},
	}
	for _, test := range tests {
		if got := test.do(marked(test.before)).String(); got != test.want {
			t.Errorf("%q: %q, want %q", test.before, got, test.want)
		}
	}
}

// A list or a style set over a selection never changes the words, keeps the
// selection within the text, and a list toggled twice is plain again.
func TestTogglesKeepTheWords(t *testing.T) {
	words := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune("*_-. 0123456789", r) {
				return -1
			}
			return r
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := richSource().Draw(t, "text")
		n := utf8.RuneCountInString(text)
		e := TextEdit{text, rapid.IntRange(-1, n+1).Draw(t, "start"), rapid.IntRange(-1, n+1).Draw(t, "end")}
		toggles := []func(TextEdit) TextEdit{ToggleBold, ToggleItalic, ToggleBullets, ToggleNumbers,
			func(e TextEdit) TextEdit { out, _ := EnterInList(TextEdit{e.Text, e.Start, e.Start}); return out }}
		for range 3 {
			i := rapid.IntRange(0, len(toggles)-1).Draw(t, "toggle")
			got := toggles[i](e)
			size := utf8.RuneCountInString(got.Text)
			if strings.ReplaceAll(words(got.Text), "\n", "") != strings.ReplaceAll(words(e.Text), "\n", "") {
				t.Fatalf("toggle %d of %q: %q", i, e, got)
			}
			if i < 4 && (got.Start < 0 || got.Start > got.End || got.End > size) {
				t.Fatalf("toggle %d of %q: selection %d to %d of %d", i, e.Text, got.Start, got.End, size)
			}
			e = got
		}
	})
}

// Words without marks become bold as a whole and plain again.
func TestBoldTwiceIsPlain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z]{1,5}( [a-zé]{1,5}){0,4}`).Draw(t, "text")
		n := utf8.RuneCountInString(text)
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		to := rapid.IntRange(from+1, n).Draw(t, "to")
		e := TextEdit{text, from, to}
		if strings.TrimSpace(string([]rune(text)[from:to])) == "" {
			t.Skip("only a space")
		}
		bold := ToggleBold(e)
		spans := ParseRich(bold.Text)[0].Spans
		styled := 0
		for _, s := range spans {
			if s.Bold {
				styled++
			}
		}
		if styled != 1 {
			t.Fatalf("%q became %q: %v", e, bold, spans)
		}
		if again := ToggleBold(bold); again.Text != text {
			t.Fatalf("%q became %q, then %q", e, bold, again)
		}
	})
}

package document

import "testing"

func TestAccent(t *testing.T) {
	for text, want := range map[string]string{"0b6e69": "#0B6E69", " #abc ": "#AABBCC", "": "", "#0B6E69": "#0B6E69"} {
		if got, err := ParseAccent(text); err != nil || got != want {
			t.Errorf("%q gives %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"teal", "#12345", "#1234567", "##123456"} {
		if _, err := ParseAccent(text); ProblemOf(err) == nil {
			t.Errorf("%q is taken", text)
		}
	}
	// #767676 is the lightest grey that WCAG allows on white: 4.54 to 1.
	for accent, readable := range map[string]bool{
		"": true, DefaultAccent: true, "#000000": true, "#767676": true, "#777777": false, "#FFFF00": false, "#FFFFFF": false,
	} {
		if (AccentHint(accent) == "") != readable {
			t.Errorf("%q: %q", accent, AccentHint(accent))
		}
	}
}

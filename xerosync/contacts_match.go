package xerosync

import (
	"slices"
	"strings"
	"unicode"

	"litework/store"
)

// mostOfOne is how many contacts may share an e-mail address for it to tell
// anything.
const mostOfOne = 3

// probablePairs are the contacts not in Xero that may be the same client as
// another, which is in Xero or was made earlier: by tax number, name, e-mail
// address or a name that is nearly the same. Pairs that the user keeps apart are
// not among them.
func probablePairs(tx *store.SyncTx, all []store.BriefContact) (out []ContactPair, err error) {
	if !slices.ContainsFunc(all, func(c store.BriefContact) bool { return !c.Linked && !c.Archived }) {
		return nil, nil
	}
	index := indexContacts(all)
	for i, here := range all {
		if here.Linked || here.Archived {
			continue
		}
		found := map[int]string{}
		for _, key := range keysOf(here) {
			list := index[key]
			if key.why == sameEmail && len(list) > mostOfOne {
				continue
			}
			for _, j := range list {
				there := all[j]
				if _, known := found[j]; known || i == j || !there.Linked && there.Key > here.Key {
					continue
				}
				if key.why != similarName || sameDigits(here.Name, there.Name) {
					found[j] = key.why
				}
			}
		}
		for j, there := range all {
			why, ok := found[j]
			if !ok {
				continue
			}
			p := ContactPair{HereID: here.ID, ThereID: there.ID, HereName: here.Name, ThereName: there.Name, Why: why}
			apart, err := tx.Mark(apartMark(p))
			if err != nil {
				return nil, err
			}
			if apart == "" {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// Why two contacts may be the same client.
const (
	sameTaxNumber = "same tax number"
	sameName      = "same name"
	sameEmail     = "same e-mail address"
	similarName   = "similar name"
)

// matchKey is something that two contacts may have in common.
type matchKey struct{ why, value string }

func indexContacts(all []store.BriefContact) map[matchKey][]int {
	index := map[matchKey][]int{}
	for i, c := range all {
		for _, key := range keysOf(c) {
			index[key] = append(index[key], i)
		}
	}
	return index
}

// keysOf are the keys of a contact, the surest first.
func keysOf(c store.BriefContact) []matchKey {
	var out []matchKey
	if tax := strings.ToUpper(lettersAndDigits(c.TaxNumber)); len(tax) >= 5 {
		out = append(out, matchKey{sameTaxNumber, tax})
	}
	out = append(out, matchKey{sameName, normalName(c.Name)})
	if mail := strings.ToLower(strings.TrimSpace(c.Email)); mail != "" {
		out = append(out, matchKey{sameEmail, mail})
	}
	for _, near := range nearNames(nameKey(c.Name)) {
		out = append(out, matchKey{similarName, near})
	}
	return out
}

// legalForms say nothing about who it is.
var legalForms = []string{"ltd", "limited", "pty", "inc", "llc", "llp", "plc", "co", "company", "the", "and", "nz"}

// nameKey is a name without case, punctuation and legal form.
func nameKey(name string) string {
	fields := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	kept := slices.DeleteFunc(slices.Clone(fields), func(w string) bool { return slices.Contains(legalForms, w) })
	if len(kept) == 0 {
		kept = fields
	}
	return strings.Join(kept, "")
}

// nearNames are a name and, unless it is short, the same with each of its letters
// left out: two names that differ by one letter have one of them in common.
func nearNames(key string) []string {
	out := []string{key}
	runes := []rune(key)
	if len(runes) < 6 {
		return out
	}
	for i := range runes {
		if i > 0 && runes[i] == runes[i-1] {
			continue
		}
		out = append(out, string(runes[:i])+string(runes[i+1:]))
	}
	return out
}

// sameDigits reports whether two names have the same numbers in them: Studio 1 is
// not Studio 2.
func sameDigits(a, b string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	return digits(a) == digits(b)
}

func lettersAndDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

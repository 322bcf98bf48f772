package document

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTyped is how many characters a number, a date or a duration may have.
// It also bounds the depth of a sum and the size of its value.
const maxTyped = 100

// evaluate reads a number or a sum with + - * / and parentheses. The value is
// exact (10/3*3 is 10). plain reports that it was one number, perhaps with a
// sign, so that its decimals are meant as written. Errors are *[Problem].
func evaluate(text string) (value *big.Rat, plain bool, err error) {
	if len(text) > maxTyped {
		return nil, false, notANumber()
	}
	s := sum{rest: text}
	value, err = s.terms()
	if err != nil {
		return nil, false, err
	}
	if s.skip(); s.rest != "" {
		return nil, false, notANumber()
	}
	return value, !s.operated, nil
}

// sum is a recursive descent over what is left of the text.
type sum struct {
	rest string
	// operated is set by the first operator between two values.
	operated bool
}

func (s *sum) terms() (*big.Rat, error) {
	left, err := s.factors()
	for err == nil {
		op := s.operator("+-−")
		if op == 0 {
			return left, nil
		}
		var right *big.Rat
		if right, err = s.factors(); err != nil {
			break
		}
		if op == '+' {
			left = new(big.Rat).Add(left, right)
		} else {
			left = new(big.Rat).Sub(left, right)
		}
	}
	return nil, err
}

func (s *sum) factors() (*big.Rat, error) {
	left, err := s.signed()
	for err == nil {
		op := s.operator("*×/÷")
		if op == 0 {
			return left, nil
		}
		var right *big.Rat
		if right, err = s.signed(); err != nil {
			break
		}
		switch {
		case op == '*' || op == '×':
			left = new(big.Rat).Mul(left, right)
		case right.Sign() == 0:
			return nil, &Problem{Code: "divided-by-zero", Sentence: "Nothing can be divided by zero."}
		default:
			left = new(big.Rat).Quo(left, right)
		}
	}
	return nil, err
}

func (s *sum) signed() (*big.Rat, error) {
	s.skip()
	switch r, size := utf8.DecodeRuneInString(s.rest); r {
	case '-', '−':
		s.rest = s.rest[size:]
		v, err := s.signed()
		if err != nil {
			return nil, err
		}
		return new(big.Rat).Neg(v), nil
	case '+', '$', '£', '€':
		s.rest = s.rest[size:]
		return s.signed()
	case '(':
		s.rest = s.rest[size:]
		v, err := s.terms()
		if err != nil {
			return nil, err
		}
		if s.skip(); !strings.HasPrefix(s.rest, ")") {
			return nil, &Problem{Code: "not-a-number", Sentence: "A closing parenthesis is missing."}
		}
		s.rest = s.rest[1:]
		return v, nil
	}
	return s.number()
}

// number reads digits with commas between thousands and one point.
func (s *sum) number() (*big.Rat, error) {
	end := 0
	for end < len(s.rest) && strings.IndexByte("0123456789.,", s.rest[end]) >= 0 {
		end++
	}
	text := s.rest[:end]
	s.rest = s.rest[end:]
	digits, ok := withoutCommas(text)
	if !ok {
		return nil, commaProblem(text)
	}
	if strings.Trim(digits, ".") == "" || strings.Count(digits, ".") > 1 {
		return nil, notANumber()
	}
	value, ok := new(big.Rat).SetString(digits)
	if !ok {
		return nil, notANumber()
	}
	return value, nil
}

// withoutCommas drops the commas of 1,234,567.89 and reports whether they
// stood between thousands.
func withoutCommas(text string) (string, bool) {
	whole, _, _ := strings.Cut(text, ".")
	groups := strings.Split(whole, ",")
	if strings.Count(text, ",") != len(groups)-1 {
		return "", false // a comma behind the point
	}
	if len(groups) == 1 {
		return text, true
	}
	if len(groups[0]) < 1 || len(groups[0]) > 3 || groups[0][0] == '0' {
		return "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", false
		}
	}
	return strings.ReplaceAll(text, ",", ""), true
}

// commaProblem explains a comma that does not stand between thousands; where
// it was meant as the decimal point, it shows the number written with one.
func commaProblem(text string) *Problem {
	p := &Problem{Code: "decimal-comma", Sentence: "Use a point for decimals: 1234.50"}
	last := strings.LastIndexByte(text, ',')
	whole := strings.ReplaceAll(text[:last], ".", "")
	if decimals := text[last+1:]; whole != "" && decimals != "" &&
		!strings.ContainsAny(whole, ",") && !strings.Contains(decimals, ".") {
		p.Sentence = "Use a point: " + whole + "." + decimals
	}
	return p
}

func notANumber() *Problem {
	return &Problem{Code: "not-a-number", Sentence: "Write a number, for example 12 or 1,234.50."}
}

// operator takes the next character if it is one of those, else it is 0.
func (s *sum) operator(which string) rune {
	s.skip()
	r, size := utf8.DecodeRuneInString(s.rest)
	if s.rest == "" || !strings.ContainsRune(which, r) {
		return 0
	}
	s.rest = s.rest[size:]
	s.operated = true
	return r
}

func (s *sum) skip() { s.rest = strings.TrimLeftFunc(s.rest, unicode.IsSpace) }

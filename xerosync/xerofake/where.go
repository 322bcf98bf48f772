package xerofake

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// field is something a where expression can name.
type field struct {
	kind      fieldKind
	ranged    bool // < and > are allowed
	alternate bool // OR is allowed
	slow      bool // not optimised: refused unless the switch allows it
}

type fieldKind int

const (
	textField fieldKind = iota
	guidField
	numberField
	dateField
	boolField
)

// condition decides about one record; get gives the record's values: string,
// decimal.Decimal, Date or bool, by lower case name.
type condition func(get func(name string) any) bool

var whereToken = regexp.MustCompile(`\s*("(?:[^"\\]|\\.)*"|&&|\|\||==|!=|>=|<=|[=<>(),]|-?\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_.]*)`)

// parseWhere reads the part of Xero's filter language that it answers fast:
// comparisons of listed fields joined by AND, and OR between ids.
func parseWhere(text string, fields map[string]field, slowToo bool) (condition, error) {
	p := &whereParser{fields: fields, slowToo: slowToo}
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := whereToken.FindStringSubmatchIndex(rest)
		if m == nil || m[0] != 0 {
			return nil, sentencef("Syntax error at '%s'", strings.TrimSpace(rest))
		}
		p.tokens = append(p.tokens, rest[m[2]:m[3]])
		rest = rest[m[1]:]
	}
	cond, err := p.alternatives()
	if err == nil && len(p.tokens) > 0 {
		err = sentencef("Syntax error at '%s'", p.tokens[0])
	}
	return cond, err
}

type whereParser struct {
	tokens  []string
	fields  map[string]field
	slowToo bool
	mayOr   bool // all comparisons so far are of fields that allow OR
}

func (p *whereParser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token
}

func (p *whereParser) peek(words ...string) bool {
	for _, w := range words {
		if len(p.tokens) > 0 && strings.EqualFold(p.tokens[0], w) {
			return true
		}
	}
	return false
}

func (p *whereParser) alternatives() (condition, error) {
	p.mayOr = true
	left, err := p.conjunction()
	for err == nil && p.peek("OR", "||") {
		p.next()
		var right condition
		a := left
		if right, err = p.conjunction(); err == nil && !p.mayOr && !p.slowToo {
			err = sentencef("OR is supported for ids only")
		}
		left = func(get func(string) any) bool { return a(get) || right(get) }
	}
	return left, err
}

func (p *whereParser) conjunction() (condition, error) {
	left, err := p.comparison()
	for err == nil && p.peek("AND", "&&") {
		p.next()
		var right condition
		a := left
		right, err = p.comparison()
		left = func(get func(string) any) bool { return a(get) && right(get) }
	}
	return left, err
}

func (p *whereParser) comparison() (condition, error) {
	if p.peek("(") {
		p.next()
		inner, err := p.alternatives()
		if err == nil && p.next() != ")" {
			err = sentencef("')' expected")
		}
		return inner, err
	}
	name := strings.ToLower(p.next())
	f, ok := p.fields[name]
	if !ok || f.slow && !p.slowToo {
		return nil, sentencef("No property or field '%s' exists in type", name)
	}
	p.mayOr = p.mayOr && f.alternate
	op := p.next()
	switch op {
	case "=", "==":
		op = "=="
	case ">", ">=", "<", "<=":
		if !f.ranged {
			return nil, sentencef("Operator '%s' incompatible with field '%s'", op, name)
		}
	case "!=":
		if !p.slowToo {
			return nil, sentencef("Operator '!=' is not supported for field '%s'", name)
		}
	default:
		return nil, sentencef("Operator expected after '%s'", name)
	}
	value, err := p.value(f.kind)
	if err != nil {
		return nil, err
	}
	return func(get func(string) any) bool { return compare(get(name), op, value) }, nil
}

func (p *whereParser) value(kind fieldKind) (any, error) {
	token := p.next()
	bad := sentencef("Value '%s' does not fit the field", token)
	switch kind {
	case textField:
		return unquote(token, bad)
	case guidField:
		if strings.EqualFold(token, "guid") {
			args, err := p.arguments()
			if err != nil || len(args) != 1 {
				return nil, bad
			}
			token = args[0]
		}
		return unquote(token, bad)
	case numberField:
		d, err := decimal.NewFromString(token)
		if err != nil {
			return nil, bad
		}
		return d, nil
	case boolField:
		b, err := strconv.ParseBool(strings.ToLower(token))
		if err != nil {
			return nil, bad
		}
		return b, nil
	}
	if !strings.EqualFold(token, "DateTime") {
		return nil, bad
	}
	args, err := p.arguments()
	if err != nil || len(args) < 3 {
		return nil, bad
	}
	for i, a := range args {
		if len(a) == 1 {
			args[i] = "0" + a
		}
	}
	if d := Date(strings.Join(args[:3], "-")); d.Valid() {
		return d, nil
	}
	return nil, bad
}

func (p *whereParser) arguments() (args []string, err error) {
	if p.next() != "(" {
		return nil, sentencef("'(' expected")
	}
	for len(p.tokens) > 0 {
		switch token := p.next(); token {
		case ")":
			return args, nil
		case ",":
		default:
			args = append(args, token)
		}
	}
	return nil, sentencef("')' expected")
}

func unquote(token string, bad error) (any, error) {
	if len(token) < 2 || token[0] != '"' {
		return nil, bad
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(token[1 : len(token)-1]), nil
}

// compare orders two values of the same type. Texts are equal without regard
// to case and accents.
func compare(a any, op string, b any) bool {
	var order int
	switch x := a.(type) {
	case string:
		order = strings.Compare(fold(x), fold(b.(string)))
	case decimal.Decimal:
		order = x.Cmp(b.(decimal.Decimal))
	case Date:
		if x == "" {
			return false
		}
		order = strings.Compare(string(x), string(b.(Date)))
	case bool:
		if x != b.(bool) {
			order = 1
		}
	default:
		return false
	}
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

// fold takes case and the accents of Latin letters away.
func fold(text string) string {
	accented := []rune("àáâãäåāèéêëēìíîïīòóôõöøōùúûüūçñ")
	letters := []rune("aaaaaaaeeeeeiiiiiooooooouuuuucn")
	return strings.Map(func(r rune) rune {
		for i, a := range accented {
			if a == r {
				return letters[i]
			}
		}
		return r
	}, strings.ToLower(text))
}

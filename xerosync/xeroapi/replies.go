package xeroapi

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// failure turns an answer that is no success into an error. It knows all the
// shapes Xero's errors come in (xero.md 2.4): validation with elements, a
// problem document, a bare code, form-encoded text, plain text, HTML and
// nothing at all. The outcome is set for a write: a 4xx is a refusal, all else
// is unknown.
func failure(status int, h http.Header, body []byte, now time.Time) *Error {
	e := &Error{HTTPStatus: status, Outcome: OutcomeUnknown, Raw: excerpt(body), CorrelationID: h.Get("Xero-Correlation-Id")}
	if status >= 400 && status < 500 && status != http.StatusRequestTimeout {
		e.Outcome = OutcomeRefused
	}
	p := parseErrorBody(h, body)
	if e.CorrelationID == "" {
		e.CorrelationID = excerpt([]byte(p.Instance))
	}
	switch {
	case status == http.StatusTooManyRequests, strings.Contains(p.text(), "oauth_problem=rate limit exceeded"):
		e.limitHit(h, now)
		e.Outcome = OutcomeRefused
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		e.set(authMeaning(status, p, h))
	case status == http.StatusNotFound:
		e.set(meaning{CodeNotFound, "Xero does not have this record.", "It may have been removed, or belong to another organisation."})
	case p.html && status < 500:
		e.set(garbledMeaning)
	case status == http.StatusServiceUnavailable && strings.Contains(strings.ToLower(p.text()), "organisation"):
		e.set(meaning{CodeOrganisationOffline, "This organisation is offline in Xero.", "Try again later."})
		e.RetryAfter = retryAfter(h, now)
	case status >= 500:
		e.set(meaning{CodeXeroDown, "Xero is not available at the moment.", "Try again in a few minutes."})
		e.RetryAfter = retryAfter(h, now)
	case status >= 400 && len(p.details) > 0:
		r := refusal(p.details, status)
		e.set(meaning{r.Code, r.Message, r.Fix})
		e.Details = p.details
	case status >= 400 && p.Message != "":
		e.set(classify(p.Message))
		e.Details = []Detail{{Message: p.Message, Code: e.Code}}
	case status == http.StatusRequestTimeout:
		e.set(noReplyMeaning)
	case status >= 400:
		e.set(meaning{CodeUnknown, "Xero refused this and gave no reason.", "Try again later."})
	default:
		e.set(garbledMeaning)
	}
	return e
}

var (
	garbledMeaning  = meaning{CodeGarbled, "The answer could not be read.", "Check the connection to the internet and try again."}
	noReplyMeaning  = meaning{CodeNoReply, "Xero did not answer.", "Check the connection to the internet and try again."}
	offlineMeaning  = meaning{CodeOffline, "Xero cannot be reached.", "Check the connection to the internet."}
	dayLimitMeaning = meaning{CodeDayLimit, "The calls Xero allows in a day are used up.", "Try again when Xero allows it again."}
)

func (e *Error) set(m meaning) { e.Code, e.Message, e.Fix = m.code, m.message, m.fix }

// garbled is the error of an answer with a good status and content that makes
// no sense. For a write that is an unknown outcome.
func garbled(status int, body []byte, cause error) *Error {
	e := &Error{HTTPStatus: status, Outcome: OutcomeUnknown, Raw: excerpt(body), cause: cause}
	e.set(garbledMeaning)
	return e
}

// errorBody is the union of the JSON that Xero explains an error with.
type errorBody struct {
	Message          string          `json:"Message"`
	Title            string          `json:"Title"`
	Detail           string          `json:"Detail"`
	Instance         string          `json:"Instance"`
	OAuthError       string          `json:"error"`
	OAuthDescription string          `json:"error_description"`
	Elements         json.RawMessage `json:"Elements"`

	details []Detail
	plain   string
	html    bool
}

// parseErrorBody reads whatever came; it never fails.
func parseErrorBody(h http.Header, body []byte) errorBody {
	var p errorBody
	if looksHTML(h, body) {
		return errorBody{html: true, plain: string(clip(body))}
	}
	if json.Unmarshal(body, &p) != nil {
		return errorBody{plain: string(clip(body))}
	}
	var elements []json.RawMessage
	if json.Unmarshal(p.Elements, &elements) == nil {
		for i, element := range elements {
			problems, _ := collect(element)
			for _, d := range problems {
				d.Element = i
				p.details = append(p.details, d)
			}
		}
	}
	return p
}

// text is all words of the body, for searching.
func (p errorBody) text() string {
	return strings.Join([]string{p.Message, p.Title, p.Detail, p.OAuthError, p.OAuthDescription, p.plain}, " ")
}

// looksHTML goes by the content rather than the declared type, which CDN pages
// get wrong.
func looksHTML(h http.Header, body []byte) bool {
	start := bytes.TrimSpace(clip(body))
	if bytes.HasPrefix(start, []byte("<")) {
		return true
	}
	return strings.Contains(strings.ToLower(h.Get("Content-Type")), "text/html") && !bytes.HasPrefix(start, []byte("{"))
}

func clip(body []byte) []byte { return body[:min(len(body), 4096)] }

// authMeaning tells an expired token from a missing permission and from an
// organisation that is connected no more (xero.md 2.4).
func authMeaning(status int, p errorBody, h http.Header) meaning {
	all := strings.ToLower(p.text() + " " + strings.Join(h.Values("Www-Authenticate"), " "))
	switch {
	case strings.Contains(all, "insufficient_scope"), strings.Contains(all, "insufficent_scope"),
		strings.Contains(all, "authorizationunsuccessful"):
		return meaning{CodeScopeMissing, "Xero has not given permission for this.", "Connect to Xero again and allow it."}
	case strings.Contains(all, "authenticationunsuccessful"):
		return meaning{CodeTenantDisconnected, "This organisation is no longer connected.", "Connect to Xero again."}
	case status == http.StatusUnauthorized:
		return meaning{CodeTokenExpired, "The connection to Xero has expired.", "Connect to Xero again."}
	case p.html:
		return garbledMeaning
	}
	return meaning{CodeScopeMissing, "Your user in Xero is not allowed to do this.", "Ask an administrator of the organisation for the permission."}
}

// limitHit reads which limit a 429 is about and how long to wait.
func (e *Error) limitHit(h http.Header, now time.Time) {
	e.RetryAfter = retryAfter(h, now)
	name := strings.ToLower(h.Get("X-Rate-Limit-Problem"))
	switch {
	case strings.Contains(name, "day"), strings.Contains(name, "daily"), name == "" && h.Get("X-Daylimit-Remaining") == "0",
		name == "" && e.RetryAfter > 5*time.Minute:
		e.Problem = LimitDay
		e.set(dayLimitMeaning)
		if e.RetryAfter == 0 {
			e.RetryAfter = time.Hour
		}
	case strings.Contains(name, "conc"):
		e.Problem = LimitConcurrent
		e.set(meaning{CodeConcurrentLimit, "Xero is busy with other requests of this organisation.", "Try again in a moment."})
		if e.RetryAfter == 0 {
			e.RetryAfter = time.Second
		}
	default:
		e.Problem = LimitMinute
		e.set(meaning{CodeMinuteLimit, "Xero asks to slow down.", "Try again in a minute."})
		if e.RetryAfter == 0 {
			e.RetryAfter = time.Minute
		}
	}
}

// retryAfter reads Retry-After, in seconds or as a date, bounded to a day. A
// date is compared with the server's own clock where it tells it.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	var d time.Duration
	if s, err := strconv.ParseFloat(text, 64); err == nil && s == s {
		d = time.Duration(min(max(s, 0), 86400) * float64(time.Second))
	} else if t, err := http.ParseTime(text); err == nil {
		if server, err := http.ParseTime(h.Get("Date")); err == nil {
			now = server
		}
		d = t.Sub(now)
	}
	return min(max(d, 0), 24*time.Hour)
}

// tokenText finds what looks like a token: a JWT, what follows "Bearer", and
// the value of a token field, as JSON or form-encoded.
var tokenText = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)*` +
	`|(?i:bearer)\s+[A-Za-z0-9._~+/=-]+` +
	`|(?i:"?(?:access_|refresh_|id_)?token"?|"?code"?|"?code_verifier"?)\s*[:=]\s*"?[A-Za-z0-9._~+/=-]{16,}`)

// scrub removes what looks like a token from a text of unknown origin.
func scrub(text string) string { return tokenText.ReplaceAllString(text, redacted) }

// excerpt keeps the start of an answer for the details: 300 bytes at most,
// valid text, without tokens. It scrubs before it cuts, so that no half of a
// token is left.
func excerpt(body []byte) string {
	text := strings.ToValidUTF8(scrub(string(clip(body))), "?")
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "")
	}
	return text
}

package xerofake

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

const (
	typeJSON = "application/json; charset=utf-8"
	typeHTML = "text/html; charset=utf-8"

	gatewayPage = "<HTML><HEAD>\n<TITLE>Service Unavailable</TITLE>\n</HEAD><BODY>\n<H1>Service Unavailable - Zero size object</H1>\n" +
		"The server is temporarily unable to service your request.  Please try again\nlater.<P>\nReference&#32;&#35;15&#46;2d4a1702&#46;1793664000&#46;2ab1\n</BODY></HTML>\n"
	errorPage   = "<!DOCTYPE html><html><head><title>Xero | Error 500</title></head><body><h1>Sorry, something went wrong</h1></body></html>\n"
	outageWords = "An error occurred in Xero. Check the API Status page http://status.developer.xero.com for current service status."
)

func jsonReply(status int, v any) reply {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return textReply(http.StatusInternalServerError, err.Error())
	}
	return reply{Status: status, Header: map[string]string{"Content-Type": typeJSON}, Body: buf.Bytes()}
}

func textReply(status int, text string) reply {
	return reply{Status: status, Header: map[string]string{"Content-Type": "text/plain; charset=utf-8"}, Body: []byte(text)}
}

func htmlReply(status int, page string) reply {
	return reply{Status: status, Header: map[string]string{"Content-Type": typeHTML}, Body: []byte(page)}
}

func notFound() reply { return textReply(http.StatusNotFound, msgNotFound) }

// apiError is a refusal that belongs to no element.
func apiError(number int, kind, message string) reply {
	return jsonReply(http.StatusBadRequest, struct {
		ErrorNumber   int
		Type, Message string
	}{number, kind, message})
}

func badQuery(message string) reply { return apiError(16, "QueryParseException", message) }

func badPost(message string) reply { return apiError(14, "PostDataInvalidException", message) }

func notImplemented() reply {
	a := apiError(20, "ApiMethodNotImplementedException", "The Api Method called is not implemented")
	a.Status = http.StatusNotImplemented
	return a
}

// problem is problem JSON, the form of refusals before an endpoint is
// reached.
func (s *Server) problem(status int, title, detail string) reply {
	type upper struct {
		Type       *string
		Title      string
		Status     int
		Detail     string
		Instance   string
		Extensions struct{}
	}
	type lower struct {
		Type     *string `json:"type"`
		Title    string  `json:"title"`
		Status   int     `json:"status"`
		Detail   string  `json:"detail"`
		Instance string  `json:"instance"`
	}
	var a reply
	if s.cfg.Switches.LowerCaseProblems {
		a = jsonReply(status, lower{nil, title, status, detail, s.cfg.NewID()})
	} else {
		a = jsonReply(status, upper{Title: title, Status: status, Detail: detail, Instance: s.cfg.NewID()})
	}
	a.Header["Content-Type"] = "application/problem+json"
	return a
}

func tooManyReply(problem string, retryAfter int) reply {
	a := reply{Status: http.StatusTooManyRequests, Header: map[string]string{"X-Rate-Limit-Problem": problem}}
	if retryAfter >= 0 {
		a.Header["Retry-After"] = strconv.Itoa(retryAfter)
	}
	return a
}

// instead is the answer a fault gives in place of Xero's, if it gives one.
func (f Fault) instead(s *Server) (reply, bool) {
	switch f.kind {
	case tooMany:
		return tooManyReply(f.problem, f.retryAfter), true
	case status500JSON:
		return s.problem(http.StatusInternalServerError, "An error occurred", outageWords), true
	case status500HTML:
		return htmlReply(http.StatusInternalServerError, errorPage), true
	case status503HTML:
		return htmlReply(http.StatusServiceUnavailable, gatewayPage), true
	case status503Offline:
		return textReply(http.StatusServiceUnavailable, "The Xero API is currently offline for maintenance"), true
	case garbledBefore:
		return reply{Status: http.StatusOK, Header: map[string]string{"Content-Type": typeJSON}, Body: []byte(`{"Id":"b3c1","Status":"OK","Invoi`)}, true
	case tokenExpired:
		return s.problem(http.StatusUnauthorized, "Unauthorized", "TokenExpired: token expired at "+s.now().Format("01/02/2006 15:04:05")), true
	}
	return reply{}, false
}

// cached says whether the fault happens behind the idempotency store, which
// then keeps its answer.
func (f Fault) cached(r *http.Request) bool {
	return f.kind == status500JSON && strings.HasPrefix(r.URL.Path, apiBase)
}

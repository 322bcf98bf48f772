package xerofake

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// asAccepted turns a JSON answer into XML where the request did not ask for
// JSON: XML is Xero's default, and a client that forgets to ask must notice.
func asAccepted(r *http.Request, a reply) reply {
	accept := strings.ToLower(r.Header.Get("Accept"))
	if a.Header["Content-Type"] != typeJSON || strings.Contains(accept, "json") {
		return a
	}
	root := "Response"
	if a.Status >= 400 {
		root = "ApiException"
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	dec := json.NewDecoder(bytes.NewReader(a.Body))
	dec.UseNumber()
	writeXML(&out, dec, root)
	header := cloneMap(a.Header)
	header["Content-Type"] = "text/xml; charset=utf-8"
	return reply{Status: a.Status, Header: header, Body: out.Bytes()}
}

// writeXML writes the decoder's next value as the element name. Elements of a
// list are named after it in the singular.
func writeXML(out *bytes.Buffer, dec *json.Decoder, name string) {
	token, err := dec.Token()
	if err != nil {
		return
	}
	out.WriteString("<" + name + ">")
	switch v := token.(type) {
	case json.Delim:
		for dec.More() {
			child := singular(name)
			if v == '{' {
				key, _ := dec.Token()
				child = key.(string)
			}
			writeXML(out, dec, child)
		}
		_, _ = dec.Token() // the closing one
	case string:
		_ = xml.EscapeText(out, []byte(isoDate(v)))
	case json.Number:
		out.WriteString(v.String())
	case bool:
		out.WriteString(strconv.FormatBool(v))
	}
	out.WriteString("</" + name + ">")
}

func singular(name string) string {
	switch {
	case name == "Tracking":
		return "TrackingCategory"
	case strings.HasSuffix(name, "ies"):
		return strings.TrimSuffix(name, "ies") + "y"
	case strings.HasSuffix(name, "sses"):
		return strings.TrimSuffix(name, "es")
	}
	return strings.TrimSuffix(name, "s")
}

var msDatePattern = regexp.MustCompile(`^/Date\((-?\d+)([+-]\d{4})?\)/$`)

// isoDate writes Microsoft's dates the way XML has them.
func isoDate(v string) string {
	m := msDatePattern.FindStringSubmatch(v)
	if m == nil {
		return v
	}
	ms, _ := strconv.ParseInt(m[1], 10, 64)
	return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.999")
}

package xerofake

import "net/http"

const apiBase = "/api.xro/2.0/"

// reply is an answer before it is written.
type reply struct {
	Status int
	Header map[string]string
	Body   []byte
}

// call is one request to the accounting API on its way.
type call struct {
	r      *http.Request
	body   []byte
	token  *accessToken
	tenant *tenant
}

func apiError(number int, kind, message string) reply { return reply{Status: 400} }

func knownScopes() []string { return nil }

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	http.Error(w, msgNotFound, http.StatusNotFound)
}

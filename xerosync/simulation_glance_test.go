package xerosync

import (
	"database/sql"
	"encoding/json"
	"maps"
	"net/url"
	"slices"

	"litework/document"
)

// glance is what the company file says of a document in one row, read past
// LiteWork: what has the same revision and base need not be read again.
type glance struct {
	rev     int64
	deleted bool
	sent    string // half of its base; empty for none
}

// read is a document as it was last read.
type read struct {
	glance
	doc  document.Document
	text string
	// sent is what was last sent or pulled; nil where it has no base.
	sent *document.Projection
	// right: it was found to be as it should.
	right bool
}

// glances reads all documents, unless nothing was written since.
func (s *simulated) glances() map[string]glance {
	s.t.Helper()
	if s.glanced != nil && s.glancedAt == s.version() {
		return s.glanced
	}
	if s.past == nil {
		uri := url.URL{Scheme: "file", OmitHost: true, Path: s.path, RawQuery: "mode=ro"}
		db, err := sql.Open("sqlite", uri.String())
		if err != nil {
			s.t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		s.past = db
		if s.glancing, err = db.Prepare(`SELECT d.id, d.rev, d.deleted_at IS NOT NULL, coalesce(b.sent, '') FROM documents d
			LEFT JOIN connection c LEFT JOIN bases b ON b.record_id = d.id AND b.server = c.server AND b.tenant_id = c.tenant_id`); err != nil {
			s.t.Fatal(err)
		}
	}
	rows, err := s.glancing.Query()
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	s.glanced, s.glancedAt = map[string]glance{}, s.version()
	for rows.Next() {
		var id string
		var g glance
		if err := rows.Scan(&id, &g.rev, &g.deleted, &g.sent); err != nil {
			s.t.Fatal(err)
		}
		s.glanced[id] = g
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
	return s.glanced
}

// stop ends the program.
func (s *simulated) stop() {
	if s.past != nil {
		if err := s.past.Close(); err != nil {
			s.t.Error(err)
		}
		s.past = nil
	}
	s.readAnew() // it may be another file that is opened next
	s.world.stop()
}

// content is a document as it is in the file, not to be changed.
func (s *simulated) content(id string) *read {
	s.t.Helper()
	g, ok := s.glances()[id]
	if was := s.contents[id]; ok && was != nil && was.glance == g {
		return was
	}
	is := &read{glance: g, doc: s.doc(id).Document}
	is.text = asText(is.doc)
	if g.sent != "" {
		is.sent = new(document.Projection)
		if err := json.Unmarshal([]byte(g.sent), is.sent); err != nil {
			s.t.Fatal(err)
		}
	}
	s.contents[id] = is
	return is
}

// readAnew forgets what was read.
func (s *simulated) readAnew() {
	s.glanced, s.read = nil, nil
	clear(s.contents)
}

// inFile are the ids of all documents in the file, deleted ones included.
func (s *simulated) inFile() []string { return slices.Sorted(maps.Keys(s.glances())) }

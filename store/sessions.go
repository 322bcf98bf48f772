package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"sync"

	"litework/document"
)

// maxStatements is how many prepared statements a session keeps. Lists ask in
// a few hundred ways; one that is asked in more begins anew.
const maxStatements = 400

// session is one connection and the statements prepared on it: to prepare one
// costs more than to run it. One goroutine has it at a time.
type session struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	reference  decodedReference
}

// decodedReference is what was last read of the reference data, which is asked
// for at every step of the sync worker and changes once a day.
type decodedReference struct {
	organisation, accounts, rates string
	value                         document.Reference
}

// prepare gives the session's statement. It must not be run again while its
// rows are being read.
func (s *session) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement := s.statements[query]; statement != nil {
		return statement, nil
	}
	statement, err := s.conn.PrepareContext(ctx, query)
	if err == nil {
		s.statements[query] = statement
	}
	return statement, err
}

// do runs a statement without arguments.
func (s *session) do(ctx context.Context, query string) error {
	statement, err := s.prepare(ctx, query)
	if err == nil {
		_, err = statement.ExecContext(ctx)
	}
	return err
}

// rollback ends a transaction even when its context is over. A full disk makes
// SQLite roll back by itself; then this is told so and nothing is left to do.
func (s *session) rollback() { _ = s.do(context.Background(), `ROLLBACK`) }

// forget closes the statements.
func (s *session) forget() error {
	var errs []error
	for _, statement := range s.statements {
		errs = append(errs, statement.Close())
	}
	clear(s.statements)
	return errors.Join(errs...)
}

// sessions lends the connections of one database, the one used last first, as
// it has most of what is needed prepared and cached.
type sessions struct {
	db   *sql.DB
	lent chan struct{} // has room while another may be lent

	mu   sync.Mutex
	idle []*session
}

// openSessions opens a database for at most n at a time.
func openSessions(path string, n int, parameters url.Values) (*sessions, error) {
	db, err := openPool(path, n, parameters)
	if err != nil {
		return nil, err
	}
	return &sessions{db: db, lent: make(chan struct{}, n)}, nil
}

// take waits for a session until ctx is over. It is to be given back.
func (p *sessions) take(ctx context.Context) (*session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case p.lent <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s := p.pop(); s != nil {
		return s, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		<-p.lent
		return nil, err
	}
	return &session{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (p *sessions) pop() *session {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle)
	if n == 0 {
		return nil
	}
	s := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return s
}

// give takes a session back.
func (p *sessions) give(s *session) {
	if len(s.statements) > maxStatements {
		_ = s.forget()
	}
	p.mu.Lock()
	p.idle = append(p.idle, s)
	p.mu.Unlock()
	<-p.lent
}

// close closes everything. None may be lent any more.
func (p *sessions) close() error {
	var errs []error
	for s := p.pop(); s != nil; s = p.pop() {
		errs = append(errs, s.forget(), s.conn.Close())
	}
	return errors.Join(append(errs, p.db.Close())...)
}

package sync

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
)

// Files are the sealed bytes that lie beside the log, by hash. They go after records, in
// pieces, to peers whose Hello has featureFiles; others are left alone. It is safe for
// concurrent use.
type Files interface {
	// Wanted are files that should be here and are not, and that a peer may hold: at most
	// so many, and how much of each is here.
	Wanted(ctx context.Context, peer [32]byte, most int) ([]FileFrom, error)
	// Piece is at most so many bytes of a file for a peer, and how many it has in all. It
	// is CodeNotFound where it is not here as a whole, or not for this peer.
	Piece(ctx context.Context, peer [32]byte, file FileFrom, most int) (piece []byte, total int64, err error)
	// Take keeps a piece. whole: all of the file is here. ErrSpoiled: the peer sent what
	// the file is not, and all of it was thrown away.
	Take(ctx context.Context, peer [32]byte, file FileFrom, total int64, piece []byte) (whole bool, err error)
	// Quiet says that no files are to go now: something on the line cannot wait.
	Quiet() bool
}

// ErrSpoiled is wrapped by Files.Take.
var ErrSpoiled = errors.New("sync: a file is not what its name says")

const (
	featureFiles  = "files"
	fileWindow    = 4 // files asked of a peer at a time
	maxAsked      = 64
	maxMissed     = 1024
	filePiece     = 16 << 10 // two seconds at 64 kbit/s: a record never waits longer
	absentFor     = 10 * time.Minute
	quietFor      = 2 * time.Second
	fileStalls    = 2 * time.Minute // a peer that sends nothing of what was asked
	maxFileLength = 1 << 30
)

// FileFrom is a file from an offset on.
type FileFrom struct {
	_    struct{} `cbor:",toarray"`
	Hash hub.Hash
	From uint64
}

// Ask asks for files: all of each from an offset on, in pieces.
type Ask struct {
	_     struct{} `cbor:",toarray"`
	Files []FileFrom
}

// Piece is a part of a file, in answer to Ask.
type Piece struct {
	_     struct{} `cbor:",toarray"`
	File  FileFrom
	Total uint64
	Bytes []byte
}

// Having says of files that were asked for whether they are here.
type Having struct {
	_      struct{} `cbor:",toarray"`
	Here   bool     // what was not here when it was asked for has come
	Hashes []hub.Hash
}

func (a *Ask) check() error {
	if len(a.Files) == 0 || len(a.Files) > maxAsked {
		return fmt.Errorf("%d files", len(a.Files))
	}
	return nil
}

func (p *Piece) check() error {
	if len(p.Bytes) == 0 || p.Total > maxFileLength || p.File.From >= p.Total || uint64(len(p.Bytes)) > p.Total-p.File.From {
		return fmt.Errorf("%d bytes at %d of %d", len(p.Bytes), p.File.From, p.Total)
	}
	return nil
}

func (h *Having) check() error {
	if len(h.Hashes) == 0 || len(h.Hashes) > maxAsked {
		return fmt.Errorf("%d files", len(h.Hashes))
	}
	return nil
}

// filing is what a session knows of files. Guarded by session.mu.
type filing struct {
	able   bool                   // the peer's Hello says so
	asked  map[hub.Hash]asking    // of the peer
	absent map[hub.Hash]time.Time // that the peer has not
	giving []FileFrom             // to the peer, the first first
	missed map[hub.Hash]bool      // that the peer asked for and is not here
	again  time.Time              // when something may be wanted that was not asked for
}

// asking is a file that a peer was asked for.
type asking struct {
	at   time.Time // of the last piece
	from uint64    // where the peer was to begin
}

func newFiling() filing {
	return filing{asked: map[hub.Hash]asking{}, absent: map[hub.Hash]time.Time{}, missed: map[hub.Hash]bool{}}
}

// features are what this hub can besides.
func (e *Engine) features() []string {
	if e.cfg.Files == nil {
		return nil
	}
	return []string{featureFiles}
}

// WantFiles has every session look for files that are wanted.
func (e *Engine) WantFiles() {
	for _, s := range e.open() {
		s.mu.Lock()
		s.files.again = time.Now()
		s.poke()
		s.mu.Unlock()
	}
}

// claim makes a session the one that fetches a file.
func (e *Engine) claim(hash hub.Hash, s *session) bool {
	e.filesMu.Lock()
	defer e.filesMu.Unlock()
	if by := e.fetching[hash]; by != nil && by != s {
		return false
	}
	e.fetching[hash] = s
	return true
}

// release lets others fetch what a session does not any more; no hash: anything.
func (e *Engine) release(s *session, hashes ...hub.Hash) {
	e.filesMu.Lock()
	if len(hashes) == 0 {
		for hash, by := range e.fetching {
			if by == s {
				hashes = append(hashes, hash)
			}
		}
	}
	for _, hash := range hashes {
		if e.fetching[hash] == s {
			delete(e.fetching, hash)
		}
	}
	e.filesMu.Unlock()
	if len(hashes) > 0 {
		e.WantFiles()
	}
}

// askFiles asks the peer for what is wanted, once all lanes are compared: records first.
func (s *session) askFiles(ctx context.Context) error {
	now := time.Now()
	s.mu.Lock()
	late := s.lateFiles(now)
	room := fileWindow - len(s.files.asked)
	next := s.filesAt(now)
	s.mu.Unlock()
	if len(late) > 0 {
		s.e.release(s, late...)
	}
	if next.IsZero() || next.After(now) {
		return nil
	}
	if s.e.cfg.Files.Quiet() {
		s.mu.Lock()
		s.files.again = now.Add(quietFor)
		s.mu.Unlock()
		return nil
	}
	wanted, err := s.e.cfg.Files.Wanted(ctx, s.peer.Key, maxMissed)
	if err != nil {
		return fmt.Errorf("sync: files: %w", err)
	}
	ask := &Ask{}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files.again = time.Time{}
	for _, f := range wanted {
		if _, on := s.files.asked[f.Hash]; on {
			continue
		}
		if at, told := s.files.absent[f.Hash]; told && now.Sub(at) < absentFor {
			s.files.again = earlier(s.files.again, at.Add(absentFor))
			continue
		}
		if len(ask.Files) == room || !s.e.claim(f.Hash, s) {
			continue
		}
		delete(s.files.absent, f.Hash)
		s.files.asked[f.Hash] = asking{now, f.From}
		ask.Files = append(ask.Files, f)
	}
	if len(ask.Files) > 0 {
		s.used = now
		s.pushLocked(Frame{typeAsk, ask})
	}
	return nil
}

// filesAt is when files may be asked for, zero if there is nothing to ask: after the lanes
// are compared. It is called with s.mu held.
func (s *session) filesAt(now time.Time) time.Time {
	if !s.files.able || len(s.files.asked) >= fileWindow {
		return time.Time{}
	}
	for _, l := range s.lanes {
		if !l.ready && !s.files.again.IsZero() {
			return now.Add(s.e.cfg.Timing.Gather)
		}
	}
	return s.files.again
}

// lateFiles gives up what the peer was asked for and sends nothing of. It is called with
// s.mu held; what is returned has to be released.
func (s *session) lateFiles(now time.Time) (late []hub.Hash) {
	for hash, a := range s.files.asked {
		if now.Sub(a.at) > fileStalls && !s.e.cfg.Files.Quiet() {
			delete(s.files.asked, hash)
			s.files.absent[hash] = now
			late = append(late, hash)
		}
	}
	return late
}

func (s *session) onAsk(f *Ask) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.e.cfg.Files == nil {
		return nil
	}
	if len(s.files.giving)+len(f.Files) > 2*maxAsked {
		return fmt.Errorf("%w: %d files asked for", errFrame, len(f.Files))
	}
	s.files.giving = append(s.files.giving, f.Files...)
	s.price = cost{}
	s.poke()
	return nil
}

// piece is the next piece for the peer. It is asked for when nothing else is to go.
func (s *session) piece(ctx context.Context) (Frame, time.Duration, error) {
	s.mu.Lock()
	if len(s.files.giving) == 0 || s.bye != "" {
		s.mu.Unlock()
		return Frame{}, stillAfter, nil
	}
	file := s.files.giving[0]
	s.mu.Unlock()
	if s.e.cfg.Files.Quiet() {
		return Frame{}, quietFor, nil
	}
	bytes, total, err := s.e.cfg.Files.Piece(ctx, s.peer.Key, file, filePiece)
	absent := hub.CodeOf(err) == hub.CodeNotFound
	if err != nil && !absent {
		return Frame{}, 0, fmt.Errorf("sync: file: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used = time.Now()
	next := file.From + uint64(len(bytes))
	if absent || len(bytes) == 0 || next >= uint64(total) {
		s.files.giving = s.files.giving[1:]
	} else {
		s.files.giving[0].From = next
	}
	if absent || len(bytes) == 0 {
		if len(s.files.missed) < maxMissed {
			s.files.missed[file.Hash] = true
		}
		return Frame{typeHaving, &Having{Hashes: []hub.Hash{file.Hash}}}, 0, nil
	}
	return Frame{typePiece, &Piece{File: file, Total: uint64(total), Bytes: bytes}}, 0, nil
}

// onPiece keeps a piece of what was asked for. What was not is passed over, and costs.
func (s *session) onPiece(ctx context.Context, f *Piece) error {
	s.mu.Lock()
	s.used = time.Now()
	a, asked := s.files.asked[f.File.Hash]
	if asked {
		s.files.asked[f.File.Hash] = asking{s.used, a.from}
	}
	s.mu.Unlock()
	if !asked {
		return nil
	}
	whole, err := s.e.cfg.Files.Take(context.WithoutCancel(ctx), s.peer.Key, f.File, int64(f.Total), f.Bytes)
	spoiled := errors.Is(err, ErrSpoiled)
	switch {
	case err == nil:
		s.price = cost{}
	case spoiled:
		s.price.bytes = int(f.Total)
		s.e.log.Warn("sync: a file is not what its name says", "peer", short(s.peer.Key))
	case hub.CodeOf(err) != hub.CodeNotFound: // erased meanwhile, or nowhere to put it: records go on
		s.e.log.Warn("sync: a file was not kept", "peer", short(s.peer.Key), "err", err)
	}
	if err == nil && f.File.From+uint64(len(f.Bytes)) < f.Total {
		return nil
	}
	s.mu.Lock()
	delete(s.files.asked, f.File.Hash)
	if !whole && !(spoiled && a.from > 0) { // its beginning may be another peer's
		s.files.absent[f.File.Hash] = time.Now()
	}
	s.mu.Unlock()
	s.e.release(s, f.File.Hash)
	if whole {
		s.e.cameFile(f.File.Hash)
	}
	return nil
}

// cameFile tells those who have asked for a file in vain that it is here now.
func (e *Engine) cameFile(hash hub.Hash) {
	for _, s := range e.open() {
		s.mu.Lock()
		if s.files.missed[hash] {
			delete(s.files.missed, hash)
			s.pushLocked(Frame{typeHaving, &Having{Here: true, Hashes: []hub.Hash{hash}}})
		}
		s.mu.Unlock()
	}
}

func (s *session) onHaving(f *Having) error {
	s.mu.Lock()
	for _, hash := range f.Hashes {
		if f.Here {
			delete(s.files.absent, hash)
			continue
		}
		if _, asked := s.files.asked[hash]; asked {
			delete(s.files.asked, hash)
			s.files.absent[hash] = time.Now()
		}
	}
	s.files.again = time.Now()
	s.poke()
	s.mu.Unlock()
	if !f.Here {
		s.e.release(s, f.Hashes...)
	}
	return nil
}

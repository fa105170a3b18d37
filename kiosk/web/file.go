package web

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"yizhan/hub"
)

// Download is a file that is made while it is sent.
type Download struct {
	Type  string // its media type
	Plain string // its name in ASCII, for old browsers
	Name  string
}

// XLSX is the media type of an Excel file.
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// heldBack is how much of a file is made before the first byte goes: an error until there
// is still a page, and a small file is sent whole with its length.
const heldBack = 64 << 10

// stalled is how long a browser may take nothing before its download is given up.
const stalled = 2 * time.Minute

// Send sends a file while write makes it: of a table of a million rows no more is held
// than heldBack. An error that comes at once is returned, and nothing was sent. After that
// the connection is broken off, so that no browser takes the half for the whole; write
// does not close an archive that went wrong, so that no program does either.
func (d Download) Send(w http.ResponseWriter, log *slog.Logger, write func(io.Writer) error) error {
	out := &sending{Download: d, w: w, control: http.NewResponseController(w)}
	err := write(out)
	switch {
	case err == nil:
		out.flush()
		return nil // a browser that went away has nothing to be told
	case !out.gone:
		return err
	}
	log.Error("a download broke off", "code", string(hub.CodeOf(err)), "cause", err)
	panic(http.ErrAbortHandler)
}

// sending keeps the beginning of a file back.
type sending struct {
	Download
	w       http.ResponseWriter
	control *http.ResponseController
	head    bytes.Buffer
	gone    bool // the beginning was sent
	err     error
}

func (s *sending) Write(b []byte) (int, error) {
	if !s.gone && s.head.Len()+len(b) <= heldBack {
		return s.head.Write(b)
	}
	if s.flush(); s.err != nil {
		return 0, s.err
	}
	// The listener's bound on an answer is for what stalls, not for what is long. Not every
	// writer has a deadline (tests): those have no bound either.
	_ = s.control.SetWriteDeadline(time.Now().Add(stalled))
	var n int
	n, s.err = s.w.Write(b)
	return n, s.err
}

// flush sends what was kept back.
func (s *sending) flush() {
	if s.gone {
		return
	}
	s.gone = true
	h := s.w.Header()
	h.Set("Content-Type", s.Type)
	h.Set("Content-Disposition", `attachment; filename="`+s.Plain+`"; filename*=UTF-8''`+url.PathEscape(s.Name))
	s.w.WriteHeader(http.StatusOK)
	_, s.err = s.w.Write(s.head.Bytes())
	s.head = bytes.Buffer{}
}

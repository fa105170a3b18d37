package box

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"yizhan/hub/words"
)

// Stdio is where a command reads and writes, wherever it runs.
type Stdio struct {
	In       io.Reader
	Out, Err io.Writer
	Dir      string // the caller's working directory: relative file names are hers
}

// Path is a file name as the caller means it.
func (s Stdio) Path(name string) string {
	if filepath.IsAbs(name) || s.Dir == "" {
		return name
	}
	return filepath.Join(s.Dir, name)
}

// Command runs one command line against an open box and says its exit code.
type Command func(ctx context.Context, b *Box, args []string, io Stdio) int

// The control socket takes a command given while a server runs and runs it there
// as the same function: one process holds the data folder. It stands in the
// folder, so that the folder's owner alone can reach it.
//
// Frames both ways: one byte of kind, four of length, that many of payload.
const (
	frameCall  = 'c' // to the server, JSON of call
	frameIn    = 'i' // to the server: standard input; empty: its end
	frameOut   = 'o'
	frameErr   = 'e'
	frameExit  = 'x' // from the server, one byte: exit code
	frameLimit = 1 << 20
)

type call struct {
	Args []string
	Dir  string
}

// controlPath names the socket for as long as it is not closed. A socket's address
// holds 107 bytes: a folder with a longer name is reached through its open directory.
func controlPath(dir string) (path string, closed func() error, err error) {
	path = filepath.Join(dir, "control.sock")
	if len(path) <= 107 {
		return path, func() error { return nil }, nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/control.sock", d.Fd()), d.Close, nil
}

// serveControl answers until ctx ends.
func (b *Box) serveControl(ctx context.Context) error {
	path, closed, err := controlPath(b.cfg.Data)
	if err != nil {
		return fmt.Errorf("box: control socket: %w", err)
	}
	defer closed()
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("box: control socket: %w", err)
	}
	old := syscall.Umask(0o077)
	l, err := net.Listen("unix", path)
	syscall.Umask(old)
	if err != nil {
		return fmt.Errorf("box: control socket: %w", err)
	}
	var calls sync.WaitGroup
	defer calls.Wait()
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("box: control socket: %w", err)
		}
		calls.Go(func() { b.answerCall(ctx, conn) })
	}
}

func (b *Box) answerCall(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	r := bufio.NewReader(conn)
	kind, payload, err := readFrame(r)
	var c call
	if err != nil || kind != frameCall || json.Unmarshal(payload, &c) != nil {
		return
	}
	in, feed := io.Pipe()
	go func() {
		defer cancel() // the caller went away: stop what she asked for
		for {
			kind, payload, err := readFrame(r)
			if err != nil || kind != frameIn {
				feed.CloseWithError(io.ErrUnexpectedEOF)
				return
			}
			if len(payload) == 0 {
				feed.Close()
				continue
			}
			if _, err := feed.Write(payload); err != nil {
				continue // the command does not read any more
			}
		}
	}()
	w := &frameWriter{conn: conn}
	code := b.command(ctx, c, Stdio{In: in, Out: w.kind(frameOut), Err: w.kind(frameErr), Dir: c.Dir})
	in.Close()
	_ = w.write(frameExit, []byte{byte(code)}) // a caller that went away needs no code
	if b.elsewhere.Load() {
		b.again.now()
	}
}

// command runs one line. If it breaks, that is the end of the command and not of the
// desk that runs beside it.
func (b *Box) command(ctx context.Context, c call, stdio Stdio) (code int) {
	err := survive(ctx, func(ctx context.Context) error {
		code = b.cfg.Command(ctx, b, c.Args, stdio)
		return nil
	})
	if err == nil {
		return code
	}
	b.cfg.Log.Error("a command broke", "cause", err)
	fmt.Fprintln(stdio.Err, words.Say("box.command-broken"))
	return 1
}

// Call runs a command in the server that holds the folder. ok is false if none
// answers there.
func Call(ctx context.Context, dir string, args []string, stdio Stdio) (code int, ok bool, err error) {
	path, closed, err := controlPath(dir)
	if err != nil {
		return 0, false, nil
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	closed()
	if err != nil {
		return 0, false, nil
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	payload, err := json.Marshal(call{args, stdio.Dir})
	if err != nil {
		return 0, true, err
	}
	w := &frameWriter{conn: conn}
	if err := w.write(frameCall, payload); err != nil {
		return 0, true, err
	}
	go sendInput(w, stdio.In)
	r := bufio.NewReader(conn)
	for {
		kind, payload, err := readFrame(r)
		switch {
		case err != nil:
			return 0, true, fmt.Errorf("box: the server stopped before the command had finished: %w", err)
		case kind == frameOut:
			_, err = stdio.Out.Write(payload)
		case kind == frameErr:
			_, err = stdio.Err.Write(payload)
		case kind == frameExit && len(payload) == 1:
			return int(payload[0]), true, nil
		}
		if err != nil {
			return 0, true, err
		}
	}
}

func sendInput(w *frameWriter, in io.Reader) {
	if in != nil {
		if _, err := io.Copy(w.kind(frameIn), in); err != nil {
			return // the connection is gone, and its reader says so
		}
	}
	_ = w.write(frameIn, nil) // likewise
}

// frameWriter lets several streams share a connection.
type frameWriter struct {
	mu   sync.Mutex
	conn net.Conn
}

func (w *frameWriter) write(kind byte, payload []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(payload)))
	if _, err := w.conn.Write(head); err != nil {
		return err
	}
	_, err := w.conn.Write(payload)
	return err
}

// kind is one of the outlets.
func (w *frameWriter) kind(k byte) io.Writer { return outlet{w, k} }

type outlet struct {
	w    *frameWriter
	kind byte
}

func (s outlet) Write(b []byte) (int, error) {
	for n := 0; n < len(b); {
		piece := b[n:min(len(b), n+frameLimit)]
		if err := s.w.write(s.kind, piece); err != nil {
			return n, err
		}
		n += len(piece)
	}
	return len(b), nil
}

func readFrame(r io.Reader) (kind byte, payload []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > frameLimit {
		return 0, nil, fmt.Errorf("box: a control frame of %d bytes", n)
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(r, payload)
	return head[0], payload, err
}

package print

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"yizhan/hub"
)

// fifo is a device file with a reader behind it, as a printer on USB has.
func fifo(t *testing.T) (path string, printed <-chan []byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan []byte, 1)
	go func() {
		var all []byte
		piece := make([]byte, 8192)
		for {
			n, err := reader.Read(piece)
			all = append(all, piece[:n]...)
			if bytes.HasSuffix(all, []byte("\x1dV\x42\x00")) || err != nil && !errors.Is(err, io.EOF) {
				break
			}
			if n == 0 {
				time.Sleep(time.Millisecond)
			}
		}
		out <- all
	}()
	t.Cleanup(func() { reader.Close() })
	return path, out
}

func TestUSB(t *testing.T) {
	f, path := theFont(t), ""
	path, printed := fifo(t)
	status := func(*os.File) (int, bool) { return lpSelected | lpNoFault, true }
	p := &usb{path: path, width: Width58, font: f, status: func(f *os.File) (int, bool) { return status(f) }}
	if err := p.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	for bits, key := range map[int]string{lpSelected | lpNoFault | lpPaperOut: "print.paper", lpNoFault: "print.off-line", lpSelected: "print.broken"} {
		status = func(*os.File) (int, bool) { return bits, true }
		if err := p.Print(t.Context(), slipDoc()); keyOf(err) != key || hub.CodeOf(err) != hub.CodeUnknown {
			t.Errorf("status %02x: %v, want %s", bits, err, key)
		}
	}
	status = lineStatus // which a pipe does not know: it is taken to be ready
	if err := p.Print(t.Context(), slipDoc()); err != nil {
		t.Fatal(err)
	}
	if got, err := readESCPOS(<-printed); err != nil || got.Width != Width58 || ink(got) < 8000 {
		t.Errorf("on paper: %v", err)
	}
	gone := &usb{path: path + "x", width: Width58, font: f, status: lineStatus}
	if err := gone.Ready(t.Context()); keyOf(err) != "print.away" {
		t.Errorf("no such device: %v", err)
	}
	still := filepath.Join(t.TempDir(), "lp1")
	if err := syscall.Mkfifo(still, 0o600); err != nil {
		t.Fatal(err)
	}
	gone.path = still // nobody reads: a printer that is switched off
	if err := gone.Print(t.Context(), slipDoc()); keyOf(err) != "print.away" {
		t.Errorf("switched off: %v", err)
	}
}

func TestFindUSB(t *testing.T) {
	dev, sys := t.TempDir(), t.TempDir()
	for _, name := range []string{"lp0", "lp1", "hiddev0"} {
		if err := os.WriteFile(filepath.Join(dev, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(sys, "lp0", "device"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sys, "lp0", "device", "ieee1284_id"), []byte("MFG:Xprinter;CMD:ESC;MDL:XP-58;CLS:PRINTER;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := findUSB(dev, sys)
	if len(got) != 2 || got[0].Name != "XP-58" || got[1].Name != "" || got[1].Where != filepath.Join(dev, "lp1") {
		t.Errorf("%+v", got)
	}
}

// lan is a printer on a socket. It answers questions as told, and keeps what it prints.
type lan struct {
	net.Listener
	mu      sync.Mutex
	answers map[byte]byte // by question; one that is missing is not answered
	printed []byte
}

func newLAN(t *testing.T) *lan {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &lan{Listener: l, answers: map[byte]byte{1: 0x16, 2: 0x12, 4: 0x12}}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

func (p *lan) serve(conn net.Conn) {
	defer conn.Close()
	piece := make([]byte, 8192)
	for {
		n, err := conn.Read(piece)
		asked := n >= 3 && piece[n-3] == 0x10 && piece[n-2] == 0x04 // a question may come with the end of a slip
		if asked {
			p.mu.Lock()
			answer, ok := p.answers[piece[n-1]]
			p.mu.Unlock()
			if ok {
				_, _ = conn.Write([]byte{answer}) // whoever asked may have gone
			}
			n -= 3
		}
		p.mu.Lock()
		p.printed = append(p.printed, piece[:n]...)
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (p *lan) say(answers map[byte]byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = answers
}

func (p *lan) took() []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return bytes.Clone(p.printed)
}

func TestNetwork(t *testing.T) {
	l := newLAN(t)
	p := &network{address: l.Addr().String(), width: Width80, font: theFont(t)}
	for _, c := range []struct {
		name    string
		answers map[byte]byte
		key     string
	}{
		{"paper is out", map[byte]byte{4: 0x72, 2: 0x12, 1: 0x16}, "print.paper"},
		{"the cover is open", map[byte]byte{4: 0x12, 2: 0x16, 1: 0x1e}, "print.cover"},
		{"it stopped for paper", map[byte]byte{4: 0x12, 2: 0x32, 1: 0x1e}, "print.paper"},
		{"its knife is stuck", map[byte]byte{4: 0x12, 2: 0x52, 1: 0x1e}, "print.broken"},
		{"somebody pressed feed", map[byte]byte{4: 0x12, 2: 0x12, 1: 0x1e}, "print.off-line"},
	} {
		l.say(c.answers)
		if err := p.Print(t.Context(), slipDoc()); keyOf(err) != c.key {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if n := len(l.took()); n > 0 {
		t.Fatalf("%d bytes went to a printer that cannot print", n)
	}
	for name, answers := range map[string]map[byte]byte{
		"it says that all is well": {4: 0x12, 2: 0x12, 1: 0x16}, "it says nothing": {}, "it says something else": {4: 0xff, 2: 0, 1: 0},
	} {
		l.say(answers)
		before := len(l.took())
		if err := p.Print(t.Context(), slipDoc()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := readESCPOS(l.took()[before:]); err != nil || got.Width != Width80 {
			t.Errorf("%s: %v", name, err)
		}
	}
	l.Close()
	if err := p.Ready(t.Context()); keyOf(err) != "print.away" {
		t.Errorf("switched off: %v", err)
	}
}

// No bit pattern but a printer's own answer is trouble.
func TestStatusBytes(t *testing.T) {
	answers := 0
	for b := range 256 {
		if isStatus(byte(b)) {
			answers++
		}
	}
	if answers != 16 {
		t.Errorf("%d bytes pass for an answer", answers)
	}
	for _, c := range []struct {
		n, b byte
		key  string
	}{{4, 0x12, ""}, {4, 0x1e, ""}, {4, 0x72, "print.paper"}, {1, 0x72, ""}, {2, 0x12, ""}} {
		if err := errOf(c.n, c.b); (err != nil) != (c.key != "") || err != nil && keyOf(err) != c.key {
			t.Errorf("question %d, answer %02x: %v", c.n, c.b, err)
		}
	}
}

func TestReadAddress(t *testing.T) {
	for text, want := range map[string]string{
		"192.168.1.50": "192.168.1.50:9100", " 10.0.0.7:9101 ": "10.0.0.7:9101", "127.0.0.1": "127.0.0.1:9100", "[fe80::1]:9100": "[fe80::1]:9100",
		"8.8.8.8": "", "114.114.114.114:9100": "", "192.168.1": "", "printer.example.com": "", "": "", "192.168.1.5:0": "", "0.0.0.0": "",
	} {
		if got, err := ReadAddress(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
}

func FuzzReadAddress(f *testing.F) {
	f.Add("192.168.1.50")
	f.Add("[fd00::1]:9100")
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := ReadAddress(text); err == nil {
			host, _, err := net.SplitHostPort(got)
			if ip := net.ParseIP(strings.Split(host, "%")[0]); err != nil || ip == nil || ip.IsGlobalUnicast() && !ip.IsPrivate() {
				t.Errorf("%q leads to %s", text, got)
			}
		}
	})
}

// system of a test: CUPS as its commands speak.
type spool struct {
	calls   []string
	state   string // what lpstat -p says
	refuse  bool
	queued  int // so often the job is still in the queue
	sheet   []byte
	lpstate error
}

func (s *spool) run(_ context.Context, in []byte, name string, args ...string) (string, error) {
	line := strings.Join(append([]string{name}, args...), " ")
	s.calls = append(s.calls, line)
	switch {
	case strings.HasPrefix(line, "lpstat -l -p"):
		return s.state, s.lpstate
	case strings.HasPrefix(line, "lpstat -W not-completed"):
		if s.queued--; s.queued >= 0 {
			return "hp-12 root 1024 Mon\n", nil
		}
		return "hp-120 root 1024 Mon\n", nil
	case name == "lp" && s.refuse:
		return "", errors.New("exit status 1")
	case name == "lp":
		s.sheet = in
		return "request id is hp-12 (0 file(s))\n", nil
	}
	return "", nil
}

func TestCUPS(t *testing.T) {
	s := &spool{state: "printer hp is idle.  enabled since Mon\n\tAlerts: none\n", queued: 1}
	p := &cups{name: "hp", font: theFont(t), run: s.run}
	if err := p.Print(t.Context(), sheetDoc(3)); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(s.sheet, []byte("%PDF-1.4\n")) {
		t.Errorf("lp got %q", s.sheet[:min(20, len(s.sheet))])
	}
	if last := s.calls[len(s.calls)-1]; last != "cancel -x hp-12" {
		t.Errorf("what CUPS keeps was not thrown away: %q", s.calls)
	}
	for _, line := range s.calls {
		if strings.Contains(line, "名单") {
			t.Errorf("a name in a list of CUPS: %s", line)
		}
	}
	for state, key := range map[string]string{
		"printer hp is idle.\n\tAlerts: media-empty-error\n":   "print.paper",
		"printer hp now printing\n\tAlerts: media-jam-error\n": "print.jam",
		"printer hp disabled since Mon -\n\tPaused\n":          "print.off-line",
		"printer hp idle\n\tAlerts: offline-report\n":          "print.away",
		"printer hp idle\n\tAlerts: toner-empty-warning\n":     "print.ink",
		"printer hp idle\n\tAlerts: cover-open-report\n":       "print.cover",
	} {
		s.state = state
		if err := p.Ready(t.Context()); keyOf(err) != key {
			t.Errorf("%q: %v, want %s", state, err, key)
		}
	}
	s.state, s.refuse = "printer hp is idle.", true
	if err := p.Print(t.Context(), sheetDoc(3)); keyOf(err) != "print.away" {
		t.Errorf("lp refuses: %v", err)
	}
	s.lpstate = fmt.Errorf("no such printer")
	if err := p.Ready(t.Context()); keyOf(err) != "print.away" {
		t.Errorf("no such printer: %v", err)
	}
	if got := findCUPS(t.Context(), func(context.Context, []byte, string, ...string) (string, error) { return "HP_M1136\nBrother\n", nil }); len(got) != 2 || got[0].Name != "HP M1136" || got[0].Where != "HP_M1136" {
		t.Errorf("%+v", got)
	}
}

// Without CUPS there is nothing to choose, and nothing waits.
func TestNoCUPS(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if got := findCUPS(t.Context(), system); got != nil {
		t.Errorf("%+v", got)
	}
}

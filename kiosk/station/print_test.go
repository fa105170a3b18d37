package station_test

import (
	"bytes"
	"context"
	"image/png"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/print"
)

// paper is a queue with a printer that a test fills and empties.
type paper struct {
	queue *print.Queue
	setup print.Setup

	mu  sync.Mutex
	out []print.Doc // that came out
	err error
}

func newPaper(b *box) *paper {
	p := &paper{}
	p.queue = print.NewQueue(print.Options{
		Shelf: b.local, Clock: b.clock, Log: slog.New(slog.DiscardHandler),
		Setup: func(context.Context) (print.Setup, error) { return p.setup, nil },
		Keep:  func(_ context.Context, s print.Setup) error { p.setup = s; return nil },
		Open: func(c print.Choice, _ *print.Font) (print.Printer, error) {
			if c.Kind == print.None {
				return nil, hub.E(hub.CodeInvalid, "print.none")
			}
			return p, nil
		},
		Dev: b.t.TempDir(), Sys: b.t.TempDir(),
		Command: func(context.Context, []byte, string, ...string) (string, error) { return "HP_M1136\n", nil },
	})
	return p
}

func (p *paper) Ready(context.Context) error { p.mu.Lock(); defer p.mu.Unlock(); return p.err }

func (p *paper) Print(_ context.Context, doc print.Doc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.out = append(p.out, doc)
	}
	return p.err
}

// turn works the queue off as far as it goes now.
func (b *box) turn() {
	b.t.Helper()
	ctx, stop := context.WithCancel(b.ctx)
	done := make(chan error)
	go func() { done <- b.paper.queue.Run(ctx) }()
	for busy := true; busy; {
		busy = false
		for _, j := range b.paper.queue.Jobs() {
			busy = busy || j.State == print.Busy || j.State == print.Waiting && j.Trouble == ""
		}
	}
	stop()
	b.must(<-done)
}

// words are what stands on a doc.
func onPaper(d print.Doc) string {
	var all []string
	for _, b := range d.Blocks {
		all = append(all, b.Text, b.Side)
		all = append(all, b.Head...)
		for _, row := range b.Rows {
			all = append(all, row...)
		}
	}
	return strings.Join(all, " ")
}

// Every page that prints puts its own words on paper, and it is on the trail whose.
func TestPagesPrint(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	b.station.Cards = &oneCard{}
	b.paper.setup = print.Setup{Sheet: print.Choice{Kind: print.CUPS, Where: "hp"}}
	at := "/child/" + child.String()
	for _, c := range []struct {
		page, post, field, value string
		paper                    print.Paper
		says                     []string
	}{
		{at + "/card", at + "/card", "print", "now", print.Slip, []string{"王梓涵", "482 9137", "西火驿站"}},
		{at + "/slips", at + "/slips", "do", "receipt", print.Slip, []string{"登记回条", "王梓涵", "只有本机", "奶奶"}},
		{at + "/slips", at + "/slips", "do", "pickup", print.Slip, []string{"能来接的", "王梓涵"}},
		{"/consents/print", "/consents/print", "print", "now", print.Sheet, []string{"知情同意书", "王梓涵", "□", "签名"}},
		{"/paper", "/paper", "do", "forms", print.Sheet, []string{"登记表", "平常谁带", "□ 农历"}},
		{"/paper", "/paper", "do", "days", print.Sheet, []string{"到离表", "谁接"}},
		{"/paper", "/paper", "do", "roster", print.Sheet, []string{"停电用名单", "旧的撕碎"}},
	} {
		before := len(b.paper.out)
		s := b.screen.get(c.page).tap(c.post, c.field, c.value)
		if !strings.HasPrefix(s.path, "/printing/") {
			t.Fatalf("%s %s leads to %s (%d): %s", c.post, c.value, s.path, s.code, s.text())
		}
		b.turn()
		if len(b.paper.out) != before+1 {
			t.Fatalf("%s %s: %d came out", c.post, c.value, len(b.paper.out)-before)
		}
		doc := b.paper.out[before]
		for _, want := range c.says {
			if !strings.Contains(onPaper(doc), want) {
				t.Errorf("%s %s does not say %q: %s", c.post, c.value, want, onPaper(doc))
			}
		}
		if raw := rawFigures.FindString(onPaper(doc)); raw != "" {
			t.Errorf("%s %s prints %s, which nobody writes so", c.post, c.value, raw)
		}
		if doc.Paper != c.paper || strings.Contains(doc.Name, "王") {
			t.Errorf("%s goes on %s as %q", c.value, doc.Paper, doc.Name)
		}
		if named := strings.Contains(onPaper(doc), "王梓涵"); named != (len(doc.About) > 0) {
			t.Errorf("%s names a child: %v, and says so of %d", c.value, named, len(doc.About))
		}
		b.screen.get(s.path).shows("印好了")
		if b.screen.get(s.path + "/0.png"); b.screen.code == http.StatusOK {
			t.Errorf("%s: what was printed can still be looked at", c.value)
		}
	}
}

// rawFigures are days and telephone numbers as machines write them.
var rawFigures = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b|\b1\d{10}\b`)

// No printer: the sheet is on the screen, large enough to copy, and goes on a stick; a
// page never waits for a printer.
func TestNoPrinter(t *testing.T) {
	b := newBox(t)
	b.known(func(r *desk.Registration) { r.Category = "care" })
	drive := &stick{files: map[string][]byte{}}
	s := b.screen.get("/paper").tap("/paper", "do", "forms")
	s.shows("正在印")
	b.turn()
	at := s.path
	s.get(at+"?back=/paper").shows("这里没有打印机", "镇上", "照着屏幕抄")
	if s.get(at + "/0.png"); s.code != http.StatusOK {
		t.Fatal("no picture of it")
	}
	if img, err := png.Decode(bytes.NewReader([]byte(s.page))); err != nil || img.Bounds().Dx() != 2520 {
		t.Errorf("the picture: %v", err)
	}
	s.get(at + "/look/0?back=/paper").shows("照着抄")
	s.get(at + "?back=/paper")
	s.post(at+"?back=/paper", s.form("do", "stick")).shows("先插上 U 盘", "要印的还在")
	b.station.Sticks = drive // and the same page saves it
	s.post(at+"?back=/paper", s.form("do", "stick")).shows("存到 U 盘上了", "空白登记表2026-11-23.pdf")
	if got := drive.files["空白登记表2026-11-23.pdf"]; !bytes.HasPrefix(got, []byte("%PDF-1.4\n")) {
		t.Errorf("the file begins with %q", got[:min(8, len(got))])
	}
	if left, err := b.local.Prints(b.ctx); err != nil || len(left) != 0 {
		t.Errorf("%d are kept: %v", len(left), err)
	}
}

// Paper that names a child leaves on a stick with the 站长 alone: who may not is told
// what she may do, and the paper waits.
func TestNamedPaperOnAStickIsTheHeads(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	drive := &stick{files: map[string][]byte{}}
	b.station.Sticks = drive
	at := "/child/" + child.String() + "/slips"
	s := b.screen.get(at).tap(at, "do", "pickup")
	b.turn()
	job := s.path
	for token, session := range b.doors.sessions {
		session.Actor.Role = hub.RoleCarer
		b.doors.sessions[token] = session
	}
	s.get(job+"?back="+at).post(job+"?back="+at, s.form("do", "stick")).shows("要站长来", "要印的还在", "照着抄")
	if len(drive.files) != 0 {
		t.Errorf("%d files were saved", len(drive.files))
	}
	if s.get(job + "?back=" + at); s.code != http.StatusOK {
		t.Errorf("the paper is gone: %d", s.code)
	}
}

// Printers are chosen from what is there, and nothing else: the name goes to a command.
func TestChoosePrinters(t *testing.T) {
	b := newBox(t)
	s := b.screen
	s.get("/settings/print").shows("小票", "大纸", "没有打印机").tap("/settings/print", "pick", "sheet").on("/settings/print/sheet").shows("HP M1136")
	s.post("/settings/print/sheet", s.form("printer", "cups/evil -o x"))
	if b.paper.setup.Sheet.Kind != print.None {
		t.Error("a printer that is none was chosen")
	}
	s.get("/settings/print/sheet").tap("/settings/print/sheet", "printer", "cups/HP_M1136").on("/settings/print").shows("HP_M1136")
	s.get("/settings/print/slip").tap("/settings/print/slip", "printer", "address").on("/settings/print/slip/address")
	if s.post(s.path, s.form("address", "8.8.8.8")); s.code == http.StatusOK || b.paper.setup.Slip.Kind != print.None {
		t.Error("a printer on the internet was chosen")
	}
	s.shows("192.168.1.50 这样")
	s.get("/settings/print/slip/address").tap(s.path, "address", "192.168.1.50").on("/settings/print/slip/width")
	s.tap("/settings/print/slip/width", "width", "80").on("/settings/print").shows("网上的小票机 192.168.1.50")
	if want := (print.Choice{Kind: print.Network, Where: "192.168.1.50:9100", Width: print.Width80}); b.paper.setup.Slip != want {
		t.Errorf("%+v", b.paper.setup.Slip)
	}
	s.tap("/settings/print", "test", "slip").shows("正在印")
	b.turn()
	if len(b.paper.out) != 1 || b.paper.out[0].Paper != print.Slip || len(b.paper.out[0].About) > 0 {
		t.Errorf("%d came out", len(b.paper.out))
	}
}

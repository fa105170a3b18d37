package box_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A box that is opened by hand: after a power cut it serves its unlocking page and
// nothing else, tells commands and whoever watches it why, keeps its lock-outs through
// the next power cut, and opens to PIN or paper with everything in it.
func TestAttendedBoxAfterPowerCut(t *testing.T) {
	w := newTownship(t)
	w.a.start()
	hand := w.a.clerk()
	hand.setUp("张桂兰", "7294")
	known := nthChild(0)
	if err := hand.register(known); err != nil {
		t.Fatal(err)
	}
	hand.open("/settings/unlock").says("来电就能用", "先写恢复码")
	paper := hand.writeCode()
	hand.open("/settings/unlock").says("换成这个")
	hand.open("/settings/unlock/pin?do=attend").figures("pin", "7295").says("对不上")
	hand.send("/settings/unlock/pin", url.Values{"draft": {"attend"}, "pin": {"7294"}, "keep": {"1"}}) // what the page sends while she types
	hand.open("/settings/unlock").says("换成这个").open("/settings/unlock/pin?do=attend")
	hand.figures("pin", "7294").on("/settings/unlock").says("停电后按密码才能用", "1 个人")
	if err := hand.register(nthChild(1)); err != nil { // the day goes on
		t.Fatal(err)
	}
	hand.open("/pin/new").keys("pin", "9157").keys("pin", "9157") // the lock follows her PIN
	if _, err := os.Stat(filepath.Join(w.a.dir, "keys", "identity.cbor")); err == nil {
		t.Error("the open keys lie there still")
	}
	w.a.run(4, "backup") // made, beside the data, with its keys inside from memory

	w.a.kill()
	w.a.startClosed()
	if text := w.a.run(4, "status"); text != "" {
		t.Errorf("a closed box says %q", text)
	}
	walker := w.a.clerk()
	for _, path := range []string{"/", "/wall/morning", "/find", "/live", "/settings/unlock"} {
		walker.open(path).says("停电后要先开锁", "站长")
		if strings.Contains(walker.page, "张桂兰") || strings.Contains(walker.page, known.name) {
			t.Errorf("%s of a closed box names somebody", path)
		}
	}
	for range 5 {
		walker.open("/").keys("pin", "1357")
	}
	walker.says("连着错了几次", "分钟")
	w.a.kill()
	w.a.startClosed()
	walker = w.a.clerk()
	walker.open("/").says("连着错了几次")

	walker.typeCode(strings.Repeat("1", 40)) // no group is right: the first is asked for again
	walker.says("第 1 组")
	walker.typeCode(paper)
	eventually(t, "the box is open", func() bool { return w.a.healthy() == http.StatusOK })
	if got := w.a.children(); len(got) != 2 {
		t.Errorf("%d children, want 2", len(got))
	}
	w.b.start()
	w.agree(w.a, w.b)

	// Her new PIN opens, the old one does not; the way back leads to open keys.
	w.a.kill()
	w.a.startClosed()
	w.a.run(4, "export", "--kind", "child")
	walker = w.a.clerk()
	walker.open("/").keys("pin", "7294").says("对不上")
	walker.open("/").keys("pin", "9157")
	eventually(t, "the box is open", func() bool { return w.a.healthy() == http.StatusOK })
	hand = w.a.clerk()
	hand.open("/settings").keys("pin", "9157").on("/settings")
	hand.open("/settings/unlock/pin?do=unattend").figures("pin", "9157").on("/settings/unlock").says("来电就能用")
	w.a.kill()
	w.a.start()
}

// healthy is what /healthz answers; 0 where nobody does.
func (p *process) healthy() int {
	res, err := http.Get("http://" + p.listen + "/healthz")
	if err != nil {
		return 0
	}
	res.Body.Close()
	return res.StatusCode
}

// startClosed serves a folder that waits to be opened.
func (p *process) startClosed() {
	p.t.Helper()
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	p.cmd = program(context.Background(), append([]string{p.args[0], "--data", p.dir, "--listen", p.listen}, p.args[1:]...)...)
	p.cmd.Stderr = log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	eventually(p.t, p.name+" waits to be opened", func() bool {
		res, err := http.Get("http://" + p.listen + "/healthz")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return err == nil && res.StatusCode == http.StatusServiceUnavailable && strings.HasPrefix(string(body), "locked")
	})
}

var codeInPage = regexp.MustCompile(`name="code" value="([0-9 ]+)"`)

// writeCode draws a 恢复码 and puts it on paper.
func (f *finger) writeCode() (paper string) {
	f.t.Helper()
	f.open("/settings/backup/code")
	m := codeInPage.FindStringSubmatch(f.page)
	if m == nil {
		f.t.Fatalf("no code on the page: %s", f.text())
	}
	if err := f.enter("/settings/backup/code", url.Values{"code": {m[1]}}); err != nil {
		f.t.Fatal(err)
	}
	return strings.ReplaceAll(m[1], " ", "")
}

// typeCode types a 恢复码 at a closed box, a group a page.
func (f *finger) typeCode(paper string) {
	f.t.Helper()
	f.open("/unlock/code")
	for len(paper) > 0 && strings.HasPrefix(f.path, "/unlock/code") {
		f.group(paper[:5])
		paper = paper[5:]
	}
}

// figures types into a pad that is a step of its own.
func (f *finger) figures(field, figures string) *finger {
	f.t.Helper()
	for _, form := range formOf.FindAllString(f.page, -1) {
		if strings.Contains(form, `name="`+field+`"`) {
			return f.send(attr(form, "action"), fields(form, url.Values{field: {figures}}))
		}
	}
	f.t.Fatalf("%s has no pad for %s:\n%s", f.path, field, f.text())
	return f
}

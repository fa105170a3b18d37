package box_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
)

// twoCalls is a network that is cut while two stations call for help. Apart, each rings
// alone. As soon as the cut is mended both calls are known at every station; each is
// answered once, by the other, and rings nowhere any more.
func (v *valley) twoCalls() {
	v.t.Helper()
	a, b, c := v.screen(1), v.screen(2), v.screen(3)
	v.yard.weather(0, func(packet) (time.Duration, bool) { return 0, false })
	press := url.Values{"do": {"ring"}, "how": {"hold"}}
	first, second := a.sends("/alarm", press), b.sends("/alarm", press)
	if !strings.HasPrefix(first, "/alarm/") || !strings.HasPrefix(second, "/alarm/") || first == second {
		v.t.Fatalf("the calls are %q and %q", first, second)
	}
	if again := a.sends("/alarm", press); again != first {
		v.t.Errorf("pressed again, it is another call: %q", again)
	}
	time.Sleep(3 * time.Second)
	if a.reads(second) != "" || b.reads(first) != "" || c.reads(first) != "" {
		v.t.Error("a call passes a network that is cut")
	}
	carried, dropped := v.yard.weather(0, nil)
	if carried > 0 || dropped == 0 {
		v.t.Errorf("cut, the network carried %d packets and dropped %d", carried, dropped)
	}
	said := func(s *netScreen, at, word string) func() bool {
		return func() bool { return strings.Contains(s.reads(at), word) }
	}
	for at, others := range map[string][]*netScreen{first: {b, c}, second: {a, c}} {
		for _, s := range others {
			eventually(v.t, "both calls ring everywhere", said(s, at, "还没有人应"))
		}
	}
	b.sends(first, url.Values{"what": {"going"}})
	eventually(v.t, "the first is answered where it was pressed", said(a, first, "邻站应了"))
	if !strings.Contains(c.reads(second), "还没有人应") {
		v.t.Error("the answer to one call ends the other")
	}
	a.sends(second, url.Values{"what": {"calling"}})
	eventually(v.t, "the second is answered where it was pressed", said(b, second, "邻站应了"))
	eventually(v.t, "the third station knows both answers", func() bool {
		return strings.Contains(c.reads(first), "有人应了") && strings.Contains(c.reads(second), "有人应了")
	})
	for _, own := range []struct {
		s    *netScreen
		at   string
		word string
	}{{a, first, "这就过去"}, {b, second, "看到了，正在联系"}} {
		if n := strings.Count(own.s.reads(own.at), own.word); n != 1 {
			v.t.Errorf("%s is answered %d times", own.at, n)
		}
	}
	v.agree(v.hubs...)
}

// netScreen is a browser without script at a hub, in its namespace.
type netScreen struct {
	t    testing.TB
	base string
	http *http.Client
}

func (v *valley) screen(i int) *netScreen {
	return &netScreen{v.t, "http://" + v.hubs[i].listen, &http.Client{
		Transport:     &http.Transport{DialContext: dialIn(v.yard.space(i)), DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// dialIn connects inside a namespace. The thread that has been there is never used again.
func dialIn(space string) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (conn net.Conn, err error) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			runtime.LockOSThread()
			var ns *os.File
			if ns, err = os.Open("/var/run/netns/" + space); err != nil {
				return
			}
			defer ns.Close()
			if err = unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET); err == nil {
				conn, err = (&net.Dialer{}).DialContext(ctx, network, addr)
			}
		}()
		<-done
		return conn, err
	}
}

// sends posts, and is where that leads.
func (s *netScreen) sends(path string, form url.Values) string {
	s.t.Helper()
	form.Set("request", hub.NewID().String())
	res, err := s.http.PostForm(s.base+path, form)
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		s.t.Fatalf("%s answers %d", path, res.StatusCode)
	}
	return res.Header.Get("Location")
}

// reads is a page; "" where there is none.
func (s *netScreen) reads(path string) string {
	s.t.Helper()
	res, err := s.http.Get(s.base + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		return ""
	}
	return string(body)
}

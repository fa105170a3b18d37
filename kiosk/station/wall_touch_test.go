package station_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yizhan/hub"
	"yizhan/kiosk/asset"
	"yizhan/kiosk/touch"
	"yizhan/kiosk/web"
)

// live serves the box with style and script, and wakes open pages after every
// commit, as hub/box does.
func (b *box) live() *httptest.Server {
	news, stop := b.store.Watch()
	go func() {
		for range news {
			b.station.Room.Changed()
		}
	}()
	b.t.Cleanup(stop)
	return b.unheard()
}

// unheard serves it without: no commit wakes a page.
func (b *box) unheard() *httptest.Server {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	b.station.Routes(mux)
	server := httptest.NewServer(web.Guard(web.OwnHosts(), b.station.Log, mux))
	b.t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server
}

// A finger on the wall: the tile turns green without a reload, the wall in another
// tab and the home page in a third follow by themselves, and the bar takes it back.
func TestTouchOnTheWall(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	at := b.live().URL
	chromium := touch.Chromium(t)
	one := chromium.Screen(t, at, 1024, 600)
	one.Open("/wall/morning")
	one.Shot("wall-who")
	one.Touch(`button[name=actor]`)
	one.Until(`document.querySelectorAll('#wall .kid').length === 30`)
	one.Shot("wall-morning")

	two, home := chromium.Screen(t, at, 1024, 600), chromium.Screen(t, at, 1024, 600)
	two.Open("/wall/morning")
	home.Open("/")
	home.Until(`document.querySelector('#things').textContent.includes('30')`)
	home.Shot("home")
	open := time.Now().Add(time.Minute)
	for b.station.Room.Open() < 3 && time.Now().Before(open) {
		time.Sleep(20 * time.Millisecond)
	}
	for _, page := range []*touch.Screen{one, two, home} {
		touch.Ask[bool](page, `window.stayed = true`)
	}
	twins := `[data-same="` + all[0].String() + `"].here, [data-same="` + all[1].String() + `"].here`
	green := `document.querySelectorAll('` + twins + `').length === 2`
	one.Touch(`[data-same="` + all[0].String() + `"]`)
	one.Until(green)
	two.Until(green)
	home.Until(`document.querySelector('#things').textContent.includes('到了 2 人')`)
	one.Until(`document.querySelector('#counts').textContent.includes('28')`)
	one.Shot("wall-tapped")
	for name, page := range map[string]*touch.Screen{"the tapped wall": one, "the other wall": two, "home": home} {
		if !touch.Ask[bool](page, `window.stayed === true`) {
			t.Errorf("%s was loaded again", name)
		}
	}
	// The live channel does not take the bar away.
	one.Until(`document.querySelector('#undo') !== null && document.querySelector('#strip').textContent.includes('奶奶送来')`)
	one.Touch(`#undo button[name=undo]`)
	two.Until(`document.querySelectorAll('#wall .kid.here').length === 0`)
	one.Until(`document.querySelectorAll('#wall .kid.here').length === 0 && document.querySelector('#undo') === null`)

	// Another station's commit, another hand: a page nobody touches follows.
	_, err := b.desk.Arrive(b.ctx, b.actor(), tapOf(b, all[20]))
	b.must(err)
	two.Until(`document.querySelector('[data-same="` + all[20].String() + `"]').classList.contains('here')`)
	for name, tab := range map[string]*touch.Screen{"wall": two, "home": home} {
		if w, h := touch.Ask[int](tab, `document.documentElement.scrollWidth`), touch.Ask[int](tab, `document.documentElement.scrollHeight`); w > 1024 || h > 600 {
			t.Errorf("%s is %d by %d: it does not fit the panel", name, w, h)
		}
	}
}

// Pages are drawn once more when what can be taken back is kept: one that a commit woke
// before that has no bar, and would come later than the answer that has it. Here no commit
// wakes any, so only that drawing can reach the other tab.
func TestPagesAreDrawnOnceTheBarIsKept(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	at := b.unheard().URL
	chromium := touch.Chromium(t)
	one := chromium.Screen(t, at, 1024, 600)
	one.Open("/wall/morning").Touch(`button[name=actor]`)
	one.Until(`document.querySelectorAll('#wall .kid').length === 30`)
	two := chromium.Screen(t, at, 1024, 600)
	two.Open("/wall/morning")
	for b.station.Room.Open() < 2 {
		time.Sleep(20 * time.Millisecond)
	}
	one.Touch(`[data-same="` + all[0].String() + `"]`)
	two.Until(`document.querySelector('#undo') !== null`)
}

// What a worker sees on the way, for whoever looks at the pictures; every page has
// to fit the panel.
func TestWallPagesFit(t *testing.T) {
	b := newBox(t)
	all := b.nursery()
	third := b.enrolled("王梓涵", hub.ID{}, hub.ID{})
	b.enrolled("王梓轩", third, hub.ID{})
	at := b.live().URL
	one := touch.Chromium(t).Screen(t, at, 1024, 600)
	one.Open("/wall/morning").Touch(`button[name=actor]`)
	one.Until(`document.querySelectorAll('#wall .kid').length === 32`)
	for _, child := range all {
		_, err := b.desk.Arrive(b.ctx, b.actor(), tapOf(b, child))
		b.must(err)
	}
	_, err := b.desk.Absent(b.ctx, b.actor(), tapOf(b, third), "sick")
	b.must(err)
	one.Until(`document.querySelectorAll('#wall .kid.here').length === 30`)
	fits := func(name string) {
		t.Helper()
		one.Shot(name)
		if w, h := touch.Ask[int](one, `document.documentElement.scrollWidth`), touch.Ask[int](one, `document.documentElement.scrollHeight`); w > 1024 || h > 600 {
			t.Errorf("%s is %d by %d: it does not fit the panel", name, w, h)
		}
	}
	fits("wall-full")
	later := func(d time.Duration) { // no page is open that could read the clock
		one.Do(chromedp.Navigate("about:blank"))
		for b.station.Room.Open() > 0 {
			time.Sleep(10 * time.Millisecond)
		}
		b.clock.at = b.clock.at.Add(d)
	}
	later(8 * time.Hour)
	one.Open("/wall/evening")
	one.Touch(`[data-same="` + all[12].String() + `"]`)
	one.Until(`document.querySelector('#undo') !== null`)
	fits("wall-evening")
	one.Open("/wall/pickup?child=" + all[13].String())
	fits("wall-pickup")
	one.Open("/wall/absent?child=" + third.String())
	fits("wall-absent")
	child := "/wall/child/" + all[12].String()
	one.Open(child)
	fits("wall-child")
	one.Open(child + "?fix=out&time=1020&reason=%E9%92%9F%E4%B8%8D%E5%87%86")
	fits("wall-fix")
	one.Open("/staff")
	one.Touch(`#people button`)
	one.Until(`document.querySelector('#people .here') !== null`)
	fits("staff")
	later(2 * time.Hour)
	one.Open("/wall/evening")
	fits("wall-late")
	one.Open("/wall/missing")
	fits("wall-missing")
	one.Open("/")
	fits("home-late")
}

package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/box/county"
	"yizhan/hub/box/sticks"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/touch"
)

// The township of the tasks: 长治 上党区 韩店街道, whose villages are bundled.
const (
	township = "140404001"
	village  = "140404001200"
)

// town is a county and two stations that are not connected by anything but a stick,
// on a Monday morning.
type town struct {
	t       *testing.T
	browser *touch.Browser
	clock   *monday
	county  *hall
	home    *hall // 30 children are in its care
	next    *hall // the neighbour
}

// hall is a box where it stands.
type hall struct {
	*box.Box
	dir, url string
	name     string
	worker   string
	cfg      box.Config
	head     hub.Actor
	children map[string]hub.ID
	stop     func() // ends what serves it
}

// monday is the clock of all of them: it goes on, and is set to another hour when a
// task belongs there.
type monday struct {
	mu    sync.Mutex
	from  time.Time
	since time.Time
}

func (m *monday) Now() hub.Reading {
	m.mu.Lock()
	defer m.mu.Unlock()
	return hub.Reading{Wall: m.from.Add(time.Since(m.since)), Quality: hub.ClockCounty}
}

func (m *monday) set(hour, minute int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.from, m.since = time.Date(2026, 11, 23, hour, minute, 0, 0, hub.China), time.Now()
}

// next is an hour of the next day.
func (m *monday) next(hour, minute int) {
	m.set(hour, minute)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.from = m.from.AddDate(0, 0, 1)
}

const (
	today   = hub.Day("2026-11-23")
	lastDay = hub.Day("2026-11-20")
)

// found builds the town, fills its stations, and serves all of them.
func found(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, browser: touch.Chromium(t), clock: &monday{}}
	w.clock.set(7, 40)
	dir := t.TempDir()
	w.county = w.open("县里", filepath.Join(dir, "county"), "127.0.0.4", true)
	w.county.head = hub.Actor{Role: hub.RoleCounty, Staff: hub.ID{1}}
	w.home = w.station("韩店村照护驿站", filepath.Join(dir, "home"), "127.0.0.1")
	w.next = w.station("林移村照护驿站", filepath.Join(dir, "next"), "127.0.0.2")
	w.must(w.home.fill("张桂兰", thirty))
	w.must(w.next.fill("李秀英", thirty[:0]))
	w.must(w.county.Office().AddOfficer(t.Context(), "李科长", officersWord, hub.RoleCounty, ""))
	w.carry(w.next, w.home, w.next, w.county, w.home) // they have heard of each other
	for _, h := range []*hall{w.county, w.home, w.next} {
		w.must(h.Close())
		w.serve(h)
	}
	w.telephone(w.touch(w.next).Tap("找宝宝"), w.next).See("先按首字母")
	return w
}

// pin is everybody's.
const pin = "2469"

const officersWord = "驿站的猫爱吃鱼,不吃菜"

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) open(name, dir, host string, atCounty bool) *hall {
	w.t.Helper()
	l, err := net.Listen("tcp", host+":0")
	w.must(err)
	w.must(l.Close())
	h := &hall{name: name, dir: dir, children: map[string]hub.ID{},
		cfg: box.Config{Data: dir, Listen: l.Addr().String(), AtCounty: atCounty, Clock: w.clock, Version: "test"}}
	h.url = "http://" + h.cfg.Listen
	h.Box, err = box.Open(w.t.Context(), h.cfg)
	w.must(err)
	return h
}

// fresh is a box out of its carton; the county's invitation lies in its inbox if it has
// one.
func (w *town) fresh(host string, invitation []byte) *hall {
	w.t.Helper()
	h := w.open("新站", filepath.Join(w.t.TempDir(), "fresh"), host, false)
	w.must(h.Close())
	if invitation != nil {
		inbox := filepath.Join(h.dir, "inbox")
		w.must(os.Mkdir(inbox, 0o700))
		w.must(os.WriteFile(filepath.Join(inbox, "韩店村的邀请"), invitation, 0o600))
	}
	w.serve(h)
	return h
}

// touch opens a box's screen, at its first page.
func (w *town) touch(h *hall) *touch.Screen {
	w.t.Helper()
	return w.browser.Screen(w.t, h.url, 1024, 600).Home()
}

// fits wants every word inside its tile, and the page inside the screen.
func fits(f *touch.Screen) *touch.Screen {
	return f.Until(`[document.documentElement, ...document.querySelectorAll(".tile")].every(e => e.scrollWidth <= e.clientWidth)`)
}

// telephone is a worker who reads six figures to the county's officer, presses the six
// that she finds on her own screen, and chooses a PIN.
func (w *town) telephone(f *touch.Screen, h *hall) *touch.Screen {
	w.t.Helper()
	f.Tap("忘了密码，打电话重设").See("念这六个数")
	shown := touch.Ask[string](f, `document.querySelector(".num.out").textContent.replace(/\s+/g, "")`)
	desk := w.officer().Tap("更多", "设备", h.name).Type(`input[name="figures"]`, shown).Tap("看回她哪六个").See("回她这六个数").Shot("县里回六个数")
	answer := touch.Ask[string](desk, `document.querySelector(".huge[role=status]").textContent.replace(/\s+/g, "")`)
	return f.Press(answer).See("定四个数").Press(pin).See("再按一遍").Press(pin)
}

// officer is 李科长 at the county's desk.
func (w *town) officer() *touch.Screen {
	w.t.Helper()
	desk := w.browser.Screen(w.t, w.county.url, 1440, 900).Open("/")
	if desk.Is(`!!document.querySelector("[name=password]")`) {
		desk.Type(`input[name="name"]`, "李科长").Type(`input[name="password"]`, officersWord).Tap("进去")
	}
	return desk.See("站点")
}

// station is a box that the county lets in.
func (w *town) station(name, dir, host string) *hall {
	w.t.Helper()
	h := w.open(name, dir, host, false)
	_, err := h.Enroll(w.t.Context(), w.invitation(name))
	w.must(err)
	return h
}

func (w *town) invitation(name string) []byte {
	w.t.Helper()
	file, err := w.county.Office().Issue(w.t.Context(), county.Issue{
		Grant: trust.Grant{Name: name, Role: trust.RoleStation, Township: township}, TownshipName: "韩店街道", CountyName: "上党区",
	})
	w.must(err)
	return file
}

// fill is the first set-up, and children in two classes since the Friday before.
func (h *hall) fill(worker string, names []string) error {
	ctx := context.Background()
	key := h.Trust().Identity().Key()
	sites, err := h.Sites(ctx) // the county's invitation has brought one
	if err != nil {
		return err
	}
	made, err := h.Desk().SetUp(ctx, hub.Actor{Role: hub.RoleBox, Lane: h.Lane()}, desk.Setup{
		Request: hub.NewID(), Site: sites[0].ID,
		SiteFacts: desk.SiteFacts{Name: h.name, Role: "station", Kinds: []string{"village"}, Township: township, TownshipName: "韩店街道",
			Village: village, VillageName: "韩店村", Hub: key[:]},
		Groups: []desk.Group{{Name: "托小班", Type: "xiao", Places: 15}, {Name: "托大班", Type: "da", Places: 20}},
		Worker: desk.Worker{Name: worker, Role: hub.RoleHead, Peg: "shi1"},
	})
	if err != nil {
		return err
	}
	h.worker = worker
	h.head = hub.Actor{Role: hub.RoleHead, Lane: h.Lane(), Site: made.Site, Staff: made.Worker}
	for i, name := range names {
		if err := h.admit(name, i, made.Groups[i/15]); err != nil {
			return err
		}
	}
	return nil
}

// admit registers a child that its grandmother brings, and gives it a place.
func (h *hall) admit(name string, i int, group hub.ID) error {
	ctx := context.Background()
	reg := desk.Registration{
		Request: hub.NewID(), Name: name, Sex: string("12"[i%2]), Birth: hub.Day("2025-09-30").Add(-(i/15)*365 - i%15*9),
		Category: "home", Village: village, VillageName: "韩店村", Site: h.head.Site, Surely: true,
		People: []desk.Person{
			{Name: "李秀英", Kinship: "paternal-grandmother", Phone: fmt.Sprintf("1380355%04d", 400+i), Carer: true, Pickup: true, Adult: true},
			{Kinship: "mother", Phone: fmt.Sprintf("1390355%04d", 400+i), Guardian: true, Pickup: true, Adult: true, Away: true},
		},
	}
	if i > 0 { // of one child the consent is still to be asked
		reg.Consent = &desk.ConsentSheet{Way: "paper", ByName: "李秀英", Day: lastDay}
	}
	got, err := h.Desk().Register(ctx, h.head, reg)
	if err != nil {
		return err
	}
	h.children[name] = got.Child
	_, err = h.Desk().Enrol(ctx, h.head, desk.Enrolling{Request: hub.NewID(), Child: got.Child, Group: group, Mode: "full", From: lastDay, Anyway: true})
	return err
}

// carry takes one stick to boxes, one after the other.
func (w *town) carry(round ...*hall) {
	w.t.Helper()
	stick := w.t.TempDir()
	for _, h := range round {
		_, err := h.Sticks().Take(w.t.Context(), h.head, sticks.Carry{Dir: stick})
		if fresh := new(hub.Error); err != nil && !(errors.As(err, &fresh) && fresh.Key == "bundle.empty") && hub.CodeOf(err) != hub.CodeQuestion {
			w.t.Fatal(err)
		}
		_, err = h.Sticks().Fill(w.t.Context(), h.head, sticks.Carry{Dir: stick})
		w.must(err)
	}
}

// plugIn lays a folder where a box reads it like a stick; pullOut takes it away again.
func (w *town) plugIn(h *hall, stick string) {
	w.t.Helper()
	w.must(os.Rename(stick, filepath.Join(h.dir, "inbox")))
}

func (w *town) pullOut(h *hall, stick string) {
	w.t.Helper()
	w.must(os.Rename(filepath.Join(h.dir, "inbox"), stick))
}

// serve runs a box until the test ends, and waits until it is open.
func (w *town) serve(h *hall) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	cfg, ended, opened := h.cfg, make(chan error, 1), make(chan *box.Box, 1)
	cfg.Out, cfg.Opened = io.Discard, func(_ context.Context, b *box.Box) { opened <- b }
	go func() { ended <- box.Run(ctx, cfg) }()
	t := w.t
	h.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("%s ended with %v", h.name, err)
		}
	})
	t.Cleanup(h.stop)
	select {
	case h.Box = <-opened:
	case err := <-ended:
		ended <- err
		w.t.Fatalf("%s did not start: %v", h.name, err)
	}
	for range 1500 {
		if res, err := http.Get(h.url + "/healthz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.t.Fatalf("%s never opened", h.name)
}

// thirty are children of a village; four of them are called Wang.
var thirty = strings.Fields(`
	王梓涵 李浩然 张雨桐 刘子轩 陈思琪 杨宇航 赵欣怡 黄俊杰 周诗涵 吴佳怡
	徐浩宇 孙若曦 马天佑 朱雨泽 胡可馨 林嘉豪 郭梦洁 何明轩 高语嫣 罗一诺
	郑子墨 梁晨曦 谢安琪 宋文博 唐雅婷 王宇轩 韩雪儿 冯小满 于洋洋 董心怡`)

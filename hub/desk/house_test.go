package desk_test

import (
	"cmp"
	"crypto/ed25519"
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// house is a small station on a real store, with a clock that the test sets.
type house struct {
	*desk.Desk
	t     testing.TB
	log   *store.Store
	clock *handClock
	site  hub.ID
	head  hub.Actor // signed in
	wall  hub.Actor // the same worker at the open 登记台
}

type handClock struct {
	mu      sync.Mutex
	at      time.Time
	quality hub.ClockQuality // 0: as if staff had confirmed it
	boot    [8]byte
}

func (c *handClock) Now() hub.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	return hub.Reading{Wall: c.at, Quality: cmp.Or(c.quality, hub.ClockConfirmed), Boot: c.boot}
}

func (c *handClock) set(day hub.Day, hour, minute int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, _ := day.Time()
	c.at = t.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// houseKeys are those of a box that is not enrolled: it writes its local lane.
type houseKeys struct {
	sign        ed25519.PrivateKey
	x25519, box [32]byte
}

func (k *houseKeys) Sign() ed25519.PrivateKey              { return k.sign }
func (k *houseKeys) X25519() [32]byte                      { return k.x25519 }
func (k *houseKeys) BoxKey() [32]byte                      { return k.box }
func (k *houseKeys) Recipients(hub.Lane) []codec.Recipient { return nil }
func (k *houseKeys) Certificate(hub.Lane) []byte           { return nil }

const monday = hub.Day("2026-11-23")

func newHouse(t testing.TB) *house {
	t.Helper()
	return newHouseOf(t, form.Builtin())
}

// newHouseOf is a house with forms of its own.
func newHouseOf(t testing.TB, forms *form.Registry) *house {
	t.Helper()
	k := &houseKeys{}
	_, k.sign, _ = ed25519.GenerateKey(rand.Reader)
	rand.Read(k.x25519[:])
	rand.Read(k.box[:])
	folder, err := store.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	h := &house{t: t, clock: &handClock{}}
	h.clock.set(monday, 7, 30)
	h.log, err = sqlite.Open(t.Context(), folder, store.Options{Keys: k, Forms: forms, Clock: h.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.log.Close() })
	h.Desk = desk.New(h.log, forms, h.clock, names.New())
	made, err := h.SetUp(t.Context(), hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}, desk.Setup{
		Request:   hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "柳沟村驿站", Role: "station", Kinds: []string{"village"}},
		Groups:    []desk.Group{{Name: "托小班", Type: "xiao", Places: 15}, {Name: "托大班", Type: "da", Places: 20}},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.site = made.Site
	h.head = hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: hub.LaneLocal}
	h.wall = h.head
	h.wall.Open = true
	return h
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// enrolled registers a child with these people and gives it a place.
func (h *house) enrolled(name string, family hub.ID, people ...desk.Person) hub.ID {
	h.t.Helper()
	r := desk.Registration{Request: hub.NewID(), Name: name, Sex: "2", Birth: "2025-03-12", Category: "home",
		Site: h.site, Family: family, People: people}
	if !family.IsZero() {
		r.NotSame = []hub.ID{family}
	}
	child := must[desk.Registered](h.t)(h.Register(h.t.Context(), h.head, r)).Child
	w := h.board()
	must[hub.Outcome](h.t)(h.Enrol(h.t.Context(), h.head, desk.Enrolling{
		Request: hub.NewID(), Child: child, Group: w.Groups[len(w.Children)/15%2].ID, Mode: "full", From: monday.Add(-30), Anyway: true,
	}))
	return child
}

func granny(name, phone string) desk.Person {
	return desk.Person{Name: name, Kinship: "paternal-grandmother", Phone: phone, Carer: true, Pickup: true, Adult: true}
}

func mother(name string) desk.Person {
	return desk.Person{Name: name, Kinship: "mother", Guardian: true}
}

func (h *house) board() desk.Wall {
	h.t.Helper()
	return must[desk.Wall](h.t)(h.Wall(h.t.Context(), h.wall, h.site, h.Today()))
}

func (h *house) tile(child hub.ID) desk.WallChild {
	h.t.Helper()
	for _, c := range h.board().Children {
		if c.Child.ID == child {
			return c
		}
	}
	h.t.Fatal("the child is not on the wall")
	return desk.WallChild{}
}

func (h *house) person(child hub.ID, kinship string) hub.ID {
	h.t.Helper()
	for _, p := range h.tile(child).People {
		if p.Kinship == kinship {
			return p.ID
		}
	}
	h.t.Fatalf("nobody is the child's %s", kinship)
	return hub.ID{}
}

func (h *house) tap(children ...hub.ID) desk.Tap {
	return desk.Tap{Request: hub.NewID(), Day: h.Today(), Minute: h.Minute(), Children: children}
}

// commits is how many commits the box has written.
func (h *house) commits() (n uint64) {
	h.t.Helper()
	v := must[hub.Vector](h.t)(h.log.Vector(h.t.Context(), hub.LaneLocal))
	for _, r := range v {
		n += r.Head.Seq
	}
	return n
}

package demo_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/demo"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/names"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// keys are those of a box that is not enrolled: it writes its local lane.
type keys struct {
	sign        ed25519.PrivateKey
	x25519, box [32]byte
}

func (k *keys) Sign() ed25519.PrivateKey              { return k.sign }
func (k *keys) X25519() [32]byte                      { return k.x25519 }
func (k *keys) BoxKey() [32]byte                      { return k.box }
func (k *keys) Recipients(hub.Lane) []codec.Recipient { return nil }
func (k *keys) Certificate(hub.Lane) []byte           { return nil }

// A nursery's fortnight shows a newcomer every page with life on it, and leaves something
// to do today.
func TestFortnight(t *testing.T) {
	t.Parallel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, k := t.Context(), &keys{}
	_, k.sign, _ = ed25519.GenerateKey(rand.Reader)
	folder, err := store.OpenFolder(t.TempDir())
	must(err)
	defer folder.Close()
	clock := &demo.Clock{At: time.Now()}
	log, err := sqlite.Open(ctx, folder, store.Options{Keys: k, Forms: form.Builtin(), Clock: clock})
	must(err)
	defer log.Close()
	s := &demo.Station{Desk: desk.New(log, form.Builtin(), clock, names.New()), Clock: clock, Lane: hub.LaneLocal}
	today := hub.Day("2026-11-23")
	must(demo.FillFrom(ctx, []*demo.Station{s}, today.Add(-22), today, 7, func(context.Context) error { return nil }))
	for kind, least := range map[hub.Kind]int{
		"menu": 1, "disinfection": 9, "food-sample": 9, "cannot-eat": 3, "medicine": 3, "dosing": 2, "incident": 1, "illness": 2, "temp": 3,
		"drill": 1, "visitor": 3, "day-plan": 2, "care-plan": 2, "outing": 16, "dose": 200, "growth": 20, "birth-row": 6, "call": 2,
	} {
		n := 0
		must(log.Each(ctx, kind, func(hub.Record) error { n++; return nil }))
		if n < least {
			t.Errorf("%d records of %s, want %d or more", n, kind, least)
		}
	}
	head := hub.Actor{Role: hub.RoleHead, Lane: hub.LaneLocal}
	must(log.Each(ctx, "site", func(rec hub.Record) error { head.Site = rec.ID; return nil }))
	must(log.Each(ctx, "staff", func(rec hub.Record) error { head.Staff = rec.ID; return nil }))
	board, err := s.Desk.Care(ctx, head, head.Site, today)
	must(err)
	ate, open := 0, 0
	for _, c := range board.Kids {
		if c.Care.Breakfast != "" {
			ate++
		}
	}
	for _, d := range board.Doses() {
		if d.Request.Open() && d.Done.Went == "" {
			open++
		}
	}
	if ate < 10 || open < 2 {
		t.Errorf("today %d had breakfast, %d doses are to be given", ate, open)
	}
	wall, err := s.Desk.Wall(ctx, head, head.Site, today)
	must(err)
	home, unseen := 0, 0
	for _, c := range wall.Children {
		if c.Ill.State == "home" {
			home++
		}
		if c.Here() && !c.Check.Done() {
			unseen++
		}
	}
	if home != 1 || unseen == 0 {
		t.Errorf("%d are ill at home, %d were not looked at", home, unseen)
	}
}

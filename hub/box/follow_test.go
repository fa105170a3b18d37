package box

import (
	"context"
	"errors"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// lone is a box that was never enrolled, with a site.
func lone(t *testing.T) (*Box, hub.Actor) {
	t.Helper()
	b, err := Open(t.Context(), Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b, b.setUp(t)
}

// setUp makes a site and its head.
func (b *Box) setUp(t *testing.T) hub.Actor {
	t.Helper()
	made, err := b.desk.SetUp(t.Context(), hub.Actor{Role: hub.RoleBox, Lane: hub.LaneLocal}, desk.Setup{
		Request:   hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "柳沟站", Role: "station", Kinds: []string{"village"}, Township: "140404103", TownshipName: "西火镇"},
		Worker:    desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		t.Fatal(err)
	}
	return hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: hub.LaneLocal}
}

// stopped is a context that has ended.
func stopped(t *testing.T) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	return ctx
}

func (b *Box) child(t *testing.T, head hub.Actor, name string, birth hub.Day) hub.ID {
	t.Helper()
	got, err := b.desk.Register(t.Context(), head, desk.Registration{
		Request: hub.NewID(), Name: name, Sex: "2", Birth: birth, Category: "home", VillageName: "南董村", Site: head.Site, Surely: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return got.Child
}

// What is written between the opening and the first look of the follower is found as
// everything else, and so is what came while it could not read.
func TestFollowMissesNothing(t *testing.T) {
	b, head := lone(t)
	early := b.child(t, head, "王小满", "2025-03-12")
	broken := stopped(t)
	<-b.news // the set-up: names nobody
	if err := b.noticed(broken, <-b.news); !errors.Is(err, context.Canceled) {
		t.Fatalf("reading with a context that is over: %v", err)
	}
	late := b.child(t, head, "李雨桐", "2024-11-02")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.follow(ctx) }()
	for end := time.Now().Add(time.Minute); b.names.Len() < 2 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, id := range []hub.ID{early, late} {
		if _, known := b.names.Get(id); !known {
			t.Errorf("%v is not found", id)
		}
	}
}

// Everything is looked at anew for a tenth of the time at most, however often it is
// asked for, and at once where that was long ago.
func TestLookingAtEverythingRests(t *testing.T) {
	began := time.Unix(1_800_000_000, 0)
	var r rest
	if left := r.left(began); left != 0 {
		t.Errorf("the first look waits %v", left)
	}
	ended := began.Add(2 * time.Second)
	r.after(began, ended)
	for after, want := range map[time.Duration]time.Duration{0: 18 * time.Second, 5 * time.Second: 13 * time.Second, time.Hour: 0} {
		if left := r.left(ended.Add(after)); left != want {
			t.Errorf("%v after a look of 2 s it waits %v, not %v", after, left, want)
		}
	}
}

// What was put off is not forgotten: the follower that misses all single news finds
// everybody.
func TestFollowLooksAgainAfterItsRest(t *testing.T) {
	b, head := lone(t)
	news := make(chan hub.News)
	b.news = news
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.follow(ctx) }()
	for _, name := range []string{"王小满", "李雨桐", "赵一诺"} {
		id := b.child(t, head, name, "2025-03-12")
		news <- hub.News{}
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
			if _, known := b.names.Get(id); known {
				break
			}
		}
		if _, known := b.names.Get(id); !known {
			t.Errorf("%s is not found", name)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

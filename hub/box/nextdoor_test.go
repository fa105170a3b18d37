package box

import (
	"context"
	"slices"
	"sync"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

// Hears says to the sound child of these tests that there is a microphone, before which
// somebody hums.
const Hears = "YIZHAN_HEARS"

// teacher is a worker of a station who is signed in.
func (s *street) teacher(i int) hub.Actor {
	a := s.actor(i)
	a.Role, a.Open, a.Staff = hub.RoleHead, false, hub.NewID()
	return a
}

// plan has a station plan a class of two slides for today.
func (s *street) plan(i int, way string) hub.ID {
	s.t.Helper()
	d, who := s.open[i].desk, s.teacher(i)
	out, err := d.PlanClass(s.t.Context(), who, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "喂辅食", Lesson: "feed-6",
		Day: d.Today(), Start: 15 * 60, Place: "活动室", Lecturer: "王秀芳", Way: way})
	if err != nil {
		s.t.Fatal(err)
	}
	entry, err := s.open[i].store.Entry(s.t.Context(), out.Commit)
	if err != nil {
		s.t.Fatal(err)
	}
	id := entry.Changes[0].Record
	_, err = d.SetSlides(s.t.Context(), who, hub.NewID(), id, []class.Slide{{Title: "什么时候加", Lesson: "feed-6", Page: 1}, {Title: "记住", Text: "一样一样加"}})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// A class is held at one station and followed at another: it is seen there, its slides
// turn, its sound comes, what is said there comes back; the link is cut and comes again;
// and its end is the end at both.
func TestAClassNextDoor(t *testing.T) {
	t.Setenv(Hears, "1")
	s := newStreet(t, "西火站", "东掌站")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{}, 3)
	defer func() {
		cancel()
		for range cap(ended) {
			<-ended
		}
	}()
	a, b := s.open[0], s.open[1]
	for _, run := range []func(context.Context) error{a.studio.Run, a.nearby.run, b.nearby.run} {
		go func() { _ = run(ctx); ended <- struct{}{} }()
	}
	offered := func() (out []station.NearClass) {
		out, err := b.nearby.Classes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	id := s.plan(0, "both")
	if err := b.nearby.Join(t.Context(), id); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a class that has not begun: %v", err)
	}
	if _, err := a.class.Open(t.Context(), s.teacher(0), hub.NewID(), id); err != nil {
		t.Fatal(err)
	}
	s.eventually("the neighbour sees it", func() bool { return len(offered()) == 1 })
	if c := offered()[0]; c.Class != id || c.Title != "喂辅食" || c.Station != "西火站" {
		t.Errorf("it is offered as %+v", c)
	}
	if own, err := a.nearby.Classes(t.Context()); err != nil || len(own) != 0 {
		t.Errorf("its own class is offered to it: %v, %v", own, err)
	}
	const fingers = 8 // two taps are one: they are all led to the same
	var taps [fingers]*following
	var tapping sync.WaitGroup
	for i := range taps {
		tapping.Go(func() {
			if err := b.nearby.Join(t.Context(), id); err != nil {
				t.Error(err)
			}
			b.nearby.mu.Lock()
			defer b.nearby.mu.Unlock()
			taps[i] = b.nearby.follow
		})
	}
	tapping.Wait()
	if all := slices.Compact(taps[:]); len(all) != 1 || all[0] == nil {
		t.Errorf("%d taps at once follow it %d times", fingers, len(all))
	}
	now := func(b *Box) class.Now { n, _ := b.class.Now(); return n }
	if n := now(b); n.State != class.Open || n.Title != "喂辅食" || len(n.Slides) != 2 || n.Slide != 1 || n.Slides[1].Text != "一样一样加" || n.Code != now(a).Code {
		t.Fatalf("it is followed as %+v", n)
	}
	if _, err := b.class.Open(t.Context(), s.teacher(1), hub.NewID(), s.plan(1, "room")); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("a second class at once: %v", err)
	}
	if err := b.class.Turn(2); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the neighbour turns the slide: %v", err)
	}
	if err := a.class.Turn(2); err != nil {
		t.Fatal(err)
	}
	s.eventually("the slide turns there too", func() bool { return now(b).Slide == 2 })

	frames := 0
	s.eventually("there is sound", func() bool { _, err := b.class.Sound().Listen(); return err == nil })
	l, err := b.class.Sound().Listen()
	if err != nil {
		t.Fatal(err)
	}
	for frames < 30 {
		got, lost, err := l.Next(t.Context())
		if err != nil || lost > 0 {
			t.Fatalf("after %d frames: lost %d, %v", frames, lost, err)
		}
		frames += len(got) / b.class.Sound().State().Format.Bytes
	}
	l.Close()

	s.eventually("who listens is known before anybody sits there", func() bool { return len(now(a).Beside) == 1 })
	b.nearby.Say(12, "几个月能吃鸡蛋？")
	if err := b.class.Raise(class.Guest{ID: "1", Name: "陈雨桐的奶奶"}, true); err != nil {
		t.Fatal(err)
	}
	s.eventually("it comes back", func() bool {
		n := now(a)
		return len(n.Beside) == 1 && n.Beside[0].Name == "东掌站" && n.Beside[0].Heads == 12 && n.Beside[0].Hands == 1 &&
			slices.Contains(n.Questions, class.Question{From: "东掌站", Text: "几个月能吃鸡蛋？"})
	})
	s.eventually("the question is kept", func() bool {
		f, err := a.desk.ClassFile(t.Context(), s.teacher(0), id)
		s.must(err)
		return len(f.Words) == 1 && f.Words[0].Question == "东掌站问：几个月能吃鸡蛋？"
	})
	if n := now(a); len(n.Hands) != 0 {
		t.Errorf("names went to the neighbour: %+v", n.Hands)
	}

	if err := a.class.Pause(); err != nil {
		t.Fatal(err)
	}
	s.eventually("the pause is seen", func() bool { return now(b).State == class.Paused })
	if err := a.class.Resume(); err != nil {
		t.Fatal(err)
	}
	a.net.link.Load().Close() // every connection is cut, and nobody can call
	s.eventually("it is said that the neighbour is away", func() bool { st, ok := b.nearby.Now(); return ok && st.Lost })
	if n := now(b); n.State == class.None {
		t.Error("a cut ended following")
	}
	cert, _ := a.trust.Certificate()
	server, client, err := trust.TLS(a.trust.Identity(), cert.Raw, a.trust.Members().Meet)
	s.must(err)
	again := a.newLink(server, client)
	t.Cleanup(func() { again.Close() })
	a.net.link.Store(again)
	s.eventually("it is followed again", func() bool { st, ok := b.nearby.Now(); return ok && !st.Lost })
	if !b.nearby.held(id) {
		t.Error("were that box new after the cut, following would end")
	}
	if err := a.class.Turn(1); err != nil {
		t.Fatal(err)
	}
	s.eventually("the slide turns again", func() bool { return now(b).Slide == 1 })
	s.eventually("the sound is back", func() bool { return b.class.Sound().State().Trouble == nil })

	if _, err := a.class.End(t.Context(), s.teacher(0), hub.NewID()); err != nil {
		t.Fatal(err)
	}
	s.eventually("its end is the end here", func() bool { return now(b).State == class.None })
	if over, ok := b.nearby.Over(); !ok || over != (station.NearOver{Class: id, Station: "西火站", Title: "喂辅食", Lecturer: "王秀芳", Heads: 12}) {
		t.Errorf("it is told to be over as %+v", over)
	}
	b.nearby.Seen()
	if _, ok := b.nearby.Over(); ok {
		t.Error("it is told again")
	}
	s.eventually("it is offered no more", func() bool { return len(offered()) == 0 && !b.nearby.held(id) })

	// its recording follows once families may hear it, and goes with that
	lent := func() []station.NearRecording {
		s.must(b.nearby.fetchTapes(t.Context()))
		all, err := b.nearby.Recordings(t.Context())
		s.must(err)
		return all
	}
	var rec care.Recording
	s.eventually("it is recorded", func() bool {
		f, err := a.desk.ClassFile(t.Context(), s.teacher(0), id)
		s.must(err)
		rec = f.Recording
		whole, err := a.tapes.Length(id)
		s.must(err)
		return !rec.ID.IsZero() && whole > 0
	})
	if all := lent(); len(all) != 0 {
		t.Errorf("a recording that is not given out came: %+v", all)
	}
	_, err = a.desk.PublishRecording(t.Context(), s.teacher(0), hub.NewID(), rec.ID)
	s.must(err)
	if all := lent(); len(all) != 1 || all[0].Class != id || all[0].Station != "西火站" || all[0].Title != "喂辅食" {
		t.Errorf("what came is %+v", all)
	}
	whole, err := a.tapes.Length(id)
	s.must(err)
	if got, err := b.tapes.Length(id); err != nil || got != whole || whole == 0 {
		t.Errorf("%v of %v came: %v", got, whole, err)
	}
	_, err = a.desk.WithdrawRecording(t.Context(), s.teacher(0), hub.NewID(), rec.ID)
	s.must(err)
	if all := lent(); len(all) != 0 {
		t.Errorf("a recording that was taken back is still here: %+v", all)
	}
	if got, err := b.tapes.Length(id); err != nil || got != 0 {
		t.Errorf("%v of it lies here: %v", got, err)
	}

	id = s.plan(0, "room")
	if _, err := a.class.Open(t.Context(), s.teacher(0), hub.NewID(), id); err != nil {
		t.Fatal(err)
	}
	s.eventually("the record came", func() bool {
		rec, err := b.store.Record(t.Context(), "class", id)
		return err == nil && len(rec.Fields) > 0 && care.AsClass(b.forms, rec).Begun()
	})
	if c := offered(); len(c) != 0 {
		t.Errorf("a class of the room is offered: %+v", c)
	}
	if err := b.nearby.Join(t.Context(), id); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a class of the room is followed: %v", err)
	}
}

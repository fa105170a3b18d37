package box

import (
	"context"
	"net"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/trust"
	"yizhan/mesh"
)

// street is stations of one township with real Serf between them.
type street struct {
	t     *testing.T
	above *Box
	at    []string // gossip addresses
	dirs  []string
	open  []*Box
	stops []func()
}

func newStreet(t *testing.T, names ...string) *street {
	t.Helper()
	s := &street{t: t}
	var err error
	if s.above, err = Open(t.Context(), Config{Data: t.TempDir(), AtCounty: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.above.Close() })
	for i, name := range names {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		s.at, s.dirs = append(s.at, l.Addr().String()), append(s.dirs, t.TempDir())
		l.Close()
		s.open, s.stops = append(s.open, nil), append(s.stops, nil)
		file, err := s.above.office.Issue(t.Context(), county.Issue{
			Grant: trust.Grant{Name: name, Role: trust.RoleStation, Township: "140404103"}, TownshipName: "西火镇", CountyName: "上党区",
		})
		if err != nil {
			t.Fatal(err)
		}
		s.start(i, file)
	}
	t.Cleanup(func() {
		for i := range s.open {
			s.stop(i)
		}
	})
	return s
}

func (s *street) start(i int, invitation []byte) {
	s.t.Helper()
	b, err := Open(s.t.Context(), Config{Data: s.dirs[i], Mesh: s.at[i], Join: s.at[:1]})
	if err != nil {
		s.t.Fatal(err)
	}
	if invitation != nil {
		if _, err := b.Enroll(s.t.Context(), invitation); err != nil {
			s.t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{}, 3)
	for _, run := range []func(context.Context) error{b.runNetwork, b.bell.run, b.follow} {
		go func() { _ = run(ctx); ended <- struct{}{} }()
	}
	s.open[i], s.stops[i] = b, func() {
		cancel()
		for range 3 {
			<-ended
		}
		b.Close()
	}
}

func (s *street) stop(i int) {
	if s.stops[i] != nil {
		s.stops[i]()
		s.stops[i] = nil
	}
}

// actor is whoever stands at a station's screen.
func (s *street) actor(i int) hub.Actor {
	s.t.Helper()
	site, err := s.open[i].site(s.t.Context())
	if err != nil || site.ID.IsZero() {
		s.t.Fatalf("station %d has no site: %v", i, err)
	}
	return hub.Actor{Site: site.ID, Role: hub.RoleCarer, Open: true, Lane: s.open[i].Lane()}
}

// rings says whether a call rings on a station's screens: in its log, or only heard.
func (s *street) rings(i int, id hub.ID) bool {
	a, err := s.open[i].desk.AlarmOf(s.t.Context(), id)
	if err == nil {
		return a.Rings()
	}
	for _, c := range s.open[i].bell.Calls() {
		if c.ID == id {
			return true
		}
	}
	return false
}

func (s *street) eventually(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	s.t.Fatalf("not in half a minute: %s", what)
}

func (s *street) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// Pressed at one station, it rings at the other, through a restart of either; answered
// there, it rings nowhere, and who answered is read where it was pressed. What is false
// is taken back everywhere.
func TestAlarmRingsUntilANeighbourAnswers(t *testing.T) {
	s := newStreet(t, "柳沟站", "东山站")
	s.eventually("the two meet", func() bool {
		m := s.open[0].net.mesh.Load()
		return m != nil && len(m.Status().Members) > 0
	})
	a := s.actor(0)
	id, err := s.open[0].desk.Ring(t.Context(), a, hub.NewID(), "hold", false)
	s.must(err)
	again, err := s.open[0].desk.Ring(t.Context(), a, hub.NewID(), "hold", false)
	s.must(err)
	if again != id {
		t.Error("pressed twice, it is two calls")
	}
	s.open[0].bell.Ring()
	s.eventually("it rings next door", func() bool { return s.rings(1, id) })

	s.stop(1)
	s.start(1, nil)
	s.eventually("it rings after a restart next door", func() bool { return s.rings(1, id) })
	s.stop(0)
	s.start(0, nil)
	if !s.rings(0, id) {
		t.Error("it does not ring any more where it was pressed, after a restart")
	}

	_, err = s.open[1].desk.SayToAlarm(t.Context(), s.actor(1), desk.AlarmSaid{Request: hub.NewID(), Alarm: id, Of: a.Site, What: "going", Seconds: 7})
	s.must(err)
	s.eventually("the answer is read where it was pressed", func() bool {
		got, err := s.open[0].desk.AlarmOf(t.Context(), id)
		return err == nil && got.Answered() && got.Words[0].Station == "东山站" && !s.rings(0, id)
	})

	// played again by somebody, it rings nobody: the log knows
	s.open[1].bell.heard(mesh.Member{Key: s.open[0].trust.Identity().Key(), Name: "柳沟站"}, mesh.Alarm{ID: id, Site: a.Site, Lam: 1 << 40})
	if s.rings(1, id) || len(s.open[1].bell.Calls()) > 0 {
		t.Error("an answered call that is played again rings")
	}
}

// What was heard before its record came rings; what calls for another hub's site, or is
// an old copy, does not.
func TestHeardAlarms(t *testing.T) {
	s := newStreet(t, "柳沟站", "东山站")
	b, site := s.open[1], hub.ID{3}
	from := mesh.Member{Key: [32]byte{9}, Name: "西坡站"}
	b.bell.heard(from, mesh.Alarm{ID: hub.ID{1}, Site: site, Lam: 1 << 20})
	if len(b.bell.Calls()) != 1 || b.bell.Calls()[0].Name != "西坡站" {
		t.Errorf("heard: %+v", b.bell.Calls())
	}
	b.bell.heard(from, mesh.Alarm{ID: hub.ID{2}, Site: s.actor(1).Site, Lam: 1 << 20})
	if len(b.bell.Calls()) != 1 {
		t.Error("a hub called for a site that is not its own, and it rings")
	}
}

// Two stations that do not reach each other call both. Each says honestly that nobody
// hears it; as soon as they meet, both calls ring at both, and each is answered by itself.
func TestTwoAlarmsWhileApart(t *testing.T) {
	s := newStreet(t, "柳沟站", "东山站")
	s.stop(1)
	calls := [2]hub.ID{}
	ring := func(i int) {
		t.Helper()
		var err error
		calls[i], err = s.open[i].desk.Ring(t.Context(), s.actor(i), hub.NewID(), "hold", false)
		s.must(err)
		s.open[i].bell.Ring()
	}
	ring(0)
	if n := s.open[0].bell.Reached(); n != 0 {
		t.Errorf("alone, it says that %d hear it", n)
	}
	s.start(1, nil)
	ring(1)
	for i := range calls {
		s.eventually("both ring at both", func() bool { return s.rings(i, calls[0]) && s.rings(i, calls[1]) })
	}
	answer := func(by, of int) {
		t.Helper()
		_, err := s.open[by].desk.SayToAlarm(t.Context(), s.actor(by), desk.AlarmSaid{Request: hub.NewID(), Alarm: calls[of], Of: s.actor(of).Site, What: "calling"})
		s.must(err)
	}
	answer(1, 0)
	s.eventually("the first is answered, the second still rings", func() bool {
		return !s.rings(0, calls[0]) && !s.rings(1, calls[0]) && s.rings(0, calls[1]) && s.rings(1, calls[1])
	})
	answer(0, 1)
	s.eventually("nothing rings", func() bool { return !s.rings(0, calls[1]) && !s.rings(1, calls[1]) })

	// What happened is written down once for each, however often somebody presses.
	for i := range calls {
		head := s.actor(i)
		head.Role, head.Open = hub.RoleHead, false
		for range 2 {
			request, _, _, err := s.open[i].desk.IncidentOf(t.Context(), calls[i])
			s.must(err)
			_, err = s.open[i].desk.Fill(t.Context(), head, desk.Sheet{Request: request, Kind: "incident", Values: form.Values{"at": 630, "what": "fire", "how": "电线烧着了"}})
			s.must(err)
		}
	}
	for i := range calls {
		s.eventually("each has one accident, known to both", func() bool {
			n := 0
			s.must(s.open[i].store.Each(t.Context(), "incident", func(hub.Record) error { n++; return nil }))
			if n > len(calls) {
				t.Fatalf("%d accidents came of two calls", n)
			}
			return n == len(calls)
		})
	}
}

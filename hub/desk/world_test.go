package desk_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/demo/world"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
)

// told is the stations of a made-up county whose days people live through at their Desks.
type told struct {
	*town
	*world.Plan
	nodes []*node // the stations
	done  map[world.What]int
}

// What stations write through their Desks and what hub/demo/world writes for them are the
// same records, value by value: whatever is measured on a made-up county is measured on
// what boxes write. Only check-ups are left out; a Desk notes them as what falls due.
func TestWorldWritesAsDesksDo(t *testing.T) {
	done := map[world.What]int{}
	for seed, children := range map[uint64]int{1957: 16, 3304: 18} { // between them they have of everything
		p := world.Draw(seed, world.Size{Townships: 1, Stations: 2, Children: children, First: "2025-09-01", Days: 75})
		w := &told{town: newTown(t), Plan: p, done: done}
		w.lived(p.Townships[0].Lane())
	}
	for one := world.Opens; one < world.Shuts; one++ {
		if done[one] == 0 && one != world.Checks {
			t.Errorf("in these counties nobody ever does %d", one)
		}
	}
}

// lived compares what the county has of people who lived through the plan with what it has
// of one that was written.
func (w *told) lived(lane hub.Lane) {
	w.t.Helper()
	for i, s := range w.Stations {
		b := w.open(s.Name, lane)
		b.actor = hub.Actor{Role: hub.RoleHead, Lane: lane, Site: w.SiteID(i), Staff: w.WorkerID(i, 0)}
		w.nodes = append(w.nodes, b)
	}
	county := w.county(lane)
	for _, b := range w.nodes {
		w.lanes[lane] = append(w.lanes[lane], b.keys.recipient())
	}
	w.live()
	w.meet(append(slices.Clone(w.nodes), county)...)

	direct := w.openWith("direct", hub.LaneCounty, w.CountyKeys().X25519())
	if err := w.Write(w.t.Context(), world.Delivery{Rest: true, Accept: func(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
		_, err := direct.log.Accept(ctx, batch, proofs)
		return err
	}}); err != nil {
		w.t.Fatal(err)
	}
	want, got := w.readable(county), w.readable(direct)
	for id, fields := range want {
		if got[id] != fields {
			w.t.Errorf("%s\n  by a Desk %s\n  directly  %s", id, fields, got[id])
		}
	}
	for id := range got {
		if want[id] == "" {
			w.t.Errorf("%s was written by no Desk: %s", id, got[id])
		}
	}
}

// live goes through the plan's days.
func (w *told) live() {
	w.t.Helper()
	acts := w.Acts()
	for day := range w.Days {
		var before, after []world.Act
		for len(acts) > 0 && acts[0].Day == day {
			switch a := acts[0]; {
			case a.What == world.Checks:
			case a.What < world.Fixes:
				before = append(before, a)
			default:
				after = append(after, a)
			}
			acts = acts[1:]
		}
		var walls [2][]world.Tap // mornings, evenings
		w.acts(before)
		for i := range w.Stations {
			if !w.Open(i, day) {
				continue
			}
			var here []int
			for c := range w.Children {
				if w.Home(c, day) == i {
					here = append(here, c)
				}
			}
			in, out := w.Taps(day, here)
			walls[0], walls[1] = append(walls[0], in...), append(walls[1], out...)
		}
		for _, taps := range walls {
			for _, tap := range taps {
				w.tap(tap)
			}
		}
		w.acts(after)
	}
}

func (w *told) acts(acts []world.Act) {
	w.t.Helper()
	for _, a := range acts {
		w.done[a.What]++
		w.clock.set(w.Day(a.Day), 9, 0)
		if a.What == world.Receives { // the other station's asking has come
			w.meet(w.nodes...)
		}
		if err := w.act(w.nodes[a.Station], a); err != nil {
			w.t.Fatalf("%s, %+v: %v", w.Day(a.Day), a, err)
		}
	}
}

func (w *told) tap(tap world.Tap) {
	w.t.Helper()
	b := w.nodes[w.Home(tap.Child, tap.Day)]
	w.clock.set(w.Day(tap.Day), 8, 0)
	t := desk.Tap{Request: hub.NewID(), Day: w.Day(tap.Day), Minute: 8 * 60, Children: []hub.ID{w.ChildID(tap.Child)}}
	var err error
	switch {
	case tap.Out:
		t.Minute = 17 * 60
		_, err = b.Leave(w.t.Context(), b.actor, t)
	case tap.Says == world.Present:
		_, err = b.Arrive(w.t.Context(), b.actor, t)
	default:
		_, err = b.Absent(w.t.Context(), b.actor, t, map[byte]string{world.Sick: "sick", world.Matter: "matter"}[tap.Says])
	}
	if err != nil {
		w.t.Fatalf("%+v: %v", tap, err)
	}
}

// act carries an act of a plan out.
func (w *told) act(b *node, a world.Act) (err error) {
	ctx, request, s := w.t.Context(), w.Request(a), &w.Stations[a.Station]
	fill := func() {
		sheet := w.Sheet(a)
		_, err = b.Fill(ctx, b.actor, desk.Sheet{Request: request, Kind: sheet.Kind, Subject: sheet.Subject, Values: sheet.Values, Sure: true})
	}
	switch a.What {
	case world.Opens:
		setup := desk.Setup{Request: request, Worker: desk.Worker{Name: w.WorkerName(a.Station, 0), Role: hub.RoleHead}, SiteFacts: desk.SiteFacts{
			Name: s.Name, Role: "station", Kinds: []string{"village"}, Township: w.Townships[0].Code, TownshipName: w.Townships[0].Name,
			VillageName: s.Village, Hub: w.StationKeys(a.Station).Public(),
		}}
		for i, g := range s.Groups {
			if g.From > s.Opens {
				continue
			}
			setup.Groups = append(setup.Groups, desk.Group{Name: world.GroupName(i), Type: g.Type, Places: g.Places})
		}
		_, err = b.SetUp(ctx, hub.Actor{Role: hub.RoleHead, Lane: b.lane}, setup)
	case world.Widens:
		g := s.Groups[a.Nth]
		_, err = b.AddGroup(ctx, b.actor, request, w.SiteID(a.Station), desk.Group{Name: world.GroupName(a.Nth), Type: g.Type, Places: g.Places})
	case world.Works:
		_, err = b.AddStaff(ctx, b.actor, request, desk.Worker{Name: w.WorkerName(a.Station, a.Who), Role: s.Workers[a.Who].Role})
	case world.Leaves:
		_, err = b.ChangeStaff(ctx, b.actor, request, w.WorkerID(a.Station, a.Who), desk.StaffChange{Left: true})
	case world.Shuts:
		_, err = b.Correct(ctx, b.actor, request, "group", w.GroupID(a.Station, a.Nth), hub.ID{}, form.Values{"closed": true})
	case world.Included:
		sheet := w.Sheet(a)
		_, err = b.Fill(ctx, b.actor, desk.Sheet{Request: request, Kind: sheet.Kind, Subject: sheet.Subject, Sure: true,
			Values: form.Values{"inclusive": true, "inclusive_from": w.Day(a.Day)}})
	case world.Furnishes, world.Certifies, world.Papers, world.Prices, world.Surveys, world.Files, world.Visits, world.Insures, world.Hard:
		fill()
	case world.Plans, world.Comes, world.Answers, world.Holds:
		err = w.teach(ctx, b, a)
	default:
		err = w.actOfChild(ctx, b, a)
	}
	return err
}

func (w *told) teach(ctx context.Context, b *node, a world.Act) (err error) {
	c, id := &w.Stations[a.Station].Classes[a.Who], w.ClassID(a.Station, a.Who)
	plan := desk.ClassPlan{Request: w.Request(a), Kind: c.Kind, Lesson: world.Taught, Day: w.Day(c.Day), Start: 15 * 60}
	switch a.What {
	case world.Plans:
		_, err = b.PlanClass(ctx, b.actor, plan)
	case world.Holds:
		plan.Class = id
		_, err = b.NoteClass(ctx, b.actor, desk.HeldClass{ClassPlan: plan, Minutes: c.Minutes, Heads: c.Heads})
	case world.Comes:
		h := c.Here[a.Nth]
		_, err = b.ComeToClass(ctx, b.actor, desk.Came{Request: w.Request(a), Class: id, Child: w.ChildID(h.Child), Person: w.person(b, w.ChildID(h.Child), h.Role)})
	default:
		q := c.Quizzes[a.Nth]
		l, _ := lesson.Shipped().Get(world.Taught)
		answered := desk.Answered{Request: w.Request(a), Lesson: world.Taught, Answers: w.Pressed(l, q.Right), Class: id}
		if q.Child >= 0 {
			answered.Child = w.ChildID(q.Child)
		}
		_, err = b.NoteQuiz(ctx, b.actor, answered)
	}
	return err
}

func (w *told) actOfChild(ctx context.Context, b *node, a world.Act) (err error) {
	c, child, request := &w.Children[a.Who], w.ChildID(a.Who), w.Request(a)
	switch a.What {
	case world.Registers:
		r := desk.Registration{Request: request, Name: w.ChildName(a.Who), Sex: c.Sex, Birth: w.Day(c.Born), Category: "home",
			VillageName: w.Stations[a.Station].Village, Site: b.actor.Site, Surely: true, AnyBirth: true}
		if c.Family != a.Who {
			r.Family = w.ChildID(c.Family)
		}
		for i, kin := range c.Kin {
			r.People = append(r.People, desk.Person{Name: w.KinName(a.Who, i), Kinship: kin, Phone: w.Phone(a.Who, i),
				Carer: i == 0, Pickup: true, Adult: true, Guardian: kin == "mother" || kin == "father"})
		}
		_, err = b.Register(ctx, b.actor, r)
	case world.Asks:
		m := c.Moves[a.Nth]
		_, err = b.AskTransfer(ctx, b.actor, desk.Leaving{Request: request, Child: child, To: w.SiteID(m.To), ToName: w.Stations[m.To].Name, AgreedBy: w.person(b, child, c.Kin[0])})
	case world.Receives:
		_, err = b.ReceiveTransfer(ctx, b.actor, request, child)
	case world.Enrols, world.Moves:
		st := c.Stays[a.Nth]
		e := desk.Enrolling{Request: request, Child: child, Group: w.GroupID(st.Station, st.Group), Mode: st.Mode, From: w.Day(st.From), Anyway: true}
		if a.What == world.Moves {
			_, err = b.Move(ctx, b.actor, e)
		} else {
			_, err = b.Enrol(ctx, b.actor, e)
		}
	case world.Ends:
		st := c.Stays[a.Nth]
		_, err = b.EndEnrolment(ctx, b.actor, request, w.StayID(a.Who, a.Nth), w.Day(st.To), st.Why)
	case world.Fixes:
		f := c.Wall.Fixes[a.Nth]
		w.tap(world.Tap{Child: a.Who, Day: f.Day, Says: c.Wall.On(f.Day)})
	case world.Weighs:
		v := w.Figures(c, a.Day, b.actor.Site)
		_, err = b.Measure(ctx, b.actor, desk.Measuring{Request: request, Child: child, Day: w.Day(a.Day), Weight: v["weight"].(int), Length: v["length"].(int),
			Measure: v["measure"].(string), Clothes: v["clothes"].(string)})
	case world.Grants:
		sheet := w.Sheet(world.Act{What: world.Hard, Station: a.Station, Who: a.Who, Nth: a.Nth})
		_, err = b.MoveOn(ctx, b.actor, desk.Moving{Request: request, Kind: sheet.Kind, Record: sheet.Record, From: "asked", To: "yes", Values: form.Values{"paper": "低保证"}})
	case world.Unites:
		_, err = b.Unite(ctx, b.actor, request, child, w.ChildID(c.Same), hub.ID{})
	case world.Gone:
		_, err = b.Correct(ctx, b.actor, request, "child", child, hub.ID{}, form.Values{"withdrawn": c.Why})
	}
	return err
}

// person is a child's grandmother, as a station knows her.
func (w *told) person(b *node, child hub.ID, kinship string) hub.ID {
	w.t.Helper()
	for _, p := range care.All[care.Person](form.Builtin(), "person", must[[]hub.Record](w.t)(b.log.Of(w.t.Context(), child, "person"))) {
		if p.Kinship == kinship {
			return p.ID
		}
	}
	w.t.Fatalf("no %s", kinship)
	return hub.ID{}
}

// readable is every record as text. People have ids by chance at a Desk, and are called by
// whose they are.
func (w *told) readable(b *node) map[string]string {
	w.t.Helper()
	called := map[hub.ID]string{}
	forms := form.Builtin()
	each := func(visit func(hub.Kind, hub.Record)) {
		for _, kind := range forms.Kinds() {
			if kind == "wrap" || kind == "health-check" {
				continue
			}
			if err := b.log.Each(w.t.Context(), kind, func(rec hub.Record) error { visit(kind, rec); return nil }); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	each(func(kind hub.Kind, rec hub.Record) {
		if kind == "person" {
			called[rec.ID] = rec.Subject.String()[:8] + "'s " + care.As[care.Person](forms, rec).Kinship
		}
	})
	out := map[string]string{}
	each(func(kind hub.Kind, rec hub.Record) {
		text := ""
		for _, no := range slices.Sorted(maps.Keys(rec.Fields)) {
			if v := rec.Fields[no]; v != nil {
				if id, ok := v.(hub.ID); ok && called[id] != "" {
					v = called[id]
				}
				text += fmt.Sprintf("%d=%v ", no, v)
			}
		}
		id := rec.ID.String()
		if name, ok := called[rec.ID]; ok {
			id = name
		}
		out[string(kind)+" "+id+" of "+rec.Subject.String()[:8]+" "+rec.Period] = text
	})
	return out
}

package desk_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

func noted(h desk.CareBoard, child hub.ID) care.CareDay {
	i := slices.IndexFunc(h.Kids, func(k desk.CareKid) bool { return k.Child.ID == child })
	if i < 0 {
		return care.CareDay{}
	}
	return h.Kids[i].Care
}

// Who may note, of whom, and that it is taken back whole.
func TestNoteCare(t *testing.T) {
	h := newHouse(t)
	one, other := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421")), h.enrolled("陈雨桐", hub.ID{}, granny("赵玉兰", "13812340422"))
	absent := h.enrolled("马浩然", hub.ID{}, granny("孙桂花", "13812340423"))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(one, other)))
	note := func(answers ...desk.CareAnswer) desk.CareNote {
		return desk.CareNote{Request: hub.NewID(), Day: h.Today(), Minute: 700, Thing: care.Lunch, Of: answers}
	}
	all := func(child hub.ID) desk.CareAnswer { return desk.CareAnswer{Child: child, Answer: "all"} }
	doctor, town := h.head, h.head
	doctor.Role, town.Role = hub.RoleHealth, hub.RoleTownship
	tomorrow := note(all(one))
	tomorrow.Day = h.Today().Add(1)
	before := h.commits()
	for name, tt := range map[string]struct {
		actor hub.Actor
		note  desk.CareNote
		want  string
	}{
		"without a PIN":     {h.wall, note(all(one)), "desk.pin"},
		"the doctor":        {doctor, note(all(one)), "desk.may-not"},
		"the township":      {town, note(all(one)), "desk.may-not"},
		"nobody":            {h.head, note(), "care.nobody"},
		"who never came":    {h.head, note(all(one), all(absent)), "care.not-here"},
		"a child elsewhere": {h.head, note(all(hub.NewID())), "wall.not-enrolled"},
		"tomorrow":          {h.head, tomorrow, "wall.day"},
	} {
		if _, err := h.NoteCare(t.Context(), tt.actor, tt.note); code(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if h.commits() != before {
		t.Fatal("a refusal wrote something")
	}
	n := note(all(one), desk.CareAnswer{Child: other, Answer: "half"})
	out := must[hub.Outcome](t)(h.NoteCare(t.Context(), h.head, n))
	if again := must[hub.Outcome](t)(h.NoteCare(t.Context(), h.head, n)); again.Commit != out.Commit || h.commits() != before+1 {
		t.Errorf("the same press again: %v, %d commits", again, h.commits()-before)
	}
	if same := must[hub.Outcome](t)(h.NoteCare(t.Context(), h.head, note(all(one)))); !same.Commit.IsZero() {
		t.Error("what is so already was written again")
	}
	board := must[desk.CareBoard](t)(h.Care(t.Context(), h.head, h.site, h.Today()))
	if len(board.Kids) != 2 || noted(board, one).Lunch != "all" || noted(board, other).Lunch != "half" {
		t.Errorf("the board: %+v", board.Kids)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if board := must[desk.CareBoard](t)(h.Care(t.Context(), h.head, h.site, h.Today())); noted(board, other).Lunch != "" {
		t.Error("it is not taken back")
	}
	if _, err := h.Care(t.Context(), h.wall, h.site, h.Today()); code(err) != "desk.pin" {
		t.Errorf("the open wall reads what they ate: %v", err)
	}
}

// Two boxes of one site, apart: different things of a child's day survive both; the same
// cup of water is there once; of two lunches the careful one holds, and nobody is asked;
// a dose that both gave is seen by somebody.
func TestTwoBoxesOfOneDay(t *testing.T) {
	n := newTown(t)
	a := n.station("柳沟", liugou)
	b := n.open("second", liugou)
	b.actor = a.actor
	n.lanes[liugou] = append(n.lanes[liugou], a.keys.recipient(), b.keys.recipient())
	n.clock.set(monday, 8, 0)
	child := must[desk.Registered](t)(a.Register(t.Context(), a.actor, desk.Registration{Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Category: "home",
		Site: a.actor.Site, People: []desk.Person{mother("王丽")}})).Child
	w := must[desk.Wall](t)(a.Wall(t.Context(), a.actor, a.actor.Site, a.Today()))
	must[hub.Outcome](t)(a.Enrol(t.Context(), a.actor, desk.Enrolling{Request: hub.NewID(), Child: child, Group: w.Groups[0].ID, Mode: "full", From: monday, Anyway: true}))
	must[hub.Outcome](t)(a.Arrive(t.Context(), a.actor, desk.Tap{Request: hub.NewID(), Day: monday, Minute: 480, Children: []hub.ID{child}}))
	file := must[desk.File](t)(a.File(t.Context(), a.actor, child))
	request := must[hub.Outcome](t)(a.Fill(t.Context(), a.actor, desk.Sheet{Request: hub.NewID(), Kind: "medicine", Subject: child, Values: form.Values{
		"name": "止咳糖浆", "dose": "5 毫升", "first": 690, "from": monday, "until": monday, "seen": []string{"box", "date"}, "guardian": file.People[0].ID, "signed": []byte{1}}})).Records[0]
	n.meet(a, b)

	n.clock.set(monday, 11, 30)
	note := func(on *node, thing care.Thing, answer string) {
		t.Helper()
		must[hub.Outcome](t)(on.NoteCare(t.Context(), on.actor, desk.CareNote{Request: hub.NewID(), Day: monday, Minute: 690, Thing: thing, Of: []desk.CareAnswer{{Child: child, Answer: answer}}}))
	}
	note(a, care.Breakfast, "all")
	note(b, care.Mood, "happy")
	note(a, care.Water, care.AnswerDrank)
	note(b, care.Water, care.AnswerDrank)
	note(a, care.Toilet, care.AnswerWet)
	note(b, care.Toilet, "watery")
	note(a, care.Lunch, "all")
	note(b, care.Lunch, "little")
	give := func(on *node, second hub.ID) (hub.Outcome, error) {
		return on.GiveDose(t.Context(), on.actor, desk.Giving{Request: hub.NewID(), Medicine: request, Due: 690, Went: "given", Second: second, Relooked: second.IsZero()})
	}
	must[hub.Outcome](t)(give(a, hub.ID{}))
	must[hub.Outcome](t)(give(b, hub.NewID()))
	n.meet(a, b)
	for _, on := range []*node{a, b} {
		board := must[desk.CareBoard](t)(on.Care(t.Context(), on.actor, on.actor.Site, monday))
		c := noted(board, child)
		if c.Breakfast != "all" || c.Mood != "happy" || len(c.Drank) != 1 || len(c.Wet) != 1 || len(c.Dirty) != 1 || c.Stool != "watery" || c.Lunch != "little" || len(c.Conflict) != 0 {
			t.Errorf("on %s: %+v", on.name, c)
		}
		if len(board.Doses()) != 1 || !board.Doses()[0].Done.Taken() {
			t.Errorf("on %s the doses are %+v", on.name, board.Doses())
		}
	}
}

// No request, no medicine; not twice, not by one pair of eyes; a slip of the finger is
// taken back and then it may be given.
func TestGiveDose(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"))
	h.clock.set(monday, 11, 20)
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	ask := func(guardian hub.ID, signed any) (hub.Outcome, error) {
		return h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "medicine", Subject: child, Sure: true, Values: form.Values{
			"name": "止咳糖浆", "dose": "5 毫升", "first": 690, "from": monday, "until": monday, "seen": []string{"box", "date"}, "guardian": guardian, "signed": signed}})
	}
	if _, err := ask(h.person(child, "mother"), nil); err == nil {
		t.Error("a request without a signature is taken")
	}
	request := must[hub.Outcome](t)(ask(h.person(child, "mother"), []byte{1})).Records[0]
	if _, err := ask(h.person(child, "paternal-grandmother"), []byte{1}); code(err) != "medicine.who" {
		t.Errorf("whoever is no guardian asks: %v", err)
	}
	give := func(of hub.ID, due int, change func(*desk.Giving)) (hub.Outcome, error) {
		g := desk.Giving{Request: hub.NewID(), Medicine: of, Due: due, Went: "given", Relooked: true}
		if change != nil {
			change(&g)
		}
		return h.GiveDose(t.Context(), h.head, g)
	}
	for name, tt := range map[string]struct {
		of     hub.ID
		due    int
		change func(*desk.Giving)
		want   string
	}{
		"no request":               {hub.NewID(), 690, nil, "medicine.unsigned"},
		"another time":             {request, 700, nil, "medicine.no-time"},
		"nobody looked again":      {request, 690, func(g *desk.Giving) { g.Relooked = false }, "medicine.second"},
		"she herself is no second": {request, 690, func(g *desk.Giving) { g.Second = h.head.Staff }, "medicine.second"},
	} {
		if _, err := give(tt.of, tt.due, tt.change); code(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if _, err := h.GiveDose(t.Context(), h.wall, desk.Giving{Request: hub.NewID(), Medicine: request, Due: 690, Went: "given", Relooked: true}); code(err) != "desk.pin" {
		t.Errorf("at the open wall: %v", err)
	}
	before := h.commits()
	first := must[hub.Outcome](t)(give(request, 690, nil))
	if again := must[hub.Outcome](t)(give(request, 690, nil)); again.Commit != first.Commit || h.commits() != before+1 {
		t.Errorf("the press that was sent twice wrote %d commits", h.commits()-before)
	}
	h.clock.set(monday, 11, 40)
	if _, err := give(request, 690, nil); code(err) != "medicine.given" {
		t.Errorf("a second dose: %v", err)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), first.Commit))
	must[hub.Outcome](t)(give(request, 690, nil))
	told := must[care.DayTold](t)(h.DayTold(t.Context(), h.head, child, monday))
	if len(told.Doses) != 1 || told.Doses[0].At != 11*60+40 {
		t.Errorf("the family is told %+v", told.Doses)
	}
}

package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/lesson"
)

func (h *house) year(year string) []care.Class {
	h.t.Helper()
	return must[[]care.Class](h.t)(h.ClassList(h.t.Context(), h.head, hub.Day(year+"-01-01"), hub.Day(year+"-12-31")))
}

func (h *house) plansYear(year int) hub.Outcome {
	h.t.Helper()
	return must[hub.Outcome](h.t)(h.PlanYear(h.t.Context(), h.head, hub.NewID(), year, "王秀芳"))
}

// A year has what the papers ask for, on days on which the site is open, and no day twice;
// what stands there already is not proposed again.
func TestAYearOfClasses(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.clock.set("2026-12-20", 9, 0)
	h.known("王梓涵", "2026-07-12", mother("赵敏")) // six months old in January
	mine := must[hub.Outcome](t)(h.PlanClass(ctx, h.head, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "自己排的", Day: "2027-05-12", Start: 900})).Records[0]
	out := h.plansYear(2027)
	got := h.year("2027")
	count, days := map[string]int{}, map[hub.Day]bool{}
	open := must[desk.Opening](t)(h.OpeningAt(ctx, h.site))
	var taught []string
	for _, c := range got {
		count[c.Kind]++
		if days[c.Day] || !open.On(c.Day) || !c.Planned() || c.Title == "" || c.Start < 0 || c.ID != mine && c.Lecturer != "王秀芳" {
			t.Errorf("%s of %s is planned as %+v", c.Kind, c.Day, c)
		}
		days[c.Day] = true
		if c.Lesson != "" {
			taught = append(taught, c.Lesson)
		}
	}
	for kind, want := range map[string]int{"mothers": 12, "pregnancy": 12, "lecture": 12, "staff": 3, "activity": 4} {
		if count[kind] != want {
			t.Errorf("%d of %s, want %d", count[kind], kind, want)
		}
	}
	if may := slices.IndexFunc(got, func(c care.Class) bool { return c.Kind == "mothers" && strings.HasPrefix(string(c.Day), "2027-05") }); got[may].ID != mine {
		t.Error("a month that has its class got another one")
	}
	mothers := got[slices.IndexFunc(got, func(c care.Class) bool { return c.Kind == "mothers" })]
	if age, _ := calendar.AgeOn("2026-07-12", mothers.Day); mothers.From > age.Months || mothers.To < age.Months {
		t.Errorf("the first lesson is for %d to %d months; the only child is %d", mothers.From, mothers.To, age.Months)
	}
	slices.Sort(taught)
	for _, of := range []lesson.Class{lesson.Mothers, lesson.Pregnancy} {
		if n := len(h.Lessons().Of(of)); n < 12 {
			t.Errorf("%d lessons for twelve months of %s", n, of)
		}
	}
	if len(slices.Compact(slices.Clone(taught))) < len(taught) {
		t.Errorf("a lesson is taught twice while others are not: %v", taught)
	}
	if again := h.plansYear(2027); len(again.Records) > 0 {
		t.Errorf("%d are planned twice", len(again.Records))
	}
	must[hub.Outcome](t)(h.CallOffClass(ctx, h.head, hub.NewID(), mothers.ID, "下雪"))
	if again := h.plansYear(2027); len(again.Records) > 0 {
		t.Error("what was called off is proposed again")
	}
	h.clock.set("2026-12-21", 9, 0)
	n := len(h.year("2027"))
	h2 := newHouse(t)
	h2.clock.set("2027-08-15", 9, 0)
	h2.plansYear(2027)
	for _, c := range h2.year("2027") {
		if c.Day < "2027-08-15" {
			t.Errorf("%s is planned for a day that is over: %s", c.Kind, c.Day)
		}
	}
	must[hub.Outcome](t)(h2.Undo(ctx, h2.head, hub.NewID(), must[hub.Outcome](t)(h2.PlanYear(ctx, h2.head, hub.NewID(), 2028, "")).Commit))
	if left := h2.year("2028"); len(left) > 0 {
		t.Errorf("%d stand after it was taken back", len(left))
	}
	if again := h2.plansYear(2028); len(again.Records) < 40 || len(out.Records) < 40 || n == 0 {
		t.Errorf("after that %d are proposed", len(again.Records))
	}
}

// Days that the site is shut have no class.
func TestAYearKeepsToOpenDays(t *testing.T) {
	h := newHouse(t)
	h.clock.set("2026-12-20", 9, 0)
	if _, err := h.SetWeek(t.Context(), h.head, hub.NewID(), h.site, []string{"6"}); err != nil {
		t.Fatal(err)
	}
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "closure", Values: form.Values{"from": hub.Day("2027-03-01"), "to": hub.Day("2027-03-31"), "why": "repair", "told": true}}))
	h.plansYear(2027)
	for _, c := range h.year("2027") {
		if calendar.Weekday(c.Day) != "周六" && calendar.Weekday(c.Day) != "星期六" || strings.HasPrefix(string(c.Day), "2027-03") {
			t.Errorf("%s on %s, %s", c.Kind, c.Day, calendar.Weekday(c.Day))
		}
	}
}

// Two boxes of a station that cannot talk write down one plan and one grandmother.
func TestTwoBoxesOfAClass(t *testing.T) {
	n := newTown(t)
	a := n.station("柳沟村驿站", liugou)
	zi := a.register("王梓涵", "13803550421", func(r *desk.Registration) { r.Birth = "2026-05-12" })
	b := n.open("second", liugou)
	n.lanes[liugou] = append(n.lanes[liugou], b.keys.recipient())
	b.actor = a.actor
	n.meet(a, b)
	one, other := houseOf(a), houseOf(b)
	one.plansYear(2026)
	other.plansYear(2026)
	of := one.planned(nil)
	n.meet(a, b)
	if x, y := one.year("2026"), other.year("2026"); len(x) != len(y) || len(x) != 8 { // three of November, four of December, one by hand
		t.Errorf("%d and %d are planned", len(x), len(y))
	}
	one.opens(of)
	n.meet(a, b)
	other.clock.set(monday, 9, 30)
	for _, h := range []*house{one, other} {
		h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother"})
		h.came(desk.Came{Class: of, Name: "客人"})
	}
	must[hub.Outcome](t)(other.CountHeads(t.Context(), other.head, hub.NewID(), of, 5))
	one.ends(class.Held{Class: of})
	n.meet(a, b)
	for _, h := range []*house{one, other} {
		f := h.class(of)
		if len(f.Here) != 3 || f.Heads.Elders != 1 || f.Heads.Families != 1 || f.Heads.Others != 2 || f.Heads.Counted != 5 || !f.Class.Held() {
			t.Errorf("%d lines, %+v", len(f.Here), f.Heads)
		}
	}
	if cards := a.cards(); len(cards) > 0 {
		t.Errorf("people are asked: %+v", cards[0].Field.Name)
	}
}

// A class is followed next door: each station counts its own, and whom the neighbour wrote
// down by name is not counted a second time among those whom she only counted.
func TestNobodyIsCountedInTwoRooms(t *testing.T) {
	n := newTown(t)
	a, b := n.station("柳沟村驿站", liugou), n.station("石坡驿站", liugou)
	here, there := a.register("王梓涵", "13803550421", func(*desk.Registration) {}), b.register("陈雨桐", "13803550422", func(*desk.Registration) {})
	one, other := houseOf(a), houseOf(b)
	of := one.planned(nil)
	one.opens(of)
	one.came(desk.Came{Class: of, Child: here, Role: "mother"})
	must[hub.Outcome](t)(one.CountHeads(t.Context(), one.head, hub.NewID(), of, 9))
	n.meet(a, b)
	if h := other.class(of).Heads; h != (desk.ClassHeads{Counted: -1}) {
		t.Errorf("nobody sits next door, and it says %+v", h)
	}
	other.came(desk.Came{Class: of, Child: there, Role: "mother"})
	if h := other.class(of).Heads; h.Sum() != 1 || h.Families != 1 {
		t.Errorf("one sits next door, and it says %+v", h)
	}
	n.meet(a, b)
	one.ends(class.Held{Class: of, Near: 3, Chapters: []class.Chapter{{Slide: 1}}, Recorded: class.SoundState{Recorded: time.Minute, Format: class.Format{MIME: "audio/mpeg"}}})
	if said := desk.DraftSummary(must[desk.Ledger](t)(one.LedgerOf(t.Context(), one.head, of))); !strings.Contains(said, "来了 2 人") || !strings.Contains(said, "邻站还有 2 人") {
		t.Error(said)
	} else if told := one.class(of).Slides; !strings.Contains(said, "讲了："+told[0].Title+"。") {
		t.Errorf("a slide that was not shown was told: %s", said)
	}
}

// Whom a class is meant for, who was told, who was there, who has to be called.
func TestWhomAClassIsFor(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	zi := h.known("王梓涵", "2026-05-12", granny("李秀英", "13803550421"), mother("赵敏")) // six months
	h.known("吴佳怡", "2026-05-01", desk.Person{Name: "孙丽", Kinship: "mother", Guardian: true})
	h.known("陈大宝", "2024-05-01", mother("周红")) // too old
	due := must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Nick: "吴家", Category: "expecting", Site: h.site, People: []desk.Person{mother("吴芳")}})).Child
	must[hub.Outcome](t)(h.Fill(ctx, h.head, desk.Sheet{Request: hub.NewID(), Kind: "pregnancy", Subject: due, Values: form.Values{"said": monday.Add(20 * 7)}}))
	of := h.planned(nil)
	all := must[[]desk.Invited](t)(h.ExpectedAt(ctx, h.head, of))
	if len(all) != 2 || all[0].Child.ID != zi || all[0].Age != "6 个月" || all[0].Phone != "13803550421" || all[0].Whose != "奶奶" || all[1].Phone != "" {
		t.Fatalf("it is for %+v", all)
	}
	school := h.planned(func(p *desk.ClassPlan) { p.Kind, p.Lesson, p.Title, p.From, p.To = "pregnancy", "", "x", 18, 22 })
	if got := must[[]desk.Invited](t)(h.ExpectedAt(ctx, h.head, school)); len(got) != 1 || got[0].Age != "怀孕 20 周" {
		t.Errorf("the school is for %+v", got)
	}
	late := h.planned(func(p *desk.ClassPlan) { p.Kind, p.Lesson, p.Title, p.From, p.To = "pregnancy", "", "x", 28, 40 })
	everybody := h.planned(func(p *desk.ClassPlan) { p.Kind, p.Lesson, p.Title = "lecture", "", "x" })
	lessonForAll := h.planned(func(p *desk.ClassPlan) { p.All = true })
	for of, want := range map[hub.ID]int{late: 0, everybody: 4, lessonForAll: 4} {
		if got := must[[]desk.Invited](t)(h.ExpectedAt(ctx, h.head, of)); len(got) != want {
			t.Errorf("%d families, want %d", len(got), want)
		}
	}
	must[hub.Outcome](t)(h.NoteNotice(ctx, h.head, desk.Noticed{Request: hub.NewID(), Class: of, Child: zi, Way: "phone", Said: "coming"}))
	h.opens(of)
	h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother"})
	h.ends(class.Held{Class: of})
	all = must[[]desk.Invited](t)(h.ExpectedAt(ctx, h.head, of))
	absent := must[[]desk.Invited](t)(h.AbsentFrom(ctx, h.head, of))
	if !all[0].There() || all[0].Told.Said != "coming" || len(absent) != 1 || absent[0].Child.Name != "吴佳怡" {
		t.Errorf("there: %+v, absent: %+v", all, absent)
	}
}

// A recording is heard once a worker says so, from where to where she says, and a family
// goes on where it stopped, whichever box wrote that last.
func TestARecordingIsHeardAgain(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	zi := h.known("王梓涵", "2026-05-12", mother("赵敏"))
	of := h.planned(nil)
	h.opens(of)
	const minute = 60_000
	h.ends(class.Held{Class: of, Recorded: class.SoundState{Recorded: 40 * time.Minute}})
	rec := h.class(of).Recording.ID
	family := h.head
	family.Role, family.Staff = hub.RoleFamily, hub.ID{}
	listened := func(at, heard int) (hub.Outcome, error) {
		return h.KeepPosition(ctx, family, desk.Listened{Request: hub.NewID(), Class: of, Child: zi, At: at * minute, Heard: heard * minute})
	}
	if _, err := listened(1, 1); code(err) != "class.no-recording" {
		t.Errorf("a recording that nobody published is heard: %v", err)
	}
	nobody := h.head
	nobody.Staff = hub.ID{}
	if _, err := h.PublishRecording(ctx, nobody, hub.NewID(), rec); code(err) != "clip.whose" {
		t.Errorf("nobody publishes it: %v", err)
	}
	must[hub.Outcome](t)(h.PublishRecording(ctx, h.head, hub.NewID(), rec))
	for _, bad := range [][2]int{{-1, 0}, {5, 5}, {40 * minute, 0}, {0, 41 * minute}} {
		if _, err := h.Trim(ctx, h.head, hub.NewID(), rec, bad[0], bad[1]); code(err) != "class.trim" {
			t.Errorf("%v: %v", bad, err)
		}
	}
	must[hub.Outcome](t)(h.Trim(ctx, h.head, hub.NewID(), rec, 2*minute, 32*minute))
	if open := must[[]desk.OpenRecording](t)(h.OpenRecordings(ctx, h.site)); len(open) != 1 || open[0].Recording.By != h.head.Staff || open[0].Recording.To != 32*minute || open[0].Class.ID != of {
		t.Errorf("open is %+v", open)
	}
	before := h.commits()
	for _, step := range []struct{ at, heard, writes int }{{3, 1, 1}, {3, 1, 0}, {9, 7, 1}, {4, 7, 1}, {17, 15, 1}, {32, 30, 1}, {32, 90, 0}} {
		if _, err := listened(step.at, step.heard); err != nil {
			t.Fatal(err)
		}
		if n := int(h.commits() - before); n != step.writes {
			t.Errorf("%+v wrote %d", step, n)
		}
		before = h.commits()
		if r := must[care.Replay](t)(h.Position(ctx, zi, of)); r.At != step.at*minute || r.Half() != (step.heard >= 15) {
			t.Errorf("%+v: it stands at %+v", step, r)
		}
	}
	if absent := must[[]desk.Invited](t)(h.AbsentFrom(ctx, h.head, of)); len(absent) != 0 {
		t.Error("a family that heard all of it is absent")
	}
	must[hub.Outcome](t)(h.WithdrawRecording(ctx, h.head, hub.NewID(), rec))
	if open := must[[]desk.OpenRecording](t)(h.OpenRecordings(ctx, h.site)); len(open) != 0 {
		t.Error("it is heard though it was taken back")
	}
	if _, err := listened(1, 1); code(err) != "class.no-recording" {
		t.Errorf("it is heard on: %v", err)
	}
}

// Reach counts families, each once, by what happened in twelve months; what they know is
// another figure.
func TestReach(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	reach := func(want, of int) {
		t.Helper()
		families, reached, err := h.ClassReach(ctx, h.site, h.Today())
		if err != nil || families != of || reached != want {
			t.Errorf("%d of %d families, want %d of %d: %v", reached, families, want, of, err)
		}
	}
	zi := h.known("王梓涵", "2026-05-12", mother("赵敏"))
	must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Name: "王梓昱", Sex: "1", Birth: "2025-01-12", Category: "home", Site: h.site, Family: zi, NotSame: []hub.ID{zi}, AnyBirth: true}))
	far, third := h.known("吴佳怡", "2026-05-01", mother("孙丽")), h.known("陈大宝", "2026-04-01", mother("周红"))
	h.known("孙大", "2020-04-01", mother("周燕")) // older: no class is for it
	reach(0, 3)
	of := h.planned(nil)
	h.opens(of)
	here := h.came(desk.Came{Class: of, Child: zi, Role: "mother"})
	reach(1, 3)
	must[hub.Outcome](t)(h.NotAtClass(ctx, h.head, hub.NewID(), here))
	reach(0, 3)
	h.came(desk.Came{Class: of, Child: zi, Role: "mother"})
	visit := func(child hub.ID, found string) {
		t.Helper()
		must[hub.Outcome](t)(h.Fill(ctx, h.head, desk.Sheet{Request: hub.NewID(), Kind: "home-visit", Subject: child, Values: form.Values{"day": monday, "found": found, "topics": []string{"feeding"}}}))
	}
	visit(far, "away")
	reach(1, 3)
	visit(far, "home")
	reach(2, 3)
	must[hub.Outcome](t)(h.NoteQuiz(ctx, h.head, desk.Answered{Request: hub.NewID(), Lesson: "feed-6", Child: third, Answers: []int{1, 1, 1}}))
	reach(2, 3) // to know something is not to have been guided
	if q := must[desk.ClassQuiz](t)(h.QuizRate(ctx, h.site, monday, monday)); q.Times != 1 || q.Asked != 3 {
		t.Errorf("the quiz is %+v", q)
	}
	h.clock.set(calendar.AddMonths(monday, 12), 9, 0)
	reach(0, 3)
}

// A child that was written down twice is one family, whichever record its grandmother was
// tapped under, and one again apart where people said that they are two.
func TestAChildKnownTwiceIsOneFamily(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	zi := h.known("王梓涵", "2026-05-12", granny("李秀英", "13803550421"))
	again := must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2026-05-12", Category: "home", Site: h.site,
		NotSame: []hub.ID{zi}, AnyBirth: true, People: []desk.Person{granny("李秀英", "13803550421")}})).Child
	of := h.planned(nil)
	h.opens(of)
	h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother"})
	h.came(desk.Came{Class: of, Child: again, Role: "paternal-grandmother"})
	if heads := h.class(of).Heads; heads.Elders != 2 || heads.Families != 2 {
		t.Errorf("nobody has said that they are one: %+v", heads)
	}
	must[hub.Outcome](t)(h.Unite(ctx, h.head, hub.NewID(), zi, again, zi))
	if heads := h.class(of).Heads; heads.Elders != 1 || heads.Families != 1 {
		t.Errorf("they are one: %+v", heads)
	}
	if all := must[[]desk.Invited](t)(h.ExpectedAt(ctx, h.head, of)); len(all) != 1 || !all[0].There() {
		t.Errorf("invited are %+v", all)
	}
	if families, reached, err := h.ClassReach(ctx, h.site, monday); families != 1 || reached != 1 || err != nil {
		t.Errorf("%d of %d: %v", reached, families, err)
	}
}

// What a class shows: pages of a lesson, pictures that are its own, and none that was taken
// down.
func TestSlides(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	of, other := h.planned(nil), h.planned(func(p *desk.ClassPlan) { p.Day = monday.Add(1) })
	pic := form.Picture{Hash: hub.Hash{1}, Key: [32]byte{2}, Thumb: []byte("small")}
	add := func(what string) hub.ID {
		t.Helper()
		return must[hub.Outcome](t)(h.AddClassPhoto(ctx, h.head, desk.ClassPicture{Request: hub.NewID(), Class: of, What: what, Day: monday, Minute: 900, Picture: pic})).Records[0]
	}
	shown, room := add("slide"), add("room")
	if f := h.class(of); len(f.Photos) != 1 || f.Photos[0].ID != room {
		t.Errorf("photos of the room: %+v", f.Photos)
	}
	slides := []class.Slide{{Title: "先看图", Picture: shown}, {Title: "第一页", Lesson: "feed-6", Page: 1}, {Text: "**记住**三件事"}}
	set := func(of hub.ID, slides ...class.Slide) error {
		_, err := h.SetSlides(ctx, h.head, hub.NewID(), of, slides)
		return err
	}
	for name, err := range map[string]error{
		"another class's picture": set(other, slides...), "no picture": set(of, class.Slide{Picture: hub.NewID()}),
		"no page": set(of, class.Slide{Lesson: "feed-6", Page: 99}), "no lesson": set(of, class.Slide{Lesson: "song", Page: 1}),
	} {
		if code(err) != "class.no-slide" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := set(of, slides...); err != nil {
		t.Fatal(err)
	}
	if got := h.class(of).Slides; !slices.Equal(got, slides) {
		t.Errorf("it shows %+v", got)
	}
	for of, want := range map[hub.ID]string{of: "", other: "photo.none"} {
		if _, err := h.SlidePhoto(ctx, of, shown); code(err) != want {
			t.Errorf("the picture for phones: %v, want %q", err, want)
		}
	}
	if _, err := h.SlidePhoto(ctx, of, room); code(err) != "photo.none" {
		t.Errorf("a photo of the room goes to phones: %v", err)
	}
	gone := must[hub.Outcome](t)(h.DropClassPhoto(ctx, h.head, hub.NewID(), shown))
	if _, err := h.ClassPhoto(ctx, h.head, shown); code(err) != "photo.none" || len(h.class(of).Slides) != 2 {
		t.Errorf("it is still there: %v", err)
	}
	rec := must[hub.Record](t)(h.log.Record(ctx, "class-photo", shown))
	if !h.NeedsFiles(rec) {
		t.Error("its file goes while it can be undone")
	}
	must[hub.Outcome](t)(h.Undo(ctx, h.head, hub.NewID(), gone.Commit))
	if len(h.class(of).Slides) != 3 {
		t.Error("it does not come back")
	}
	must[hub.Outcome](t)(h.DropClassPhoto(ctx, h.head, hub.NewID(), shown))
	h.clock.set(monday.Add(2), 9, 0)
	if rec = must[hub.Record](t)(h.log.Record(ctx, "class-photo", shown)); h.NeedsFiles(rec) {
		t.Error("its file stays")
	}
}

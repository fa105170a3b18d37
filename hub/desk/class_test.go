package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// planned is a class of today at this house.
func (h *house) planned(change func(*desk.ClassPlan)) hub.ID {
	h.t.Helper()
	p := desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Lesson: "feed-6", Lecturer: "张桂兰", Place: "活动室", Day: h.Today(), Start: 900, Way: "both"}
	if change != nil {
		change(&p)
	}
	return must[hub.Outcome](h.t)(h.PlanClass(h.t.Context(), h.head, p)).Records[0]
}

func (h *house) opens(of hub.ID) class.Plan {
	h.t.Helper()
	plan, _, err := h.OpenClass(h.t.Context(), h.head, hub.NewID(), of)
	if err != nil {
		h.t.Fatal(err)
	}
	return plan
}

func (h *house) ends(held class.Held) {
	h.t.Helper()
	must[hub.Outcome](h.t)(h.CloseClass(h.t.Context(), h.head, hub.NewID(), held))
}

func (h *house) class(of hub.ID) desk.ClassFile {
	h.t.Helper()
	return must[desk.ClassFile](h.t)(h.ClassFile(h.t.Context(), h.head, of))
}

// came notes somebody, and names the record.
func (h *house) came(c desk.Came) hub.ID {
	h.t.Helper()
	if c.Request.IsZero() {
		c.Request = hub.NewID()
	}
	return must[hub.Outcome](h.t)(h.ComeToClass(h.t.Context(), h.head, c)).Records[0]
}

// houseOf is a station of a township as a house.
func houseOf(b *node) *house {
	return &house{Desk: b.Desk, t: b.town.t, log: b.log, clock: b.town.clock, site: b.actor.Site, head: b.actor}
}

// Who may do what of a class, and that a refusal writes nothing.
func TestWhoMayTeach(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2026-05-12", granny("李秀英", "13803550421"))
	of := h.planned(nil)
	ctx, id := t.Context(), hub.NewID
	acts := map[string]func(hub.Actor) error{
		"PlanClass": func(a hub.Actor) error {
			_, err := h.PlanClass(ctx, a, desk.ClassPlan{Request: id(), Kind: "mothers", Title: "x", Day: monday, Start: 900})
			return err
		},
		"PlanYear":     func(a hub.Actor) error { _, err := h.PlanYear(ctx, a, id(), 2026, ""); return err },
		"CallOffClass": func(a hub.Actor) error { _, err := h.CallOffClass(ctx, a, id(), of, "下雪"); return err },
		"ClassList":    func(a hub.Actor) error { _, err := h.ClassList(ctx, a, "", "9999-12-31"); return err },
		"NoteClass": func(a hub.Actor) error {
			_, err := h.NoteClass(ctx, a, desk.HeldClass{ClassPlan: desk.ClassPlan{Request: id()}})
			return err
		},
		"ClassFile": func(a hub.Actor) error { _, err := h.ClassFile(ctx, a, of); return err },
		"SetSlides": func(a hub.Actor) error { _, err := h.SetSlides(ctx, a, id(), of, nil); return err },
		"AddClassPhoto": func(a hub.Actor) error {
			_, err := h.AddClassPhoto(ctx, a, desk.ClassPicture{Request: id(), Class: of})
			return err
		},
		"ClassPhoto": func(a hub.Actor) error { _, err := h.ClassPhoto(ctx, a, of); return err },
		"DropPhoto":  func(a hub.Actor) error { _, err := h.DropClassPhoto(ctx, a, id(), of); return err },
		"NotAtClass": func(a hub.Actor) error { _, err := h.NotAtClass(ctx, a, id(), of); return err },
		"CountHeads": func(a hub.Actor) error { _, err := h.CountHeads(ctx, a, id(), of, 3); return err },
		"ExpectedAt": func(a hub.Actor) error { _, err := h.ExpectedAt(ctx, a, of); return err },
		"AbsentFrom": func(a hub.Actor) error { _, err := h.AbsentFrom(ctx, a, of); return err },
		"OpenClass":  func(a hub.Actor) error { _, _, err := h.OpenClass(ctx, a, id(), of); return err },
		"CloseClass": func(a hub.Actor) error { _, err := h.CloseClass(ctx, a, id(), class.Held{Class: of}); return err },
		"LedgerOf":   func(a hub.Actor) error { _, err := h.LedgerOf(ctx, a, of); return err },
		"KeepLedger": func(a hub.Actor) error { _, err := h.KeepLedger(ctx, a, id(), of, "", ""); return err },
		"Publish":    func(a hub.Actor) error { _, err := h.PublishRecording(ctx, a, id(), of); return err },
		"Withdraw":   func(a hub.Actor) error { _, err := h.WithdrawRecording(ctx, a, id(), of); return err },
		"Trim":       func(a hub.Actor) error { _, err := h.Trim(ctx, a, id(), of, 0, 1); return err },
		"NoteNotice": func(a hub.Actor) error {
			_, err := h.NoteNotice(ctx, a, desk.Noticed{Request: id(), Class: of, Way: "phone"})
			return err
		},
		"AnswerWord": func(a hub.Actor) error { _, err := h.AnswerWord(ctx, a, id(), of, "x"); return err },
	}
	families := map[string]func(hub.Actor) error{ // a family may too, where it is of its own phone
		"ComeToClass": func(a hub.Actor) error {
			_, err := h.ComeToClass(ctx, a, desk.Came{Request: id(), Class: of, Child: child, Role: "mother"})
			return err
		},
		"KeepPosition": func(a hub.Actor) error {
			_, err := h.KeepPosition(ctx, a, desk.Listened{Request: id(), Class: of, Child: child})
			return err
		},
		"NoteWord": func(a hub.Actor) error {
			_, err := h.NoteWord(ctx, a, desk.SaidOfClass{Request: id(), Class: of})
			return err
		},
		"NoteQuiz": func(a hub.Actor) error {
			_, err := h.NoteQuiz(ctx, a, desk.Answered{Request: id(), Lesson: "feed-6"})
			return err
		},
	}
	as := func(role hub.Role) hub.Actor { a := h.head; a.Role = role; return a }
	before := h.commits()
	for name, act := range acts {
		for who, want := range map[hub.Role]string{hub.RoleTownship: "desk.may-not", hub.RoleCounty: "desk.may-not", hub.RoleFamily: "desk.may-not"} {
			if err := act(as(who)); code(err) != want {
				t.Errorf("%s by %s: %v", name, who, err)
			}
		}
		if err := act(h.wall); code(err) != "desk.pin" {
			t.Errorf("%s without a PIN: %v", name, err)
		}
	}
	for name, act := range families {
		for _, who := range []hub.Role{hub.RoleTownship, hub.RoleCounty} {
			if err := act(as(who)); code(err) != "desk.may-not" {
				t.Errorf("%s by %s: %v", name, who, err)
			}
		}
	}
	if h.commits() != before {
		t.Fatal("a refusal wrote something")
	}
	family := as(hub.RoleFamily)
	for name, want := range map[string]string{"ComeToClass": "class.none", "KeepPosition": "class.no-recording", "NoteWord": "class.rating", "NoteQuiz": "lesson.unanswered"} {
		if err := families[name](family); code(err) != want {
			t.Errorf("%s by a family: %v, want %s", name, err, want)
		}
	}
	elsewhere := h.head
	elsewhere.Site = hub.NewID()
	for _, name := range []string{"CallOffClass", "SetSlides", "AddClassPhoto", "CountHeads", "OpenClass", "CloseClass", "LedgerOf", "KeepLedger", "NoteNotice"} {
		if err := acts[name](elsewhere); code(err) != "class.gone" {
			t.Errorf("%s from another site: %v", name, err)
		}
	}
	if doctor := as(hub.RoleHealth); acts["OpenClass"](doctor) != nil || families["ComeToClass"](family) != nil {
		t.Error("a doctor may not teach, or a family may not say that it listens")
	}
	if got := h.class(of).Here; len(got) != 1 || got[0].Way != "phone" || got[0].Role != "mother" {
		t.Errorf("it came as %+v", got)
	}
}

// A class from its plan to its end, and what it can no longer become.
func TestAClassIsPlannedAndHeld(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	plan := desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Lesson: "feed-6", Day: monday.Add(7), Start: 900}
	out := must[hub.Outcome](t)(h.PlanClass(ctx, h.head, plan))
	if again := must[hub.Outcome](t)(h.PlanClass(ctx, h.head, plan)); again.Commit != out.Commit {
		t.Error("the same press planned two")
	}
	of := out.Records[0]
	l, _ := h.Lessons().Get("feed-6")
	f := h.class(of)
	if c := f.Class; !c.Planned() || c.Title != l.Title || c.From != l.From || c.To != l.To || c.Way != "room" || len(f.Slides) != len(l.Pages) || f.Slides[1].Page != 2 {
		t.Errorf("it is planned as %+v", f)
	}
	for name, change := range map[string]struct {
		of   func(*desk.ClassPlan)
		want string
	}{
		"a day that is over":     {func(p *desk.ClassPlan) { p.Day = monday.Add(-1) }, "class.past"},
		"ages the wrong way":     {func(p *desk.ClassPlan) { p.From, p.To = 9, 6 }, "class.ages"},
		"a lesson that is gone":  {func(p *desk.ClassPlan) { p.Lesson = "song" }, "lesson.gone"},
		"no topic":               {func(p *desk.ClassPlan) { p.Lesson = "" }, "form.required"},
		"no kind that there is":  {func(p *desk.ClassPlan) { p.Kind = "dance" }, "form.type"},
		"a class that is no one": {func(p *desk.ClassPlan) { p.Class = hub.NewID() }, "class.gone"},
	} {
		p := plan
		p.Request, p.Class = hub.NewID(), of
		change.of(&p)
		if _, err := h.PlanClass(ctx, h.head, p); code(err) != change.want {
			t.Errorf("%s: %v, want %s", name, err, change.want)
		}
	}
	off := must[hub.Outcome](t)(h.CallOffClass(ctx, h.head, hub.NewID(), of, "下大雪"))
	if _, _, err := h.OpenClass(ctx, h.head, hub.NewID(), of); code(err) != "class.was-off" {
		t.Errorf("what was called off begins: %v", err)
	}
	must[hub.Outcome](t)(h.Undo(ctx, h.head, hub.NewID(), off.Commit))
	h.clock.set(monday, 15, 3)
	if p := h.opens(of); p.Title != l.Title || len(p.Slides) != len(l.Pages) {
		t.Errorf("it begins as %+v", p)
	}
	if c := h.class(of).Class; !c.Begun() || c.Day != monday || c.HeldOn != monday || c.Began != 15*60+3 {
		t.Errorf("it is held as %+v", c)
	}
	h.clock.set(monday, 15, 40)
	h.opens(of) // it was cut and goes on
	h.clock.set(monday, 16, 0)
	h.ends(class.Held{Class: of, Paused: 7, Near: 4, Chapters: []class.Chapter{{Slide: 1}, {Slide: 2, MS: 60_000}}, Recorded: class.SoundState{Recorded: 50 * time.Minute, Format: class.Format{MIME: "audio/mpeg"}}})
	f = h.class(of)
	if c := f.Class; !c.Held() || c.Minutes != 50 || c.Ended != 16*60 || f.Heads.Near != 4 || f.Recording.MS != 50*60_000 || f.Recording.Format != "mp3" || len(f.Chapters) != 2 || f.Chapters[1] != (class.Chapter{Slide: 2, MS: 60_000}) {
		t.Errorf("it was held as %+v", f)
	}
	h.clock.set(monday, 16, 5) // ended by mistake
	h.opens(of)
	h.clock.set(monday, 16, 15)
	h.ends(class.Held{Class: of, Chapters: []class.Chapter{{Slide: 1, MS: 50 * 60_000}, {Slide: 3, MS: 55 * 60_000}}, Recorded: class.SoundState{Recorded: time.Hour, Format: class.Format{MIME: "audio/mpeg"}}})
	f = h.class(of)
	if f.Class.Minutes != 60 || f.Recording.MS != 60*60_000 || len(f.Chapters) != 4 || f.Chapters[3].Slide != 3 {
		t.Errorf("it went on as %+v", f)
	}
	for name, err := range map[string]error{
		"planned":    second(h.PlanClass(ctx, h.head, desk.ClassPlan{Request: hub.NewID(), Class: of, Kind: "mothers", Lesson: "feed-6", Day: monday, Start: 900})),
		"called off": second(h.CallOffClass(ctx, h.head, hub.NewID(), of, "")),
	} {
		if code(err) != "class.was-held" {
			t.Errorf("a class that was held is %s: %v", name, err)
		}
	}
	h.clock.set(monday.Add(1), 9, 0)
	if _, _, err := h.OpenClass(ctx, h.head, hub.NewID(), of); code(err) != "class.was-held" {
		t.Errorf("it begins again the day after: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

// Who comes is one, however often, by whomever and with how many grandchildren she is
// written down; and who was tapped by mistake is nobody.
func TestWhoComesToAClass(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	zi := h.known("王梓涵", "2026-05-12", granny("李秀英", "13803550421"), mother("赵敏"))
	yu := must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Name: "王梓昱", Sex: "1", Birth: "2024-01-12", Category: "home", Site: h.site,
		Family: zi, NotSame: []hub.ID{zi}, AnyBirth: true, People: []desk.Person{granny("李秀英", "13803550421")}})).Child
	far := h.known("吴佳怡", "2026-05-01", mother("孙丽"))
	of := h.planned(nil)
	h.clock.set(monday, 15, 0)
	h.opens(of)
	h.clock.set(monday, 15, 5)
	first := h.came(desk.Came{Class: of, Child: zi, Person: h.adult(zi, "paternal-grandmother")})
	h.clock.set(monday, 15, 20)
	again := h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother", Sign: []byte("strokes"), Way: "phone"})
	h.came(desk.Came{Class: of, Child: yu, Role: "paternal-grandmother"})
	late := h.came(desk.Came{Class: of, Child: far, Role: "mother", Way: "phone"})
	h.came(desk.Came{Class: of, Name: "老刘家的"})
	h.came(desk.Came{Class: of, Role: "staff", Person: h.head.Staff})
	h.came(desk.Came{Class: of, Role: "staff", Person: h.head.Staff})
	f := h.class(of)
	if first != again || len(f.Here) != 5 || f.Heads != (desk.ClassHeads{Mothers: 1, Elders: 1, Others: 1, Staff: 1, Families: 2, Away: 1, Counted: -1}) {
		t.Errorf("%d lines, %+v", len(f.Here), f.Heads)
	}
	i := slices.IndexFunc(f.Here, func(x care.ClassHere) bool { return x.ID == first })
	if x := f.Here[i]; x.Minute != 15*60+5 || x.Late || x.Way != "room" || string(x.Sign) != "strokes" {
		t.Errorf("the grandmother came as %+v", x)
	}
	i = slices.IndexFunc(f.Here, func(x care.ClassHere) bool { return x.ID == late })
	if x := f.Here[i]; !x.Late || f.Called[late] != "吴佳怡的妈妈" || f.Called[first] != "王梓涵的奶奶" {
		t.Errorf("the mother came as %+v, called %q", x, f.Called)
	}
	for name, c := range map[string]struct {
		came desk.Came
		want string
	}{
		"nobody":                {desk.Came{Class: of}, "class.name"},
		"a child that is none":  {desk.Came{Class: of, Child: hub.NewID(), Role: "mother"}, "desk.no-child"},
		"a worker that is none": {desk.Came{Class: of, Role: "staff", Person: hub.NewID()}, "class.no-here"},
		"a class that is none":  {desk.Came{Class: hub.NewID(), Child: zi}, "class.gone"},
		"no role that there is": {desk.Came{Class: of, Child: zi, Role: "dancer"}, "form.type"},
	} {
		c.came.Request = hub.NewID()
		if _, err := h.ComeToClass(ctx, h.head, c.came); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	must[hub.Outcome](t)(h.NotAtClass(ctx, h.head, hub.NewID(), late))
	if f = h.class(of); f.Heads.Mothers != 0 || f.Heads.Families != 1 {
		t.Errorf("who was taken back counts: %+v", f.Heads)
	}
	must[hub.Outcome](t)(h.CountHeads(ctx, h.head, hub.NewID(), of, 9))
	if h.came(desk.Came{Class: of, Child: far, Role: "mother"}) != late || h.class(of).Heads.Mothers != 1 || h.class(of).Heads.Counted != 9 {
		t.Error("who comes after all does not count")
	}
}

// The figures of a class stay what they were though a child is erased, and go on from there.
func TestErasureKeepsTheHeads(t *testing.T) {
	h := houseOf(newTown(t).station("柳沟村驿站", liugou))
	zi, far := h.known("王梓涵", "2026-05-12", mother("赵敏")), h.known("吴佳怡", "2026-05-01", mother("孙丽"))
	of := h.planned(nil)
	h.opens(of)
	h.came(desk.Came{Class: of, Child: zi, Role: "mother"})
	h.came(desk.Came{Class: of, Child: far, Role: "mother"})
	h.ends(class.Held{Class: of})
	order := hub.Erasure{Subject: zi}
	must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": zi, "reason": "request"}),
	}}))
	f := h.class(of)
	if len(f.Here) != 1 || f.Heads.Mothers != 2 || f.Heads.Families != 2 {
		t.Fatalf("after the erasure %d lines and %+v", len(f.Here), f.Heads)
	}
	guest := h.came(desk.Came{Class: of, Name: "补签的", Role: "father"}) // signed on paper, written down later
	if f = h.class(of); f.Heads.Mothers != 2 || f.Heads.Fathers != 1 || f.Class.Fathers != 1 {
		t.Errorf("with one more: %+v", f.Heads)
	}
	must[hub.Outcome](t)(h.NotAtClass(t.Context(), h.head, hub.NewID(), guest))
	must[hub.Outcome](t)(h.KeepLedger(t.Context(), h.head, hub.NewID(), of, "", ""))
	if f = h.class(of); f.Heads.Fathers != 0 || f.Heads.Sum() != 2 {
		t.Errorf("with one less: %+v", f.Heads)
	}
	if n := must[map[string]desk.ClassCount](t)(h.ClassCounts(t.Context(), h.site, monday, monday))["mothers"]; n != (desk.ClassCount{Held: 1, Heads: 2, Ledgers: 1}) {
		t.Errorf("the county's row is %+v", n)
	}
}

// The 小结 holds the facts, and nothing that nobody noted.
func TestLedger(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	zi := h.known("王梓涵", "2026-05-12", granny("李秀英", "13803550421"), mother("赵敏"))
	h.known("吴佳怡", "2026-05-01", mother("孙丽"))
	of := h.planned(nil)
	if _, err := h.LedgerOf(ctx, h.head, of); code(err) != "class.not-held" {
		t.Errorf("a 台账 before the class: %v", err)
	}
	h.clock.set(monday, 15, 0)
	h.opens(of)
	h.clock.set(monday, 15, 50)
	h.ends(class.Held{Class: of})
	bare := desk.DraftSummary(must[desk.Ledger](t)(h.LedgerOf(ctx, h.head, of)))
	for _, word := range []string{"来了", "通知", "答题", "问了", "发了", "邻站", "录音", "觉得"} {
		if strings.Contains(bare, word) {
			t.Errorf("nobody noted anything, and it says %s: %s", word, bare)
		}
	}
	h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother"})
	h.came(desk.Came{Class: of, Child: zi, Role: "mother", Way: "phone"})
	for _, n := range []desk.Noticed{{Way: "speaker"}, {Way: "phone", Child: zi, Said: "coming"}, {Way: "phone", Child: zi, Said: "not"}} {
		n.Request, n.Class = hub.NewID(), of
		must[hub.Outcome](t)(h.NoteNotice(ctx, h.head, n))
	}
	asked := must[hub.Outcome](t)(h.NoteWord(ctx, h.head, desk.SaidOfClass{Request: hub.NewID(), Class: of, Question: "一天喂几回？"})).Records[0]
	must[hub.Outcome](t)(h.AnswerWord(ctx, h.head, hub.NewID(), asked, "从一回开始"))
	for _, r := range []int{1, 3} { // the family's second word stands
		must[hub.Outcome](t)(h.NoteWord(ctx, h.head, desk.SaidOfClass{Request: hub.NewID(), Class: of, Child: zi, Rating: r}))
	}
	l, _ := h.Lessons().Get("feed-6")
	for _, answers := range [][]int{rightAnswers(l), {l.Quiz[0].Right%3 + 1, l.Quiz[1].Right%3 + 1, l.Quiz[2].Right}} {
		must[hub.Outcome](t)(h.NoteQuiz(ctx, h.head, desk.Answered{Request: hub.NewID(), Lesson: l.Key, Answers: answers, Class: of}))
	}
	must[hub.Outcome](t)(h.KeepLedger(ctx, h.head, hub.NewID(), of, "", "手册 12 本"))
	led := must[desk.Ledger](t)(h.LedgerOf(ctx, h.head, of))
	said := desk.DraftSummary(led)
	for _, want := range []string{"2026年11月23日 15:00–15:50", "柳沟村驿站，活动室", "妈妈课堂“" + l.Title + "”", "张桂兰讲", "大喇叭、打电话 1 家", "来了 2 人（妈妈 1 人、爷爷奶奶外公外婆 1 人），1 家", "其中 1 人在邻站、用手机",
		"问了 1 个问题：一天喂几回？（答：从一回开始）", "答了 2 份，及格 1 份", "发了手册 12 本", "觉得好的 1 人", "没来的有 1 家"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q: %s", want, said)
		}
	}
	if strings.Contains(said, "王梓涵") || strings.Contains(said, "李秀英") {
		t.Errorf("it names a family: %s", said)
	}
	must[hub.Outcome](t)(h.KeepLedger(ctx, h.head, hub.NewID(), of, said+"大家都说好。", "手册 12 本"))
	if c := h.class(of).Class; !strings.HasSuffix(c.Summary, "大家都说好。") || c.Ledger != monday || c.Passed != 1 {
		t.Errorf("it is kept as %+v", c)
	}
}

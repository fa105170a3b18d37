package desk_test

import (
	"fmt"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// listed is how an item of a child stands on the site's list.
func (h *house) listed(child hub.ID, code string) due.State {
	h.t.Helper()
	for _, one := range must[[]desk.DueOne](h.t)(h.Due(h.t.Context(), h.head, h.site, h.Today())) {
		if one.Subject == child && one.Code == code && one.Until == "" {
			return one.State
		}
	}
	return due.Later
}

func (h *house) did(subject hub.ID, item string, day hub.Day) {
	h.t.Helper()
	must[hub.Outcome](h.t)(h.NoteDue(h.t.Context(), h.head, desk.DueDone{Request: hub.NewID(), Subject: subject, Item: item, Day: day}))
}

// A list that is kept says what one that is read anew says: after what is done here,
// after what comes in, after an undo, and on the next day.
func TestTheKeptListIsTrue(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421")) // born 2025-03-12
	h.Told(hub.News{})
	if h.listed(child, "visit-18") != due.Late || h.listed(child, "mmr-1") != due.Late {
		t.Fatal("eighteen months were full in September")
	}
	h.did(child, "visit-18", "2026-11-20")
	if h.listed(child, "visit-18") != due.Later {
		t.Error("what was noted here is still asked for")
	}
	commit := must[hub.Outcome](t)(h.Snooze(t.Context(), h.head, desk.Snoozing{Request: hub.NewID(), Subject: child, Item: "mmr-1", Until: monday.Add(7), Reason: "ill"}))
	if h.listed(child, "mmr-1") != due.Later {
		t.Error("it was put off")
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), commit.Commit))
	if h.listed(child, "mmr-1") != due.Late {
		t.Error("putting off was taken back")
	}
	// From elsewhere: the Desk hears of it by news alone.
	edit := form.Builtin().EditOnce("dose", child, "mmr-1", form.Values{"day": monday.Add(-3)})
	must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{edit}}))
	if h.listed(child, "mmr-1") != due.Late {
		t.Error("nothing is kept: this test proves nothing")
	}
	h.Told(hub.News{Commit: hub.NewID(), Kinds: []hub.Kind{"dose"}, Subjects: []hub.ID{child}})
	if h.listed(child, "mmr-1") != due.Later {
		t.Error("what came in is not on the list")
	}
	second := h.enrolled("陈雨桐", hub.ID{}, granny("赵玉兰", "13803550422"))
	if h.listed(second, "mmr-1") != due.Late {
		t.Error("a new child is not on the list")
	}
	h.clock.set("2027-03-12", 9, 0)
	if h.listed(second, "visit-24") != due.Due {
		t.Error("the day turned and the list did not")
	}
}

// Who may what, and what cannot be noted.
func TestDueRights(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421"))
	carer, town, open := h.head, h.head, h.wall
	carer.Role, town.Role = hub.RoleCarer, hub.RoleTownship
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		d     desk.DueDone
		want  hub.Code
	}{
		{"a carer notes a dose", carer, desk.DueDone{Subject: child, Item: "hepb-1", Day: "2025-03-12"}, ""},
		{"and a fire check", carer, desk.DueDone{Subject: h.site, Item: "fire-check", Day: monday}, ""},
		{"not another worker's check", carer, desk.DueDone{Subject: h.head.Staff, Item: "staff-check", Day: monday}, hub.CodeForbidden},
		{"which is the 站长's", h.head, desk.DueDone{Subject: h.head.Staff, Item: "staff-check", Day: monday}, ""},
		{"the town looks and notes nothing", town, desk.DueDone{Subject: child, Item: "hepb-1", Day: "2025-03-12"}, hub.CodeForbidden},
		{"nobody at the open wall", open, desk.DueDone{Subject: child, Item: "hepb-1", Day: "2025-03-12"}, hub.CodeSignedOut},
		{"tomorrow", carer, desk.DueDone{Subject: child, Item: "hepb-2", Day: monday.Add(1)}, hub.CodeInvalid},
		{"before birth", carer, desk.DueDone{Subject: child, Item: "hepb-2", Day: "2025-03-11"}, hub.CodeInvalid},
		{"no day", carer, desk.DueDone{Subject: child, Item: "hepb-2"}, hub.CodeInvalid},
		{"too early", carer, desk.DueDone{Subject: child, Item: "hepb-2", Day: "2025-04-08"}, hub.CodeQuestion},
		{"and meant", carer, desk.DueDone{Subject: child, Item: "hepb-2", Day: "2025-04-08", Anyway: true}, ""},
		{"no such rule", carer, desk.DueDone{Subject: child, Item: "moon", Day: monday}, hub.CodeNotFound},
	} {
		tt.d.Request = hub.NewID()
		_, err := h.NoteDue(t.Context(), tt.actor, tt.d)
		if err == nil != (tt.want == "") || err != nil && hub.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := h.Due(t.Context(), open, h.site, monday); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("the open wall lists names and doses: %v", err)
	}
	put := func(item string, days int, reason string) hub.Code {
		_, err := h.Snooze(t.Context(), carer, desk.Snoozing{Request: hub.NewID(), Subject: child, Item: item, Until: monday.Add(days), Reason: reason})
		if err == nil {
			return ""
		}
		return hub.CodeOf(err)
	}
	if put("mmr-1", 60, "ill") != "" || put("mmr-1", 61, "ill") != hub.CodeInvalid || put("mmr-1", 365, due.Clinic) != "" || put("mmr-1", 366, due.Clinic) != hub.CodeInvalid || put("mmr-1", 0, "ill") != hub.CodeInvalid {
		t.Error("how far something is put off is not bounded")
	}
}

// The list of dues and the page of growth speak of the same ages.
func TestMeasuredAtTheSameAges(t *testing.T) {
	h := newHouse(t)
	for _, m := range care.Builtin().Growth.At {
		rule, ok := h.DueRules().Rule(fmt.Sprint("measure-", m))
		if m > 0 && m <= 36 && (!ok || rule.From.Months != m || rule.Remind.Days != care.Builtin().Growth.Early) {
			t.Errorf("at %d months: %+v", m, rule)
		}
	}
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421")) // born 2025-03-12
	if h.listed(child, "measure-18") != due.Late {
		t.Error("eighteen months were full in September, and nobody weighed it")
	}
	out := must[hub.Outcome](t)(h.Measure(t.Context(), h.head, desk.Measuring{Request: hub.NewID(), Child: child, Day: monday, Weight: 10900}))
	if h.listed(child, "measure-18") != due.Later {
		t.Error("it was weighed")
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if h.listed(child, "measure-18") != due.Late {
		t.Error("that was taken back")
	}
	if _, err := h.NoteDue(t.Context(), h.head, desk.DueDone{Request: hub.NewID(), Subject: child, Item: "measure-24", Day: monday}); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a measuring without figures: %v", err)
	}
}

// The health centre sees what is its to do, of every station of its township.
func TestTheHealthCentresList(t *testing.T) {
	n := newTown(t)
	station, centre := n.station("柳沟", liugou), n.open("centre", liugou)
	key := make([]byte, 32)
	made := must[desk.SetUp](t)(centre.SetUp(t.Context(), hub.Actor{Role: hub.RoleHead, Lane: liugou}, desk.Setup{Request: hub.NewID(),
		SiteFacts: desk.SiteFacts{Name: "卫生院", Role: "health", Kinds: []string{"public"}, Township: "140427103", TownshipName: "柳沟镇", Hub: key}, Worker: desk.Worker{Name: "王医生", Role: hub.RoleHead}}))
	n.lanes[liugou] = append(n.lanes[liugou], centre.keys.recipient())
	station.correct("site", station.actor.Site, form.Values{"township": "140427103"})
	child := station.register("王梓涵", "13803550421")
	n.meet(station, centre)
	all := must[[]desk.DueOne](t)(centre.Due(t.Context(), hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: liugou}, made.Site, monday))
	found := false
	for _, one := range all {
		found = found || one.Subject == child && one.Code == "mmr-1"
		if one.Rule.Who != due.ByHealth && one.Child != nil {
			t.Errorf("%s is not the health centre's", one.Code)
		}
	}
	if !found {
		t.Errorf("the centre's list has no dose of %v", child)
	}
}

// BenchmarkDue3000 is the list of a site with 3,000 children and 100,000 records: what a
// large township's health centre holds after years.
func BenchmarkDue3000(b *testing.B) {
	h := newHouse(b)
	const known = 3000
	forms := form.Builtin()
	doses := []string{"hepb-1", "hepb-2", "bcg-1", "ipv-1", "ipv-2", "bopv-3", "dtap-1", "dtap-2", "dtap-3", "mpsva-1", "mpsva-2", "mmr-1", "jel-1"}
	for at := 0; at < known; at += 100 {
		var drafts []hub.Draft
		for i := at; i < at+100; i++ {
			child, birth := hub.NewID(), hub.Day(monday).Add(-i%1200)
			edits := []hub.Edit{forms.Edit("child", child, child, form.Values{"name": fmt.Sprint("孩子", i), "sex": "2", "birth": birth, "category": "home", "site": h.site})}
			for n, d := range doses {
				edits = append(edits, forms.EditOnce("dose", child, d, form.Values{"day": birth.Add(30 * n), "source": "seen", "site": h.site}))
			}
			for n := range 18 {
				edits = append(edits, forms.EditOnce("growth", child, string(birth.Add(30*n)), form.Values{"weight": 8000 + n, "length": 700 + n}))
			}
			edits = append(edits, forms.EditOnce("visit", child, "m1", form.Values{"day": birth.Add(29)}))
			edits = append(edits, forms.EditOnce("consent", child, "photo", form.Values{"answer": "yes", "day": birth.Add(40)}))
			drafts = append(drafts, hub.Draft{Lane: hub.LaneLocal, Author: h.head.Staff, Edits: edits})
		}
		if _, err := h.log.AppendAll(b.Context(), drafts); err != nil {
			b.Fatal(err)
		}
	}
	h.Told(hub.News{})
	look := func() {
		if _, err := h.Due(b.Context(), h.head, h.site, h.Today()); err != nil {
			b.Fatal(err)
		}
		if _, err := h.Todo(b.Context(), h.head, h.site); err != nil {
			b.Fatal(err)
		}
	}
	look() // the first of the day reads everything
	child := must[[]hub.Record](b)(h.log.Find(b.Context(), "child", "site", h.site))[7].ID
	for b.Loop() {
		must[hub.Outcome](b)(h.Measure(b.Context(), h.head, desk.Measuring{Request: hub.NewID(), Child: child, Day: monday, Weight: 8200})) // somebody works meanwhile
		look()
	}
}

// Every device that runs out is asked for by itself and by its name, until its sheet has a
// new day or says that it is gone.
func TestADeviceRunsOut(t *testing.T) {
	h := newHouse(t)
	day := hub.Day("2026-11-23")
	h.clock.set(day, 9, 0)
	keep := func(where string, to hub.Day) {
		must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "equipment",
			Values: form.Values{"what": "extinguisher", "where": where, "number": 1, "built": hub.Day("2024-01-01"), "to": to}}))
	}
	keep("hall", day.Add(10))
	keep("kitchen", day.Add(-1))
	keep("yard", day.Add(40))
	asked := func() (all []desk.DueOne) {
		for _, one := range must[[]desk.DueOne](t)(h.Due(t.Context(), h.head, h.site, day)) {
			if one.Rule.Code == "equipment" {
				all = append(all, one)
			}
		}
		return all
	}
	all := asked()
	if len(all) != 2 || all[0].Name != "灭火器，厨房" || all[0].State != due.Late || all[1].Name != "灭火器，走廊楼梯" || all[1].State != due.Soon {
		t.Fatalf("asked for: %+v", all)
	}
	kitchen, _ := hub.ParseID(all[0].What)
	if got := all[0].Href(); got != "/forms/equipment/sheet/"+kitchen.String() {
		t.Errorf("it leads to %s", got)
	}
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "equipment", Record: kitchen, Values: form.Values{"to": day.Add(700)}}))
	hall, _ := hub.ParseID(all[1].What)
	must[hub.Outcome](t)(h.MoveOn(t.Context(), h.head, desk.Moving{Request: hub.NewID(), Kind: "equipment", Record: hall, From: "good", To: "gone"}))
	if left := asked(); len(left) != 0 {
		t.Errorf("asked for still: %+v", left)
	}
}

// What a sheet says is agreed until a day is asked for again then, where that sheet is.
func TestWhatASheetAgreedIsAsked(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	day := hub.Day("2026-11-23")
	h.clock.set(day, 9, 0)
	for code, sheet := range map[string]desk.Sheet{
		"development-again": {Kind: "development-check", Subject: child, Values: form.Values{"result": "again", "told": true, "again": day.Add(5)}},
		"guard":             {Kind: "guard", Values: form.Values{"from": day.Add(-300), "to": day.Add(20), "company": "平安保安公司", "licensed": true}},
		"lease":             {Kind: "institution", Values: form.Values{"house": "rent", "rent": 100_00, "lease": day.Add(20)}},
	} {
		if sheet.Subject.IsZero() {
			sheet.Subject = h.site
		}
		edit := h.Forms().Edit(sheet.Kind, hub.NewID(), sheet.Subject, sheet.Values) // what else it asks is its own business
		must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Author: h.head.Staff, Edits: []hub.Edit{edit}}))
		found := 0
		for _, one := range must[[]desk.DueOne](t)(h.Due(t.Context(), h.head, h.site, day)) {
			if one.Rule.Code == code {
				if found++; one.State != due.Soon || one.Href() == "" {
					t.Errorf("%s: %+v", code, one.Item)
				}
			}
		}
		if found != 1 {
			t.Errorf("%s is asked for %d times", code, found)
		}
	}
}

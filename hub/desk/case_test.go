package desk_test

import (
	"fmt"
	"sync"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// cases are a station and its county, on two stores: what one writes the other learns.
type cases struct {
	t               testing.TB
	town            *town
	station, county *node
}

func newCases(t testing.TB) *cases {
	n := newTown(t)
	c := &cases{t: t, town: n, county: n.county(liugou), station: n.station("柳沟村驿站", liugou)}
	n.meet(c.station, c.county)
	return c
}

// fills and moves are steps that have to go well; both hubs know of them then.
func (c *cases) fills(as *node, kind hub.Kind, v form.Values) hub.ID {
	c.t.Helper()
	s := desk.Sheet{Request: hub.NewID(), Kind: kind, Subject: c.station.actor.Site, Values: v}
	if def, _ := as.Forms().Get(kind); def.Subject == "self" {
		s.Subject = hub.ID{}
	}
	out := must[hub.Outcome](c.t)(as.Fill(c.t.Context(), as.actor, s))
	c.town.meet(c.station, c.county)
	return out.Records[0]
}

func (c *cases) moves(as *node, kind hub.Kind, id hub.ID, to string, v form.Values) {
	c.t.Helper()
	if err := c.moved(as, kind, id, to, v); err != nil {
		c.t.Fatalf("%s to %s: %v", kind, to, err)
	}
	c.town.meet(c.station, c.county)
}

func (c *cases) moved(as *node, kind hub.Kind, id hub.ID, to string, v form.Values) error {
	if v == nil {
		v = form.Values{}
	}
	_, err := as.MoveOn(c.t.Context(), as.actor, desk.Moving{Request: hub.NewID(), Kind: kind, Record: id, From: c.stands(kind, id), To: to, Values: v})
	return err
}

// said is a field of a case as the county reads it.
func (c *cases) said(kind hub.Kind, id hub.ID, name string) any {
	c.t.Helper()
	def, _ := c.county.Forms().Get(kind)
	f, _ := def.Field(name)
	return c.county.fields(kind, id)[f.No]
}

func (c *cases) stands(kind hub.Kind, id hub.ID) string {
	text, _ := c.said(kind, id, "state").(string)
	return text
}

// A filing that lacks something goes out as a 限期整改 with a number of its own; the
// station mends, the county looks again, and the filing is back with the county, which
// gives the receipt. Nobody but the county does.
func TestFilingIsMendedAndReceipted(t *testing.T) {
	c := newCases(t)
	head, county := c.station, c.county
	papers := []string{"licence", "place", "staff", "hygiene", "fire"}
	filing := c.fills(c.station, "filing", form.Values{"what": "file", "where": "civil", "papers": papers, "meals": false, "sent": c.county.Today()})
	c.moves(c.station, "filing", filing, "sent", nil)
	if err := c.moved(head, "filing", filing, "done", form.Values{"checked": "好"}); refusal(err)[0] != "fill.may-not" {
		t.Errorf("the head gives herself the receipt: %v", err)
	}
	c.moves(county, "filing", filing, "mend", form.Values{"lacks": "消防", "until": c.county.Today().Add(20)})
	order, _ := c.said("filing", filing, "opened").(hub.ID)
	if c.said("rectify", order, "what") != "消防" || c.said("rectify", order, "until") != string(c.county.Today().Add(20)) ||
		c.said("rectify", order, "number") != "整改2026-00001" || c.said("rectify", order, "site") != c.station.actor.Site || c.stands("rectify", order) != "told" {
		t.Fatalf("what was opened: %+v", must[hub.Record](t)(c.county.log.Record(t.Context(), "rectify", order)))
	}
	if err := c.moved(head, "rectify", order, "closed", form.Values{"again": "好"}); refusal(err)[0] != "fill.may-not" {
		t.Errorf("the head closes her own: %v", err)
	}
	write := func(v form.Values) error {
		_, err := head.Fill(t.Context(), head.actor, desk.Sheet{Request: hub.NewID(), Kind: "rectify", Record: order, Values: v})
		return err
	}
	if err := write(form.Values{"until": c.county.Today().Add(200)}); refusal(err) != [2]string{"fill.not-hers", "until"} {
		t.Errorf("the head gives herself more time: %v", err)
	}
	if err := write(form.Values{"did": "换了", "what": "消防", "until": c.county.Today().Add(20)}); err != nil { // what stands there is no change
		t.Error(err)
	}
	if _, err := head.TakeBack(t.Context(), head.actor, hub.NewID(), "rectify", order, "mistake", ""); refusal(err)[0] != "fill.taken-in" {
		t.Errorf("the head takes the order back: %v", err)
	}
	if _, err := head.Fill(t.Context(), head.actor, desk.Sheet{Request: hub.NewID(), Kind: "rectify", Values: form.Values{"what": "x", "until": c.county.Today().Add(9)}}); refusal(err)[0] != "fill.not-hers" {
		t.Errorf("the head begins one: %v", err)
	}
	c.town.meet(c.station, c.county)
	c.moves(head, "rectify", order, "mended", nil)
	if got := c.stands("filing", filing); got != "mend" {
		t.Errorf("the filing is at %s before anybody has looked", got)
	}
	c.moves(county, "rectify", order, "closed", form.Values{"again": "改好了"})
	if got := c.stands("filing", filing); got != "sent" {
		t.Errorf("the filing is at %s after it", got)
	}
	c.moves(county, "filing", filing, "mend", form.Values{"lacks": "人员证", "until": c.county.Today().Add(9)}) // a second round is another order
	second, _ := c.said("filing", filing, "opened").(hub.ID)
	if second == order || c.said("rectify", second, "number") != "整改2026-00002" {
		t.Errorf("the second order is %v", c.said("rectify", second, "number"))
	}
	c.moves(county, "rectify", second, "closed", form.Values{"again": "当场补了"})
	c.moves(county, "filing", filing, "done", form.Values{"checked": "材料齐全"})
	if got := c.said("filing", filing, "number"); got != "备案2026-00001" {
		t.Errorf("the receipt is %v", got)
	}
	notes := 0
	if err := c.county.log.Each(t.Context(), "case-number", func(rec hub.Record) error {
		if notes++; rec.Lane != hub.LaneCounty {
			t.Errorf("a number is in lane %s", rec.Lane)
		}
		return nil
	}); err != nil || notes != 3 {
		t.Errorf("%d numbers are noted, %v", notes, err)
	}
}

// An order that was opened goes nowhere back once the filing has gone another way.
func TestLateOrderDoesNotMoveItsFiling(t *testing.T) {
	c := newCases(t)
	filing := c.fills(c.station, "filing", form.Values{"what": "change", "changed": "地址", "sent": c.county.Today()})
	c.moves(c.station, "filing", filing, "sent", nil)
	c.moves(c.county, "filing", filing, "mend", form.Values{"lacks": "场地", "until": c.county.Today().Add(5)})
	order, _ := c.said("filing", filing, "opened").(hub.ID)
	c.moves(c.station, "filing", filing, "refused", nil) // 不办了
	c.moves(c.county, "rectify", order, "closed", form.Values{"again": "好"})
	if got := c.stands("filing", filing); got != "refused" {
		t.Errorf("it is at %s", got)
	}
}

// The same request is one act; numbers of a year follow each other without gaps, whoever
// gives them, and begin anew with the year.
func TestCaseNumbersHaveNoGaps(t *testing.T) {
	c := newCases(t)
	give := func() string {
		id := c.fills(c.county, "complaint", form.Values{"receipt": int64(c.town.clock.Now().Wall.Minute()) + 1, "about": "food", "said": "凉"})
		m := desk.Moving{Request: hub.NewID(), Kind: "complaint", Record: id, From: "new", To: "county", Values: form.Values{}}
		for range 2 {
			must[hub.Outcome](t)(c.county.MoveOn(t.Context(), c.county.actor, m))
		}
		return fmt.Sprint(c.said("complaint", id, "number"))
	}
	for i := 1; i <= 3; i++ {
		c.town.clock.set(monday, 8, i)
		if got, want := give(), fmt.Sprintf("投诉2026-%05d", i); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	c.town.clock.set("2027-01-04", 9, 0)
	if got := give(); got != "投诉2027-00001" {
		t.Errorf("of the new year: %s", got)
	}
}

// Of two who take the same step the second one's words are not dropped without a word; the
// first one's request, sent again, is no conflict, and neither is a step without words.
func TestTwoTakeTheSameStep(t *testing.T) {
	c := newCases(t)
	order := c.fills(c.county, "rectify", form.Values{"what": "灭火器过期", "until": c.county.Today().Add(9)})
	c.moves(c.station, "rectify", order, "mended", form.Values{"did": "换了"})
	close := func(request hub.ID, seen string) (hub.Outcome, error) {
		return c.county.MoveOn(t.Context(), c.county.actor, desk.Moving{Request: request, Kind: "rectify", Record: order, From: "mended", To: "closed", Values: form.Values{"again": seen}})
	}
	first := hub.NewID()
	for range 2 {
		must[hub.Outcome](t)(close(first, "改好了"))
	}
	if _, err := close(hub.NewID(), "换了两个，还差一个"); refusal(err)[0] != "fill.faster" {
		t.Errorf("other words for the same step: %v", err)
	}
	if out := must[hub.Outcome](t)(close(hub.NewID(), "改好了")); !out.Commit.IsZero() {
		t.Errorf("the same words once more wrote %v", out.Commit)
	}
	if got := c.said("rectify", order, "again"); got != "改好了" {
		t.Errorf("it says %v", got)
	}
}

// Every worker reports that a child may be hurt, and at the station nobody reads it: not the
// head, whom it may be about, and not who wrote it. The county reads all of it.
func TestOnlyTheCountyReadsWhoIsHurt(t *testing.T) {
	c := newCases(t)
	head, carer := c.station.actor, c.station.actor
	carer.Role, carer.Staff = hub.RoleCarer, hub.NewID()
	request := hub.NewID()
	out, err := c.station.Fill(t.Context(), carer, desk.Sheet{Request: request, Kind: "abuse-report", Values: form.Values{"signs": []string{"staff"}, "how": "站长打了他", "told": []string{"police"}}})
	if err != nil {
		t.Fatalf("a carer reports: %v", err)
	}
	id := out.Records[0]
	c.town.clock.set(monday.Add(30), 8, 0) // and it is late: nor does that say anything at the station
	for name, who := range map[string]hub.Actor{"the head": head, "who wrote it": carer} {
		sheet := desk.Sheet{Request: hub.NewID(), Kind: "abuse-report", Record: id, Values: form.Values{}}
		_, blank := c.station.Blank(t.Context(), who, sheet)
		_, list := c.station.Sheets(t.Context(), who, "abuse-report", desk.SheetFilter{})
		_, trail := c.station.SheetTrail(t.Context(), who, "abuse-report", id)
		_, file := c.station.CaseFile(t.Context(), who, "abuse-report", id)
		_, away := c.station.TakeBack(t.Context(), who, hub.NewID(), "abuse-report", id, "mistake", "")
		sheet.Values["how"] = "没有的事"
		_, over := c.station.Fill(t.Context(), who, sheet)
		for i, err := range []error{blank, list, trail, file, away, over} {
			if refusal(err)[0] != "fill.may-not" && refusal(err)[0] != "fill.taken-in" {
				t.Errorf("%s, way %d: %v", name, i, err)
			}
		}
		late := must[[]desk.LateSheet](t)(c.station.LateSheets(t.Context(), who, hub.ID{}))
		cases := must[desk.CaseList](t)(c.station.Cases(t.Context(), who, desk.CaseFilter{}))
		if len(late)+len(cases.Rows)+cases.Open > 0 {
			t.Errorf("%s sees %+v, %+v", name, late, cases)
		}
	}
	c.town.meet(c.station, c.county)
	if how, at := c.said("abuse-report", id, "how"), c.stands("abuse-report", id); how != "站长打了他" || at != "new" {
		t.Errorf("the county reads %v at %s", how, at)
	}
	c.moves(c.county, "abuse-report", id, "taken", form.Values{"safe": "接走了"})
}

// What a station types as a number moves no series, and what the county keeps is in no
// lane but its own.
func TestStationsMoveNoSeries(t *testing.T) {
	c := newCases(t)
	filing := c.fills(c.station, "filing", form.Values{"what": "change", "changed": "名字", "sent": c.county.Today(), "number": "备案2026-90000"})
	c.moves(c.station, "filing", filing, "sent", nil)
	other := c.fills(c.station, "filing", form.Values{"what": "change", "changed": "地址", "sent": c.county.Today()})
	c.moves(c.station, "filing", other, "sent", nil)
	c.moves(c.county, "filing", other, "done", form.Values{"checked": "好"})
	if got := c.said("filing", other, "number"); got != "备案2026-00001" {
		t.Errorf("the series is at %v", got)
	}
	abuse := c.fills(c.county, "abuse-report", form.Values{"signs": []string{"injury"}, "how": "邻居打电话", "told": []string{"police"}})
	if rec := must[hub.Record](t)(c.county.log.Record(t.Context(), "abuse-report", abuse)); rec.Lane != hub.LaneCounty {
		t.Errorf("what the county heard is in lane %s", rec.Lane)
	}
	if _, err := c.station.log.Record(t.Context(), "abuse-report", abuse); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("the station has it: %v", err)
	}
}

// Officers who press at the same moment get numbers one after the other: none twice, none
// left out.
func TestCaseNumbersAtOnce(t *testing.T) {
	c := newCases(t)
	const many = 12
	var ids [many]hub.ID
	for i := range ids {
		ids[i] = c.fills(c.station, "complaint", form.Values{"receipt": int64(i + 1), "about": "food", "said": "凉"})
	}
	var all sync.WaitGroup
	errs := make(chan error, many)
	for _, id := range ids {
		all.Go(func() {
			_, err := c.county.MoveOn(t.Context(), c.county.actor, desk.Moving{Request: hub.NewID(), Kind: "complaint", Record: id, From: "new", To: "county", Values: form.Values{}})
			errs <- err
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	given := map[any]bool{}
	for _, id := range ids {
		given[c.said("complaint", id, "number")] = true
	}
	for i := 1; i <= many; i++ {
		if number := fmt.Sprintf("投诉2026-%05d", i); !given[number] {
			t.Errorf("%s is left out of %v", number, given)
		}
	}
}

// The list has a child who may be hurt first, then what is late, whose turn it is, and only what an officer reads; of a
// hidden case a receipt tells nothing but that it was taken in.
func TestCasesListed(t *testing.T) {
	c := newCases(t)
	c.fills(c.station, "complaint", form.Values{"receipt": int64(1), "about": "food", "said": "凉"})                             // 2 working days
	c.fills(c.county, "rectify", form.Values{"what": "插座", "until": c.county.Today().Add(1)})                                   // the head's, a day
	abuse := c.fills(c.county, "abuse-report", form.Values{"signs": []string{"told"}, "how": "听说", "told": []string{"police"}}) // a working day
	c.moves(c.county, "abuse-report", abuse, "taken", form.Values{"safe": "安全"})
	c.town.clock.set(monday.Add(3), 9, 0)
	list := must[desk.CaseList](t)(c.county.Cases(t.Context(), c.county.actor, desk.CaseFilter{}))
	said := ""
	for _, one := range list.Rows {
		said += fmt.Sprint(one.Def.Kind, " ", one.Late, " ", one.Turn, "; ")
	}
	if said != "abuse-report false true; rectify true true; complaint true true; " || list.Open != 3 || list.Late != 2 || list.Turn != 3 {
		t.Errorf("%s %+v", said, [3]int{list.Open, list.Late, list.Turn})
	}
	late := must[desk.CaseList](t)(c.county.Cases(t.Context(), c.county.actor, desk.CaseFilter{Late: true, Kind: "rectify"}))
	if len(late.Rows) != 1 {
		t.Errorf("%d orders are late", len(late.Rows))
	}
	town := c.county.actor
	town.Role = hub.RoleTownship
	for _, one := range must[desk.CaseList](t)(c.county.Cases(t.Context(), town, desk.CaseFilter{Sees: func(l hub.Lane) bool { return l == liugou }})).Rows {
		if one.Def.Kind == "abuse-report" {
			t.Error("a township lists what was reported of a child")
		}
	}
	turns := must[[]desk.Case](t)(c.station.Turns(t.Context(), c.station.actor, c.station.actor.Site))
	if len(turns) != 2 {
		t.Errorf("the station has %d turns", len(turns))
	}
	number := fmt.Sprint(c.said("abuse-report", abuse, "number"))
	p := must[desk.Progress](t)(c.county.Progress(t.Context(), number, desk.CaseCode(abuse)))
	if p.State != "" || p.Said != "" || p.Number != number {
		t.Errorf("the receipt of what nobody may know tells %+v", p)
	}
}

// A station takes back what it wrote itself, and nothing that an officer wrote, that was
// handed down, or that the county has taken in.
func TestAStationLosesNoFindings(t *testing.T) {
	c := newCases(t)
	own := c.fills(c.station, "inspection", form.Values{"who": "fire", "how": "patrol"})
	theirs := c.fills(c.county, "inspection", form.Values{"who": "county", "how": "patrol"})
	order := c.fills(c.county, "rectify", form.Values{"what": "插座", "until": c.county.Today().Add(9)})
	for _, one := range []struct {
		kind hub.Kind
		id   hub.ID
		says string
	}{{"inspection", own, ""}, {"inspection", theirs, "fill.taken-in"}, {"rectify", order, "fill.taken-in"}} {
		_, err := c.station.TakeBack(t.Context(), c.station.actor, hub.NewID(), one.kind, one.id, "mistake", "")
		if said := refusal(err)[0]; said != one.says {
			t.Errorf("%s: %q", one.kind, said)
		}
	}
}

// What a complaint's answer was worth is asked once there is one; a wish for a place is
// taken back by its receipt, once, and the same wish sent again is a new one.
func TestLettersAnswered(t *testing.T) {
	c := newCases(t)
	send := func(kind hub.Kind, values form.Values) desk.Receipt {
		r, _, err := c.county.TakeLetter(t.Context(), desk.Letter{Request: hub.DeriveID("letter", hub.ID{}, string(kind)), Kind: kind, Site: c.station.actor.Site, Values: values})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	told := func(r desk.Receipt) desk.Progress {
		return must[desk.Progress](t)(c.county.Progress(t.Context(), r.Number, r.Code))
	}
	complaint := send("web-complaint", form.Values{"about": "fee", "said": "退费拖着"})
	_, rec, err := c.county.CaseByNumber(t.Context(), complaint.Number)
	if err != nil || told(complaint).Due == "" || len(told(complaint).Asks) > 0 || told(complaint).Off {
		t.Fatalf("%+v %v", told(complaint), err)
	}
	judge := func(says string) string {
		return refusal(c.county.JudgeLetter(t.Context(), hub.NewID(), complaint.Number, complaint.Code, says))[0]
	}
	judge("yes") // too early: nothing is noted
	c.moves(c.county, "web-complaint", rec.ID, "work", form.Values{})
	c.moves(c.county, "web-complaint", rec.ID, "answered", form.Values{"did": "退了"})
	if p := told(complaint); len(p.Asks) == 0 || p.Judged != "" || p.Said != "退了" {
		t.Errorf("%+v", p)
	}
	if said := judge("best"); said != "portal.missing" {
		t.Errorf("a word of nobody's: %q", said)
	}
	judge("so")
	judge("yes")
	if p := told(complaint); p.Judged != "还行" || len(p.Asks) > 0 {
		t.Errorf("%+v", p)
	}

	wish := form.Values{"want": c.county.Today().Add(9), "age": "da", "mode": "full", "who": "李奶奶", "phone": "13800000000"}
	one := send("web-booking", wish)
	if again := send("web-booking", wish); again.Number != one.Number || !again.Again || one.Again {
		t.Errorf("%+v %+v", one, again)
	}
	back := func(code string) string {
		return refusal(c.county.TakeBackLetter(t.Context(), hub.NewID(), one.Number, code))[0]
	}
	if said := back("x"); said != "case.no-receipt" || !told(one).Off {
		t.Errorf("a wrong code: %q", said)
	}
	_, held, err := c.county.CaseByNumber(t.Context(), one.Number)
	if err != nil {
		t.Fatal(err)
	}
	c.moves(c.county, "web-booking", held.ID, "offered", form.Values{"said": "请来登记"})
	if p := told(one); p.Said != "请来登记" || p.Done || !p.Off {
		t.Errorf("%+v", p)
	}
	if said := back(one.Code) + back(one.Code); said != "" || told(one).State != "不来了" || told(one).Off {
		t.Errorf("%q %+v", said, told(one))
	}
	if next := send("web-booking", wish); next.Number == one.Number || next.Again {
		t.Errorf("%+v", next)
	}
}

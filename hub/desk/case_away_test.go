package desk_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// listed are the records of a list of cases, by kind.
func (c *cases) listed(actor hub.Actor, f desk.CaseFilter) (out []hub.Kind) {
	c.t.Helper()
	for _, one := range must[desk.CaseList](c.t)(c.county.Cases(c.t.Context(), actor, f)).Rows {
		out = append(out, one.Def.Kind)
	}
	return out
}

// What was begun by mistake counts no more, is read with the reason, and comes back as it
// was; its steps are nobody's meanwhile.
func TestCaseTakenBack(t *testing.T) {
	c := newCases(t)
	id := c.fills(c.county, "grading", form.Values{"year": 2026, "self": 900})
	away := func(why string) error {
		_, err := c.county.TakeBack(t.Context(), c.county.actor, hub.NewID(), "grading", id, why, "写错了站")
		return err
	}
	if err := away("因为"); refusal(err) != [2]string{"fill.why", "withdrawn"} {
		t.Errorf("without a reason: %v", err)
	}
	if err := away("mistake"); err != nil {
		t.Fatal(err)
	}
	f := must[desk.CaseFile](t)(c.county.CaseFile(t.Context(), c.county.actor, "grading", id))
	if f.Gone != "记错了" || len(f.Moves) != 0 || f.Writes {
		t.Errorf("it is read as %q with %d steps", f.Gone, len(f.Moves))
	}
	if err := c.moved(c.county, "grading", id, "off", nil); refusal(err)[0] != "fill.gone" {
		t.Errorf("a step of it: %v", err)
	}
	if open := c.listed(c.county.actor, desk.CaseFilter{}); len(open) != 0 {
		t.Errorf("still open: %v", open)
	}
	if gone := c.listed(c.county.actor, desk.CaseFilter{Kind: "grading", Gone: true}); len(gone) != 1 {
		t.Errorf("taken back: %v", gone)
	}
	must[hub.Outcome](t)(c.county.PutBack(t.Context(), c.county.actor, hub.NewID(), "grading", id))
	if open := c.listed(c.county.actor, desk.CaseFilter{}); len(open) != 1 || c.stands("grading", id) != "asked" {
		t.Errorf("back again: %v at %s", open, c.stands("grading", id))
	}
}

// What came by the public pages stays, and what has the county's number is not a
// township's to take back.
func TestCaseThatStands(t *testing.T) {
	c := newCases(t)
	order := c.fills(c.county, "rectify", form.Values{"what": "插座", "until": c.county.Today().Add(9)})
	town := c.county.actor
	town.Role = hub.RoleTownship
	if _, err := c.county.TakeBack(t.Context(), town, hub.NewID(), "rectify", order, "mistake", ""); refusal(err)[0] != "fill.taken-in" {
		t.Errorf("a township takes back what is numbered: %v", err)
	}
	def, _ := c.county.Forms().Get("web-complaint")
	if c.county.MayTakeBack(c.county.actor, desk.Blank{Def: def}) {
		t.Error("the county takes back what a family sent in")
	}
}

// An order that is taken back is waited for no longer.
func TestFilingDoesNotWaitForWhatWasTakenBack(t *testing.T) {
	c := newCases(t)
	filing := c.fills(c.station, "filing", form.Values{"what": "change", "changed": "地址", "sent": c.county.Today()})
	c.moves(c.station, "filing", filing, "sent", nil)
	c.moves(c.county, "filing", filing, "mend", form.Values{"lacks": "场地", "until": c.county.Today().Add(5)})
	order, _ := c.said("filing", filing, "opened").(hub.ID)
	steps := func() (to []string) {
		for _, m := range must[desk.CaseFile](t)(c.county.CaseFile(t.Context(), c.county.actor, "filing", filing)).Moves {
			to = append(to, m.To)
		}
		return to
	}
	if got := steps(); len(got) != 0 {
		t.Errorf("while it waits: %v", got)
	}
	must[hub.Outcome](t)(c.county.TakeBack(t.Context(), c.county.actor, hub.NewID(), "rectify", order, "mistake", ""))
	if got := strings.Join(steps(), " "); got != "sent refused" {
		t.Errorf("afterwards: %s", got)
	}
}

// A case that is given to an officer stands on her list and on no other's, until it is late
// or she works here no more.
func TestCaseHandedOn(t *testing.T) {
	c := newCases(t)
	id := c.fills(c.county, "grading", form.Values{"year": 2026, "self": 900})
	her, other := c.county.actor, c.county.actor
	her.Staff, other.Staff = hub.NewID(), hub.NewID()
	hand := func(to hub.ID) error {
		_, err := c.county.HandCase(t.Context(), other, hub.NewID(), "grading", id, to)
		return err
	}
	if err := hand(her.Staff); err != nil {
		t.Fatal(err)
	}
	turn := desk.CaseFilter{Turn: true}
	if a, b := c.listed(her, turn), c.listed(other, turn); len(a) != 1 || len(b) != 0 {
		t.Errorf("her turn %v, the other's %v", a, b)
	}
	if mine := c.listed(her, desk.CaseFilter{Mine: true}); len(mine) != 1 {
		t.Errorf("hers: %v", mine)
	}
	left := turn
	left.Works = func(id hub.ID) bool { return id != her.Staff }
	if b := c.listed(other, left); len(b) != 1 {
		t.Errorf("once she has left, the other's turn: %v", b)
	}
	c.town.clock.set(monday.Add(60), 9, 0)
	if b := c.listed(other, turn); len(b) != 1 {
		t.Errorf("late, the other's turn: %v", b)
	}
	if _, err := c.county.HandCase(t.Context(), c.station.actor, hub.NewID(), "grading", id, hub.ID{}); refusal(err)[0] != "fill.may-not" {
		t.Errorf("a station hands it on: %v", err)
	}
	c.moves(c.county, "grading", id, "off", nil)
	if err := hand(other.Staff); refusal(err)[0] != "case.ended" {
		t.Errorf("after its end: %v", err)
	}
}

// What the county evaluates the station does not write; a grade is shown for five working
// days, then published, and stands on the public pages until it runs out.
func TestGradeIsShownAndPublished(t *testing.T) {
	c := newCases(t)
	filed := c.fills(c.station, "filing", form.Values{"what": "file", "where": "civil", "papers": []string{"licence", "place", "staff", "hygiene", "fire"}, "meals": false, "sent": c.county.Today()})
	c.moves(c.station, "filing", filed, "sent", nil)
	c.moves(c.county, "filing", filed, "done", form.Values{"checked": "好"})
	id := c.fills(c.station, "grading", form.Values{"year": 2026, "self": 900})
	if _, err := c.station.Fill(t.Context(), c.station.actor, desk.Sheet{Request: hub.NewID(), Kind: "grading", Record: id, Values: form.Values{"level": "A"}}); refusal(err) != [2]string{"fill.not-hers", "level"} {
		t.Errorf("the station grades itself: %v", err)
	}
	open := func() desk.OpenSite {
		all := must[[]desk.OpenSite](t)(c.county.OpenSites(t.Context()))
		if len(all) != 1 {
			t.Fatalf("%d stations are public", len(all))
		}
		return all[0]
	}
	c.moves(c.county, "grading", id, "seen", form.Values{"points": 880, "who": "县卫健局", "level": "A"})
	if s := open(); s.Level != "" || len(s.Shown) != 0 {
		t.Errorf("public before it is shown: %+v", s)
	}
	c.moves(c.county, "grading", id, "shown", nil)
	if s := open(); s.Level != "" || len(s.Shown) != 1 || s.Shown[0] != "等级评定，拟评 A 级，公示到11月30日" {
		t.Errorf("while it is shown: %q %q", s.Level, s.Shown)
	}
	publish := form.Values{"said": "没有人提", "to": monday.Add(365)}
	if err := c.moved(c.county, "grading", id, "posted", publish); refusal(err)[0] != "fill.too-soon" {
		t.Errorf("published on the same day: %v", err)
	}
	c.town.clock.set(monday.Add(8), 9, 0)
	c.moves(c.county, "grading", id, "posted", publish)
	if s := open(); s.Level != "A 级（管到2027年11月23日）" || len(s.Shown) != 0 {
		t.Errorf("published: %q %q", s.Level, s.Shown)
	}
	c.town.clock.set(monday.Add(366), 9, 0)
	if s := open(); s.Level != "" {
		t.Errorf("after it ran out: %q", s.Level)
	}
}

// A recognition that the county ended is not public, whatever the station says of itself.
func TestRecognitionEnds(t *testing.T) {
	c := newCases(t)
	filed := c.fills(c.station, "filing", form.Values{"what": "file", "where": "civil", "papers": []string{"licence", "place", "staff", "hygiene", "fire"}, "meals": false, "sent": c.county.Today()})
	c.moves(c.station, "filing", filed, "sent", nil)
	c.moves(c.county, "filing", filed, "done", form.Values{"checked": "好"})
	c.fills(c.station, "institution", form.Values{"type": "village", "owner": "collective", "inclusive": true, "area": 160, "house": "free", "ru": 0, "xiao": 5, "da": 5, "hun": 0})
	public := func() bool { return must[[]desk.OpenSite](t)(c.county.OpenSites(t.Context()))[0].Inclusive }
	if !public() {
		t.Error("its own word counts until the county has decided")
	}
	id := c.fills(c.county, "inclusive", form.Values{"filed": true, "month": 900, "places": 10})
	c.moves(c.county, "inclusive", id, "shown", form.Values{"cap": 1000, "seen": "相符"})
	c.town.clock.set(monday.Add(8), 9, 0)
	c.moves(c.county, "inclusive", id, "named", form.Values{"to": monday.Add(365)})
	if !public() {
		t.Error("recognised, and not public")
	}
	c.moves(c.county, "inclusive", id, "lost", form.Values{"seen": "超价"})
	if public() {
		t.Error("it was taken away, and is still public")
	}
}

// A deadline that a step sets lies ahead, also one that the order takes over.
func TestDeadlinesLieAhead(t *testing.T) {
	c := newCases(t)
	filing := c.fills(c.station, "filing", form.Values{"what": "change", "changed": "地址", "sent": c.county.Today()})
	c.moves(c.station, "filing", filing, "sent", nil)
	late := form.Values{"lacks": "场地", "until": c.county.Today().Add(-1)}
	if err := c.moved(c.county, "filing", filing, "mend", late); refusal(err) != [2]string{"fill.move-past", "until"} {
		t.Errorf("an order that is late when it begins: %v", err)
	}
	late["until"] = c.county.Today()
	c.moves(c.county, "filing", filing, "mend", late)
	order, _ := c.said("filing", filing, "opened").(hub.ID)
	c.town.clock.set(monday.Add(3), 9, 0)
	c.moves(c.station, "rectify", order, "mended", form.Values{"did": "补了"})
	if err := c.moved(c.county, "rectify", order, "told", form.Values{"again": "还差一点", "until": monday}); refusal(err) != [2]string{"fill.move-past", "until"} {
		t.Errorf("sent back with its old day: %v", err)
	}
	c.moves(c.county, "rectify", order, "told", form.Values{"again": "还差一点", "until": monday.Add(9)})
}

// Whoever is not barred for life is listed until a day; her price is asked about where it is
// above the county's.
func TestStepsAreOffered(t *testing.T) {
	c := newCases(t)
	offered := func(kind hub.Kind, id hub.ID) (to string) {
		for _, m := range must[desk.CaseFile](t)(c.county.CaseFile(t.Context(), c.county.actor, kind, id)).Moves {
			to += m.To + " "
		}
		return to
	}
	for why, want := range map[string]string{"lied": "listed lifted ", "hurt": "listed lifted "} {
		id := c.fills(c.county, "bar", form.Values{"about": "person", "name": "王某", "why": why, "facts": "判决书"})
		c.moves(c.county, "bar", id, "told", nil)
		if got := offered("bar", id); got != want {
			t.Errorf("who %s is offered %q", why, got)
		}
	}
	id := c.fills(c.county, "inclusive", form.Values{"filed": true, "month": 1200, "places": 10})
	if got := offered("inclusive", id); got != "shown refused " {
		t.Errorf("a recognition is offered %q", got)
	}
	if err := c.moved(c.county, "inclusive", id, "shown", form.Values{"cap": 1000, "seen": "相符"}); refusal(err) != [2]string{"form.say", "cap"} {
		t.Errorf("above the cap: %v", err)
	}
	c.moves(c.county, "inclusive", id, "shown", form.Values{"cap": 1300, "seen": "相符"})
}

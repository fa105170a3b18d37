package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A power cut in the middle of lunch: what was tapped stands as it stood, unless somebody
// else has noted it meanwhile; the next day nobody asks for it.
func TestTapsOfCareSurvive(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	ids := b.present("王小满", "陈雨桐", "马浩然")
	const at = "/care/note/lunch"
	b.screen.get(at).tap(at, "pick", ids[1].String()).tap(at, "how", "half").tap(at, "pick", ids[2].String()).tap(at, "how", "none").tap(at, "pick", ids[0].String())
	_, err := b.desk.NoteCare(b.ctx, b.actor(), desk.CareNote{Request: hub.NewID(), Day: b.desk.Today(), Minute: 700, Thing: "lunch",
		Of: []desk.CareAnswer{{Child: ids[2], Answer: "all"}}})
	b.must(err)
	again := b.newScreen().get("/resume").on(at)
	if !strings.Contains(again.page, `name="picked" value="`+ids[0].String()) {
		t.Error("who was being asked about is forgotten")
	}
	again.tap(at, "how", "all").shows("记下 2 个").tap(at, "go", "next").on("/care").shows("都记了")
	for i, want := range []string{"all", "half", "all"} {
		if got := b.careDay(ids[i]).Lunch; got != want {
			t.Errorf("child %d: %q, want %q", i, got, want)
		}
	}
	if again.get("/unfinished"); !again.has("都写完了") {
		t.Errorf("what was noted is still to be finished:\n%s", again.text())
	}
	again.get("/care/yard").tap("/care/yard", "pick", ids[0].String()).get("/unfinished").shows("户外", "还没记下")
	if again.has("没写名字") {
		t.Error("what is about everybody asks for a name")
	}
	b.clock.at = b.clock.at.AddDate(0, 0, 1)
	b.newScreen().get("/unfinished").shows("都写完了")
}

// The same while somebody looks at a child, and while she calls a family.
func TestTalkSurvives(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	ids := b.present("王小满")
	at := "/check/child/" + ids[0].String()
	b.screen.get(at).tap(at, "pick", "forehead").tap(at, "go", "next").tap(at, "count-tenths", "38.4", "go", "next")
	if s := b.newScreen().get("/resume").on(at).shows("看一看").tap(at, "go", "back"); s.field("count-tenths") != "38.4" {
		t.Errorf("the temperature is %q", s.field("count-tenths"))
	}
	call := "/call/" + ids[0].String()
	b.screen.get(call+"?about=ill").tap(call, "pick", b.whoHasPhone(ids[0]).String()).shows("家里怎么说")
	b.newScreen().get("/resume").on(call).shows("家里怎么说", "打给")
}

// whoHasPhone is an adult of a child who can be called.
func (b *box) whoHasPhone(child hub.ID) hub.ID {
	for _, p := range b.file(child).People {
		if p.Phone != "" {
			return p.ID
		}
	}
	return hub.ID{}
}

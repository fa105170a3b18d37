package county

import (
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Why nothing comes from a station, as far as anybody knows: what is certain goes before
// what is likely, and each reason has one thing to do.
func TestWhyNothingComes(t *testing.T) {
	const today, before = hub.Day("2026-11-23"), hub.Day("2026-11-18")
	always, never := func(hub.Day) bool { return true }, func(hub.Day) bool { return false }
	said := func(h desk.BoxHealth) desk.BoxHealth { h.Day = before; return h }
	near := func(told, met hub.Day) []neighbour { return []neighbour{{"看寺", told, met}} }
	for _, c := range []struct {
		name               string
		s                  silence
		class, cause, does string
	}{
		{"two boxes, one card: whatever else is known", silence{Station: Station{Forked: true, Out: true}, last: before}, "went bad", "同一张卡", "哪台是真的"},
		{"put out", silence{Station: Station{Out: true}, last: before, near: near(today, before)}, "ask", "停用了", "新机器"},
		{"its place was taken", silence{Station: Station{Replaced: true}}, "", "换了机器", "停用旧的"},
		{"it never came", silence{}, "ask", "从来没连过", "装好没有"},
		{"it never came, and a neighbour knows it", silence{near: near(today, today)}, "ask", "还没有连过县里", "设上县里的地址"},
		{"it never came, and its records did", silence{Station: Station{Last: now}}, "ask", "还没有连过县里", "设上县里的地址"},
		{"it never came, and its records are of next week", silence{Station: Station{Last: now.Add(200 * time.Hour)}}, "went bad", "钟走到以后", "对一对"},
		{"its disk was full", silence{last: before, health: said(desk.BoxHealth{Full: true, Clock: "jumped"}), near: near(today, today)}, "went bad", "盘满了", "新盘"},
		{"its clock jumped", silence{last: before, health: said(desk.BoxHealth{Clock: "jumped"}), opens: never}, "went bad", "钟不对", "今天是几号"},
		{"its records are of next week", silence{Station: Station{Last: now.Add(200 * time.Hour)}, last: before}, "went bad", "钟走到以后", "对一对"},
		{"nobody confirmed its clock: that keeps no records back", silence{last: before, health: said(desk.BoxHealth{Clock: "unsure"}), near: near(today, before)}, "went bad", "停电或关机", "有没有电"},
		{"a neighbour has its records", silence{Station: Station{Unsent: 131, With: []string{"看寺", "西坡"}}, last: before, near: near(today, today), opens: never}, "ask", "131 条没送到，看寺、西坡手里有", "请看寺"},
		{"some know of records, nobody has them", silence{Station: Station{Unsent: 2}, last: before, near: near(today, before)}, "went bad", "停电或关机", ""},
		{"a holiday", silence{last: before, opens: never, near: near(today, before)}, "", "放假", "不用管"},
		{"open on one day of them", silence{last: before, opens: func(d hub.Day) bool { return d == "2026-11-20" }, near: near(today, before)}, "went bad", "停电或关机", ""},
		{"a neighbour saw it yesterday", silence{last: before, opens: always, near: near(today, "2026-11-22")}, "ask", "机器开着，连不上县里", "看寺带 U 盘"},
		{"a neighbour saw it, and that is long ago", silence{last: before, opens: always, near: near(today, "2026-11-20")}, "went bad", "停电或关机", ""},
		{"the neighbours were not heard since either", silence{last: before, opens: always, near: near(before, before)}, "went bad", "全镇", "停电、断网"},
		{"it has no neighbours", silence{last: before, opens: always}, "ask", "说不上来", "打电话"},
	} {
		c.s.today = today
		w := c.s.reason()
		if w.class != c.class || !strings.Contains(w.cause, c.cause) || !strings.Contains(w.do, c.does) || w.known == "" || w.do == "" || len([]rune(w.mark)) != 1 {
			t.Errorf("%s: %+v", c.name, w)
		}
	}
}

// Who is asked about a silent box: those of its township that count, and by its own mark.
func TestNeighboursOf(t *testing.T) {
	lane, other := hub.TownshipLane("140404101"), hub.TownshipLane("140404102")
	silent := Station{Name: "南董", Lane: lane, Hub: [32]byte{1}}
	all := []Station{silent, {Name: "看寺", Lane: lane, Hub: [32]byte{2}}, {Name: "横河", Lane: other, Hub: [32]byte{3}},
		{Name: "旧的", Lane: lane, Hub: [32]byte{4}, Replaced: true}, {Name: "丢的", Lane: lane, Hub: [32]byte{5}, Out: true}, {Name: "没有机器", Lane: lane}}
	met := desk.Met{desk.MarkOf(silent.Hub): "2026-11-20", desk.MarkOf([32]byte{9}): "2026-11-23"}
	got := neighboursOf(silent, all, map[[32]byte]desk.BoxHealth{{2}: {Day: "2026-11-22", Met: met}, {3}: {Day: "2026-11-23", Met: met}})
	if len(got) != 1 || got[0] != (neighbour{"看寺", "2026-11-22", "2026-11-20"}) {
		t.Errorf("asked are %+v", got)
	}
}

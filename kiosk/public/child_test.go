package public

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// What is said of the day is what the box knows: that a child has not come is said at its
// own station alone, and never where another record of it may say otherwise.
func TestToday(t *testing.T) {
	p := &Public{Forms: form.Builtin(), Today: func() hub.Day { return "2026-11-23" }}
	grandma := care.Person{Ref: care.Ref{ID: hub.ID{1}}, Kinship: "paternal-grandmother", Name: "李秀英"}
	day := func(in, out int, absent string) Opened {
		return Opened{Here: true, CardFile: desk.CardFile{Place: true, Day: care.Day{In: in, Out: out, Absent: absent}, Brought: grandma, Fetched: grandma, Site: care.Site{Name: "石坡站"}}}
	}
	away, several, home, stranger, nobody := day(-1, -1, ""), day(-1, -1, ""), day(-1, -1, ""), day(480, 1000, ""), day(492, -1, "")
	away.Here, several.Several, home.Place, stranger.Day.Stranger, nobody.Brought = false, true, false, hub.ID{2}, care.Person{}
	for name, c := range map[string]struct {
		o           Opened
		text, small string
	}{
		"came":      {day(492, -1, ""), "8:12 到了，奶奶送来的", ""},
		"by nobody": {nobody, "8:12 到了", ""},
		"went":      {day(492, 1000, ""), "16:40 走了，奶奶接的", "8:12 到了，奶奶送来的"},
		"stranger":  {stranger, "16:40 走了，接的人不在名单上，站里核过", "8:00 到了，奶奶送来的"},
		"ill":       {day(-1, -1, "sick"), "请假了，病假", ""},
		"no word":   {day(-1, -1, "unknown"), "没有来", ""},
		"not yet":   {day(-1, -1, ""), "还没到", "到了，这里就写上"},
		"next door": {away, "今天到没到，这里还不知道", "问石坡站"},
		"several":   {several, "今天到没到，这里还不知道", "问石坡站"},
	} {
		if got := p.today(c.o); got == nil || got.Text != c.text || got.Small != c.small {
			t.Errorf("%s: %+v, want %q and %q", name, got, c.text, c.small)
		}
	}
	if got := p.today(home); got != nil {
		t.Errorf("a child without a place: %+v", got)
	}
}

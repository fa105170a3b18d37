package county

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// silence is what is known of a station from which nothing comes.
type silence struct {
	Station
	today  hub.Day
	last   hub.Day // when something last came, by whatever way; "" never
	health desk.BoxHealth
	near   []neighbour
	opens  func(hub.Day) bool // nil: nobody knows
}

// neighbour is another box of its township, and what that last said of it.
type neighbour struct {
	name string
	told hub.Day // when it last said how it is; "" never
	met  hub.Day // when it was last in touch with the silent one; "" never
}

// why is the reason as far as anybody knows it, and the one thing to do next.
type why struct {
	class string // of the stamp: bad somebody has to act, ask to find out, "" nothing is wrong
	mark  string // one character
	cause string
	known string // from where
	do    string
	href  string // of what to do; "" it is a telephone call
}

// seenLately: a neighbour that was in touch so many days ago says that the box runs.
const seenLately = 1

// reason goes from what is certain to what is likely. What nobody knows, it says so.
func (s silence) reason() why {
	for _, known := range []func() (why, bool){s.ended, s.never, s.broken, s.carried, s.shut, s.seen, s.unseen} {
		if w, ok := known(); ok {
			return w
		}
	}
	return why{class: "ask", mark: "问", cause: "没有邻站，说不上来", known: "镇里只有这一台机器", do: "打电话问站里：有没有电，机器亮不亮"}
}

// ended: by the county's own act, or because two boxes are one.
func (s silence) ended() (why, bool) {
	switch at := deviceAt("/device/", s.Hub); {
	case s.Forked:
		return why{"went bad", "双", "两台设备用了同一张卡", "两条记录链分了岔", "问清哪台是真的", at}, true
	case s.Replaced:
		return why{"", "换", "换了机器，这台不用了", "同名的站在另一台机器上", "停用旧的这台", at}, true
	case s.Out:
		return why{"ask", "停", "县里停用了这台机器", "停用名单", "接入一台新机器", "/devices"}, true
	}
	return why{}, false
}

func (s silence) never() (why, bool) {
	if s.last != "" || hub.DayOf(s.Last) > s.today { // what it wrote is here: broken looks at its clock
		return why{}, false
	}
	if by, day := s.lastSeen(); day != "" {
		return why{"ask", "初", "还没有连过县里", by + s.ago(day) + "见过它", "打电话，照着设上县里的地址，或者带 U 盘", ""}, true
	}
	if !s.Last.IsZero() {
		return why{"ask", "初", "还没有连过县里", "它的记录是邻站、U 盘带来的", "打电话，照着设上县里的地址", ""}, true
	}
	return why{"ask", "初", "从来没连过", "发过邀请，机器没来过", "打电话问装好没有", ""}, true
}

// broken: the box itself said so when it was last heard.
func (s silence) broken() (why, bool) {
	told := "它自己" + s.ago(s.health.Day) + "说的"
	switch {
	case s.health.Full:
		return why{"went bad", "满", "盘满了", told, "打电话，请人带一块新盘去", ""}, true
	case s.health.Clock == "jumped" || s.health.Clock == "doubt":
		return why{"went bad", "钟", "钟不对", told, "打电话，请站里在首页点“今天是几号”", ""}, true
	case hub.DayOf(s.Last) > s.today:
		return why{"went bad", "钟", "钟走到以后去了", "最新的记录写着" + calendar.Date(hub.DayOf(s.Last), s.today), "打电话，请站里对一对时间", ""}, true
	}
	return why{}, false
}

// carried: it writes, and its neighbours have what it wrote.
func (s silence) carried() (why, bool) {
	if s.Unsent == 0 || len(s.With) == 0 {
		return why{}, false
	}
	return why{"ask", "积", fmt.Sprintf("有 %d 条没送到，%s手里有", s.Unsent, strings.Join(s.With, "、")), "邻站的回执",
		"请" + s.With[0] + "连上网，或者插一下 U 盘带来", ""}, true
}

// shut: on no day since was it open.
func (s silence) shut() (why, bool) {
	if s.opens == nil {
		return why{}, false
	}
	for day := s.last.Add(1); day <= s.today; day = day.Add(1) {
		if s.opens(day) {
			return why{}, false
		}
	}
	return why{"", "休", "放假，没开门", "放假安排和站里的开门日", "不用管，开门那天再看", ""}, true
}

// seen: a neighbour that has a way to the county was in touch with it lately.
func (s silence) seen() (why, bool) {
	by, day := s.lastSeen()
	if day == "" || day < s.last || daysBetween(day, s.today) > seenLately {
		return why{}, false
	}
	return why{"ask", "网", "机器开着，连不上县里", by + s.ago(day) + "还见过它", "打电话，请站里看看网；要紧就请" + by + "带 U 盘过来", ""}, true
}

// unseen: those around it were heard of since, and have not seen it either.
func (s silence) unseen() (why, bool) {
	var heard []string
	for _, n := range s.near {
		if n.told > s.last {
			heard = append(heard, n.name)
		}
	}
	switch {
	case len(heard) > 0:
		known := strings.Join(heard[:min(2, len(heard))], "、") + "也没见到它"
		if _, day := s.lastSeen(); day != "" {
			known += "，上一次是" + calendar.Date(day, s.today)
		}
		return why{"went bad", "停", "多半停电或关机", known, "打电话问站里有没有电", ""}, true
	case len(s.near) > 0:
		return why{"went bad", "镇", "全镇都没有消息", fmt.Sprintf("邻站 %d 台也没报", len(s.near)), "打电话问镇里：是不是停电、断网", ""}, true
	}
	return why{}, false
}

// lastSeen is the neighbour that saw it last.
func (s silence) lastSeen() (by string, day hub.Day) {
	for _, n := range s.near {
		if n.met > day {
			by, day = n.name, n.met
		}
	}
	return by, day
}

// ago is 今天, 昨天 or a date.
func (s silence) ago(day hub.Day) string {
	switch day {
	case s.today:
		return "今天"
	case s.today.Add(-1):
		return "昨天"
	}
	return calendar.Date(day, s.today)
}

// silences are the stations that this officer sees and from which nothing came for more
// than a day, the worst first.
func (v *visit) silences(all []Station, now time.Time) (out []silence, err error) {
	health, err := v.c.Desk.BoxHealths(v.ctx())
	if err != nil {
		return nil, err
	}
	today := v.c.Desk.Today()
	for _, s := range all {
		if !v.who.Sees(s.Lane) || standOf(s, now) == through && !s.Out && !s.Forked {
			continue
		}
		one := silence{Station: s, today: today, health: health[s.Hub], near: neighboursOf(s, all, health)}
		if last := lastHeard(s, now); !last.IsZero() {
			one.last = hub.DayOf(last)
		}
		if !s.Site.IsZero() {
			opening, err := v.c.Desk.OpeningAt(v.ctx(), s.Site)
			if err != nil {
				return nil, err
			}
			one.opens = opening.On
		}
		out = append(out, one)
	}
	return out, nil
}

// neighboursOf are the other boxes of a station's township.
func neighboursOf(s Station, all []Station, health map[[32]byte]desk.BoxHealth) (out []neighbour) {
	for _, o := range all {
		if o.Lane != s.Lane || o.Hub == s.Hub || o.Hub == [32]byte{} || o.Out || o.Replaced {
			continue
		}
		h := health[o.Hub]
		out = append(out, neighbour{name: o.Name, told: h.Day, met: h.Met[desk.MarkOf(s.Hub)]})
	}
	return out
}

func (s silence) row(phones map[hub.ID]string, now time.Time) page.SilentRow {
	w := s.reason()
	row := page.SilentRow{Mark: w.mark, Class: w.class, Look: w.class == "went bad", Town: s.TownshipName, Name: s.Name, Phone: phones[s.Site],
		Last: "还没有消息", Why: w.cause, Known: w.known, Do: w.do, Href: w.href}
	if last := lastHeard(s.Station, now); !last.IsZero() {
		row.Last = when(last, now)
	}
	if s.health.Stick != "" {
		row.Known += "；" + calendar.Date(s.health.Stick, s.today) + "送过 U 盘"
	}
	return row
}

// sortSilences puts those first that need somebody, the longest silent before others.
func sortSilences(all []silence) {
	rank := func(s silence) int { return slices.Index([]string{"went bad", "ask", ""}, s.reason().class) }
	hub.SortStable(all, func(a, b silence) int {
		if c := rank(a) - rank(b); c != 0 {
			return c
		}
		return strings.Compare(string(a.last), string(b.last))
	})
}

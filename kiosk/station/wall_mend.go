package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// mending is what was tapped so far on a child's day.
type mending struct {
	fix, person, reason string
	at                  timing
}

// mendingOf reads the taps, from a form or from an address.
func mendingOf(get func(string) string) mending {
	return mending{get("fix"), get("person"), get("reason"), timing{get("hour"), get("minute")}}
}

// What can be put right.
const (
	fixNotCame = "not-came" // 没来，点错了
	fixIn      = "in"       // another time, or came at all
	fixInBy    = "in-by"
	fixNotGone = "not-gone" // 还没走，点错了
	fixOut     = "out"
	fixOutBy   = "out-by"
)

// fixesOf is what may be wrong with a day as it is noted.
func fixesOf(c desk.WallChild) []page.Choice {
	day := c.Day
	if day.In < 0 {
		return []page.Choice{{Value: fixIn, Text: "来了，补记"}}
	}
	var out []page.Choice
	if day.Out < 0 {
		out = append(out, page.Choice{Value: fixOut, Text: "走了，补记"}, page.Choice{Value: fixNotCame, Text: "没来，点错了"})
	} else {
		out = append(out, page.Choice{Value: fixNotGone, Text: "还没走，点错了"}, page.Choice{Value: fixOut, Text: "走的时间不对"})
	}
	out = append(out, page.Choice{Value: fixIn, Text: "到的时间不对"})
	for _, m := range []mending{{fix: fixInBy}, {fix: fixOutBy}} {
		if m.fix == fixOutBy && day.Out < 0 || len(m.people(c)) == 0 {
			continue
		}
		by, did := day.InBy, "送的"
		if m.fix == fixOutBy {
			by, did = day.OutBy, "接的"
		}
		out = append(out, page.Choice{Value: m.fix, Text: notBy(c.Person(by), did)})
	}
	return out
}

func notBy(p care.Person, did string) string {
	if p.ID.IsZero() {
		return "谁" + did
	}
	return "不是" + kinOf(p) + did
}

// reasons are why a day is mended; the words themselves are kept.
func reasons() []page.Choice {
	var out []page.Choice
	for _, word := range []string{"点错了人", "补记", "家里人说的", "钟不准"} {
		out = append(out, page.Choice{Value: word, Text: word})
	}
	return out
}

func (m mending) asksTime() bool { return m.fix == fixIn || m.fix == fixOut }

func (m mending) asksPerson() bool { return m.fix == fixInBy || m.fix == fixOutBy }

// people are who it may have been.
func (m mending) people(c desk.WallChild) []page.Choice {
	from, but := c.People, c.Day.InBy
	if m.fix == fixOutBy {
		from, but = c.Fetchers, c.Day.OutBy
	}
	return others(from, but, len(from), "")
}

// fixOf is the day as it is true after all. A leaving that is noted afterwards went
// with the usual one, unless somebody says otherwise.
func (m mending) fixOf(c desk.WallChild, day hub.Day, request hub.ID) desk.DayFix {
	f := desk.DayFix{Request: request, Child: c.Child.ID, Day: day, In: c.Day.In, Out: c.Day.Out,
		InBy: c.Day.InBy, OutBy: c.Day.OutBy, Absent: c.Day.Absent, Reason: m.reason}
	minute, ok := m.at.minute()
	if !ok {
		minute = -1
	}
	person, _ := hub.ParseID(m.person) // zero: not asked
	switch m.fix {
	case fixNotCame:
		f.In, f.Out, f.InBy = -1, -1, hub.ID{}
	case fixIn:
		f.In, f.Absent = minute, ""
		if c.Day.In < 0 {
			f.InBy = c.Usual.ID
		}
	case fixInBy:
		f.InBy = person
	case fixNotGone:
		f.Out = -1
	case fixOut:
		f.Out = minute
		if c.Day.Out < 0 {
			f.OutBy = desk.UsualFetcher(c.Day, c.Fetchers).ID
		}
	case fixOutBy:
		f.OutBy = person
	}
	return f
}
